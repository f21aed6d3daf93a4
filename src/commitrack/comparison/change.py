"""How a reaffirmed commitment moved: same, stronger, weaker or changed, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from commitrack.comparison.traits import commonplaces, read_words
from commitrack.comparison.words import fold, split_tokens, stem
from commitrack.lexicon.emphasis import load_emphasis
from commitrack.lexicon.frequencies import load_frequencies
from commitrack.model import Act, Change, Commitment, Decision, Verdict
from commitrack.patterns import compile_late

KEPT = 0.65
"""Share of the words of either side, weighed by how rare they are, from which the content is the same."""

TAKEN_UP = 0.65
"""Share of one side's words from which the other side contains it."""

APART = 0.2
"""How much more of one side than of the other must be contained for the other to have grown."""

ROOT = 6
"""Letters that two words share which are forms of one: "evade" and "evasion" are told apart, "diversify" is not."""

# Chosen on marked pairs: right on 0.55 of 590 marked links, where "changed" alone is on 0.40.

_BINDING = {Act.AFFIRM: 0, Act.SUPPORT: 1, Act.URGE: 1, Act.OPPOSE: 1, Act.PLEDGE: 2}
"""How far an act binds those who speak: from a position to a promise is two steps."""

_NUMBER = compile_late(r"\d[\d,.]*\d|\d")
_NAME = compile_late(r"(?<=[\w,;:)’'] )(?:[A-Z][\w’'&-]+)(?: (?:(?:of|for|on|the) )*[A-Z][\w’'&-]+)*")
_POSSESSIVE = compile_late(r"[’']s?$")
_TITLE = compile_late(r"\b(?:President|Minister|Secretary|Chancellor|Leader|Chair)s?\b")
_TITLED = compile_late(r"(?:President|Minister|Secretary|Chancellor|Leader|Chair)s? ((?:[A-Z][\w-]+ ?){1,3})")


class _Side(NamedTuple):
    """One side of a link, read for comparison."""

    text: str
    folded: str
    words: dict[str, float]
    """What it is about, without the words that only carry its form; all of them where there are no others."""
    binding: int
    force: int | None


Said = Mapping[tuple[str, str], Change]
"""What people said of pairs of ids, in either order."""

_TURNED = {Change.STRONGER: Change.WEAKER, Change.WEAKER: Change.STRONGER}
_SAID = "a person's word"


def read_said(decisions: Iterable[Decision]) -> Said:
    """Return how pairs moved that a person called the same; the last word on a pair counts."""
    said: dict[tuple[str, str], Change] = {}
    for decision in {each.pair: each for each in decisions}.values():
        if decision.change is not None and decision.verdict is Verdict.SAME:
            said[decision.earlier, decision.later] = decision.change
            said[decision.later, decision.earlier] = _TURNED.get(decision.change, decision.change)
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
    old, new = _read(earlier), _read(later)
    if old.folded == new.folded and old.binding == new.binding:
        return Change.SAME, ()
    reasons = _tell(old, new, earlier, later)
    shared = sum(weight for word, weight in sorted(old.words.items()) if word in new.words)
    kept, known = (shared / (sum(weight for _, weight in sorted(side.words.items())) or 1) for side in (old, new))
    if kept >= KEPT and known >= KEPT:
        return _by_emphasis(old, new), reasons
    if abs(step := new.binding - old.binding) == 2:
        change = Change.STRONGER if step > 0 else Change.WEAKER
        return change, ("a promise now" if step > 0 else "no promise any more", *reasons)
    reasons = (*reasons, *_tell_content(old, new))
    if kept >= TAKEN_UP and kept - known >= APART:
        return Change.STRONGER, reasons
    if known >= TAKEN_UP and known - kept >= APART:
        return Change.WEAKER, reasons
    return Change.CHANGED, reasons


