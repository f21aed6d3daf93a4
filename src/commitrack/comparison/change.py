"""How a reaffirmed commitment moved: same, stronger, weaker or changed, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from commitrack.comparison.particulars import read_numbers
from commitrack.comparison.sides import Details, Moved, Side, compare_details, compare_words, read_wordings, recurs
from commitrack.comparison.surplus import says_alike, tell_surplus
from commitrack.comparison.turns import find_turns
from commitrack.lexicon.emphasis import load_emphasis
from commitrack.model import ALL, Act, Change, Commitment, Decision, Verdict

KEPT = 0.65
"""Share of the words of either side, weighed by how rare they are, from which the content is the same."""

HELD = 0.67
"""Share of a side's words from which the other one contains it."""

APART = 0.2
"""How much more of one side than of the other must be contained for the other to have grown."""

# Chosen on marked pairs, by the share of right links that got the marked change.


class _Reason(NamedTuple):
    """What was seen, and what it speaks for: 1 firmer, -1 softer, 0 neither."""

    words: str
    sign: int = 0


class _Finding(NamedTuple):
    """What became of a pair: 1 firmer, -1 softer, 0 neither, None nothing of substance; and what tells it."""

    sign: int | None
    decisive: Sequence[_Reason] = ()
    content: Sequence[_Reason] = ()


Said = Mapping[tuple[str, str], Change]
"""What people said of pairs of ids, in either order."""

_SIGNS = {1: Change.STRONGER, -1: Change.WEAKER, 0: Change.CHANGED}
_SAID = "a person's word"
_READ = " (read by a person)"


def read_said(decisions: Iterable[Decision]) -> Said:
    """Return how pairs moved that a person called the same; the last word on a pair counts."""
    said: dict[tuple[str, str], Change] = {}
    for decision in {each.pair: each for each in decisions}.values():
        if decision.change is not None and decision.verdict is Verdict.SAME:
            said[decision.earlier, decision.later] = decision.change
            said[decision.later, decision.earlier] = decision.change.turned
    return said


def judge_change(
    earlier: Sequence[Commitment], later: Sequence[Commitment], said: Said
) -> tuple[Change, tuple[str, ...]]:
    """Compare the force and the content of the two sides of a link; the reasons are told in words.

    Where a person said how a pair of the two sides moved, and nobody said otherwise of another, that is the change.
    """
    change, reasons = _judge(earlier, later)
    words = {said[one.id, other.id] for one in earlier for other in later if (one.id, other.id) in said}
    return (words.pop(), (_SAID, *reasons)) if len(words) == 1 else (change, reasons)


def _judge(earlier: Sequence[Commitment], later: Sequence[Commitment]) -> tuple[Change, tuple[str, ...]]:
    old, new = read_wordings(earlier), read_wordings(later)
    if old.folded == new.folded and old.acts == new.acts and old.actors == new.actors:
        return Change.SAME, ()
    details = compare_details(old, new)
    found = _decide(old, new, details)
    reasons = [*found.decisive, *_tell(old, new, details, found.sign), *found.content]
    if found.sign and not reasons and says_alike(old, new):
        return Change.SAME, ()  # only who speaks, and small words, came or went
    if found.sign:
        if (found.content or not reasons) and all(reason.sign != found.sign for reason in reasons):
            reasons.append(_Reason("says more" if found.sign > 0 else "says less", found.sign))
        reasons.sort(key=lambda reason: reason.sign != found.sign)  # what speaks for the change comes first
    words = tuple(dict.fromkeys(reason.words for reason in reasons))
    return (_SIGNS[found.sign] if found.sign is not None else Change.SAME), words


def _decide(old: Side, new: Side, details: Details) -> _Finding:
    """Judge two sides: what was turned round, then words about the same, then a promise made or taken back, then what
    one side says beyond the other."""
    if Act.OPPOSE in old.acts ^ new.acts and Act.URGE not in old.acts | new.acts:
        return _Finding(0, [_tell_acts(old, new)])
    shared = sum(weight for word, weight in sorted(old.words.items()) if word in new.words)
    kept, known = (shared / (sum(weight for _, weight in sorted(side.words.items())) or 1) for side in (old, new))
    if kept >= KEPT and known >= KEPT:
        return _compare_alike(old, new, details)
    tone, step = _balance(old, new), new.binding - old.binding
    if abs(step) == 2 and step * tone >= 0:
        sign = step // 2
        return _Finding(sign, [_tell_promise(sign)])
    bound = int(_has_condition(new)) - int(_has_condition(old))
    if bound and (kept if bound > 0 else known) >= HELD:
        return _Finding(-bound, content=_tell_content(old, new))
    grown = kept >= HELD and kept - known >= APART and tone >= 0
    shrunk = known >= HELD and known - kept >= APART and tone <= 0
    return _Finding(int(grown) - int(shrunk), content=_tell_content(old, new))


def _has_condition(side: Side) -> bool:
    return not load_emphasis().conditions.isdisjoint(side.soft.values())