def _read(commitments: Sequence[Commitment]) -> _Side:
    text = " ".join(c.quote for c in commitments)  # what was said: a supplied subject is no change
    frequencies, said = load_frequencies(), read_words(text)
    about = [word for word in said if word not in commonplaces()] or said
    forces = [c.force for c in commitments if c.force is not None]
    return _Side(
        text=text,
        folded=fold(text),
        words={word: frequencies.idf.get(word, frequencies.unseen) for word in about},
        binding=max(_BINDING[c.act] for c in commitments),
        force=max(forces) if len(forces) == len(commitments) else None,
    )


def _by_emphasis(old: _Side, new: _Side) -> Change:
    """Weigh firm words that came against those that went, soft ones the other way round, and the operative phrase."""
    emphasis = load_emphasis()
    before, after = ({p: set(p.findall(s.folded)) for p in (emphasis.firmer, emphasis.softer)} for s in (old, new))
    balance = len(after[emphasis.firmer]) - len(before[emphasis.firmer])
    balance -= len(after[emphasis.softer]) - len(before[emphasis.softer])
    if not balance and old.force and new.force:
        balance = new.force - old.force
    if balance == 0:
        return Change.SAME
    return Change.STRONGER if balance > 0 else Change.WEAKER


def _tell(old: _Side, new: _Side, earlier: Iterable[Commitment], later: Iterable[Commitment]) -> tuple[str, ...]:
    """Say which firm and soft words, deadlines, numbers and names came and went."""
    emphasis = load_emphasis()
    dues = [list(dict.fromkeys(str(c.due) if c.due else c.due_text for c in side)) for side in (earlier, later)]
    told = _part(
        [due for due in dues[0] if due], [due for due in dues[1] if due], "deadline {} gone", "deadline {} new"
    )
    for pattern in (emphasis.firmer, emphasis.softer):
        told += _part(pattern.findall(old.folded), pattern.findall(new.folded), "'{}' gone", "'{}' new")
    told += _part(_numbers(old), _numbers(new), "{} gone", "{} new")
    told += [f"{name} named" for name in _names(new) if not _says(old, name)]
    told += [f"{name} no longer named" for name in _names(old) if not _says(new, name)]
    return tuple(dict.fromkeys(told))


def _tell_content(old: _Side, new: _Side) -> tuple[str, ...]:
    gained, lost = _weightiest(new, old), _weightiest(old, new)
    return tuple(reason for reason in (gained and f"more on: {gained}", lost and f"nothing on: {lost}") if reason)


def _part(before: Sequence[str], after: Sequence[str], gone: str, new: str) -> list[str]:
    came, went = [x for x in after if x not in before], [x for x in before if x not in after]
    return [*map(new.format, came), *map(gone.format, went)]


def _numbers(side: _Side) -> list[str]:
    return _NUMBER.findall(re.sub(r"</?\w+[^<>]*>", "", side.text))


def _names(side: _Side) -> list[str]:
    """Return the names a side says, people with their office left out: they change without a change of words."""
    people = {word for names in _TITLED.findall(side.text) for word in names.split()}
    names = (_POSSESSIVE.sub("", name) for name in _NAME.findall(side.text))
    return [name for name in names if not people.intersection(name.split()) and not _TITLE.search(name)]


def _says(side: _Side, name: str) -> bool:
    """Tell whether a side says a name in whatever naming."""
    return name in side.text or all(word in side.words for word in read_words(name))


def _weightiest(side: _Side, other: _Side) -> str:
    """Name the four rarest words of its object that one side says and the other does not, in whatever form."""
    emphasis = load_emphasis()
    written = {stem(token): token for token in reversed(split_tokens(side.folded))}
    told = {*emphasis.firmer.findall(side.folded), *emphasis.softer.findall(side.folded), *emphasis.fillers}
    told.update(word for name in _names(side) for word in name.lower().split())
    begun = {word[:ROOT] for word in other.words}
    text = side.text.lower()

    def tells(word: str) -> bool:
        as_written = written.get(word, "")
        return word[:ROOT] not in begun and as_written not in told and bool(as_written) and as_written in text

    own = sorted(filter(tells, side.words), key=lambda word: (-side.words[word], word))
    return ", ".join(written[word] for word in own[:4])