def _compare_alike(old: Side, new: Side, details: Details) -> _Finding:
    """Judge two sides about the same: what was turned round, when, how much and where first, then a promise made or
    taken back, firm and soft words, act and operative phrase, then what one side alone is precise about."""
    if turned := _find_turned(old, new):
        return _Finding(0, turned)
    deadlines, numbers, names = details
    times = (*deadlines.came, *deadlines.went)
    replaced = deadlines.came and deadlines.went
    slipped = replaced and (old.dates != new.dates or any(map(recurs, times)))  # else it is only told in other words
    if slipped or any(moved.came and moved.went for moved in (numbers, names)):
        return _Finding(0)
    balance, moved = _balance(old, new), _compare_acts(old, new)
    if moved and (not balance or abs(new.binding - old.binding) == 2):
        return _Finding(moved.sign, [moved])
    if balance:
        return _Finding(1 if balance > 0 else -1)
    if bool(deadlines.came) != bool(deadlines.went):
        return _Finding(0 if all(map(recurs, times)) else 1 if deadlines.came else -1)
    return _Finding(0 if numbers.came or numbers.went else None)


def _find_turned(old: Side, new: Side) -> list[_Reason]:
    """Find what makes two sides about the same no longer say the same: who, for or against, a not, an order."""
    if ALL not in old.actors | new.actors and old.actors.isdisjoint(new.actors):
        return [_Reason(f"{', '.join(sorted(new.actors))} now, {', '.join(sorted(old.actors))} before")]
    if Act.OPPOSE in old.acts ^ new.acts and old.acts.isdisjoint(new.acts):
        return [_tell_acts(old, new)]
    return [_Reason(f"turned round: {words}") for words in find_turns(old.text, new.text)]


def _compare_acts(old: Side, new: Side) -> _Reason | None:
    """Compare what is done, by the act or the operative phrase: None where it comes to the same."""
    if old.acts.isdisjoint(new.acts):
        if sign := (Act.PLEDGE in new.acts) - (Act.PLEDGE in old.acts):
            return _tell_promise(sign)
        if Act.URGE in old.acts | new.acts:
            return _tell_acts(old, new)
    if old.force and new.force and old.force != new.force:
        return _tell_force(old, new, 1 if new.force > old.force else -1)
    return None


def _tell_acts(old: Side, new: Side) -> _Reason:
    """Say which acts there are now and were before, and which of them a person confirmed or set."""
    now, before = (f"{', '.join(sorted(side.acts))} {{}}{_READ if side.read else ''}" for side in (new, old))
    return _Reason(f"{now.format('now')}, {before.format('before')}")


def _tell_promise(sign: int) -> _Reason:
    return _Reason("a promise now" if sign > 0 else "no promise any more", sign)


def _tell_force(old: Side, new: Side, sign: int) -> _Reason:
    if old.verb and new.verb and old.verb != new.verb:
        return _Reason(f"'{new.verb}' after '{old.verb}'", sign)
    return _Reason(f"force {new.force} after {old.force}", sign)


def _balance(old: Side, new: Side) -> int:
    """Count firm words that came and soft ones that went, less those that moved the other way."""
    return len(new.firm) - len(old.firm) - len(new.soft) + len(old.soft)


def _tell(old: Side, new: Side, details: Details, sign: int | None) -> list[_Reason]:
    """Say which firm and soft words and which particulars came and went, each once; of what is the same only names."""
    deadlines, numbers, names = details
    named = [
        *(_Reason(f"{name} named") for name in names.came),
        *(_Reason(f"{name} no longer named") for name in names.went),
    ]
    if sign is None:
        return [*_tell_deadlines(deadlines), *named]
    beside = Moved(
        _leave_out(numbers.came, new.times if deadlines.came else ()),
        _leave_out(numbers.went, old.times if deadlines.went else ()),
    )
    return [
        *_tell_deadlines(deadlines),
        *_tell_moved(compare_words(old.firm, new.firm), "'{}'", 1),
        *_tell_moved(compare_words(old.soft, new.soft), "'{}'", -1),
        *_tell_moved(beside, "{}", 0),
        *named,
    ]


def _leave_out(numbers: Iterable[str], times: Iterable[str]) -> tuple[str, ...]:
    """Leave out the numbers in the words of deadlines that are told by themselves."""
    told = set(read_numbers("; ".join(times)).values())
    return tuple(number for number in numbers if number not in told)


def _tell_deadlines(deadlines: Moved) -> list[_Reason]:
    if deadlines.came and deadlines.went:
        return [_Reason(f"deadline {', '.join(deadlines.came)}, was {', '.join(deadlines.went)}")]
    return _tell_moved(deadlines, "deadline {}", 1)


def _tell_content(old: Side, new: Side) -> list[_Reason]:
    gained, lost = tell_surplus(new, old), tell_surplus(old, new)
    more, less = _Reason(f"more on: {gained}", 1), _Reason(f"nothing on: {lost}", -1)
    return [reason for reason, said in ((more, gained), (less, lost)) if said]


def _tell_moved(moved: Moved, form: str, sign: int) -> list[_Reason]:
    """Say what came and what went; `sign` is what its coming speaks for."""
    came = [_Reason(f"{form.format(each)} new", sign) for each in moved.came]
    return came + [_Reason(f"{form.format(each)} gone", -sign) for each in moved.went]
