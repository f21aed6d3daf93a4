"""Two meetings compared, for people: the counts first, then topic by topic, what moved before what stayed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence

from msgspec import Struct

from commitrack.model import (
    Commitment,
    Diff,
    Entry,
    Evidence,
    Link,
    Statement,
    Status,
    Stretch,
    Thread,
    main_topic,
    rank_topic,
)
from commitrack.numbers import count
from commitrack.views.records import PARTED, Titles, words_of
from commitrack.views.restated import Again, fold_restated, tell_restated, told_elsewhere, told_once
from commitrack.views.screen import Run, Screen, hold_parts, rule, wrap
from commitrack.views.signs import BY_PERSON, BY_WEIGHT, SAME, Sign, count_signs, sign_of, tally, tell_back

NOTHING = Run("")
STRONGEST = 4
"""How many pieces of evidence `--why` puts under an entry."""


class DiffStyle(Struct, frozen=True, kw_only=True):
    """How a comparison is to be shown."""

    screen: Screen
    titles: Titles
    changed_words: Callable[[str, str], Iterable[Stretch]]
    inline: bool = False
    """Both wordings of a reaffirmed commitment merged into one text (`--word-diff`)."""
    why: bool = False
    """The strongest evidence under each entry."""
    only: str = ""
    """What the entries were narrowed to, in the user's words."""
    shared: Container[str] = ()
    """Ends of ids that are no names by themselves."""


def show_diff(diff: Diff, entries: Sequence[Entry], style: DiffStyle) -> Iterator[str]:
    """Yield the lines of a comparison; `entries` are those of the diff that were asked for."""
    kept, again = fold_restated(entries)
    yield from show_headline(diff, kept, len(entries) - len(kept), style)
    if doubt := explain_doubt(kept):
        yield from wrap([Run(doubt.replace("? ", "?\u00a0"), "dim")], style.screen, indent=2)
    for topic, listed in by_topic(kept, style.titles):
        yield ""
        yield from topic_line(topic, listed, style)
        for entry in by_weight(listed):
            yield from show_entry(entry, again, style)


def show_headline(diff: Diff, entries: Sequence[Entry], restated: int, style: DiffStyle) -> Iterator[str]:
    """Both meetings and their series, then the counts, which explain the signs as well; `restated` were left out."""
    (first, of_first), (last, of_last) = name_meetings(diff)
    runs = [Run(first, "bold"), Run(of_first, "dim"), Run(" → "), Run(last, "bold"), Run(of_last, "dim")]
    yield from wrap(runs, style.screen, indent=2)
    sizes = f"{len(diff.earlier.commitments)} → {count(len(diff.later.commitments), 'commitment')}"
    counts = tally(count_signs(entries), words=True) or [Run("no difference to show")]
    yield from wrap([Run(f"{sizes}: "), *counts], style.screen, indent=2)
    if back := tell_back(entries):
        yield from wrap([Run(hold_parts(back))], style.screen, indent=2)
    if twice := tell_restated(restated):
        yield from wrap([Run(twice)], style.screen, indent=2)
    if style.only:
        yield from wrap([Run(f"only {style.only}", "dim")], style.screen, indent=2)


def name_meetings(diff: Diff) -> tuple[tuple[str, str], tuple[str, str]]:
    """Both meetings by name with their series as an aside, which stands once where they are of one."""
    sides = (diff.earlier, diff.later)
    one, other = ((name_meeting(each), f" ({each.series})" if each.series else "") for each in sides)
    return (one if one[1] != other[1] else (one[0], "")), other


def name_meeting(statement: Statement) -> str:
    """A meeting as a headline names it: its id, and its place where one is known."""
    return f"{statement.id} {statement.place}".rstrip()


def topic_line(topic: str, entries: Sequence[Entry], style: DiffStyle) -> Iterator[str]:
    """The heading of a topic with its counts."""
    return rule([Run(style.titles.title(topic), "heading")], tally(count_signs(entries)), style.screen)


def by_topic(entries: Iterable[Entry], titles: Titles) -> Iterator[tuple[str, list[Entry]]]:
    """Group entries by their main topic, in the order of the taxonomy, unknown topics last."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[main_topic(entry.topics)].append(entry)
    for topic in sorted(groups, key=lambda key: rank_topic(key, titles.keys)):
        yield topic, groups[topic]


def by_weight(entries: Iterable[Entry]) -> list[Entry]:
    """Sort entries, what moved before what stayed."""
    return sorted(entries, key=lambda entry: BY_WEIGHT.index(sign_of(entry)))


def show_entry(entry: Entry, again: Again, style: DiffStyle) -> Iterator[str]:
    """One entry: its sign, its words, its ids, and why it is what it is."""
    sign = sign_of(entry)
    tail = entry_tail(entry, again, style.shared)
    earlier, later = told_once(entry, again)
    alone = len(earlier) == len(later) == 1
    if entry.status is not Status.REAFFIRMED or (sign is SAME and not differs(earlier, later, style)):
        yield from show_once(sign, later or earlier, tail, style)
    elif style.inline or (sign is SAME and alone):
        yield from show_inline(sign, earlier, later, tail, style)
    else:
        yield from show_wordings(earlier, later, style, sign, tail)
    yield from show_reasons(entry, style)


def differs(earlier: Sequence[Commitment], later: Sequence[Commitment], style: DiffStyle) -> bool:
    """Whether the two sides are told apart by any word that says something."""
    return any(piece.kind != "same" for piece in style.changed_words(join_words(earlier), join_words(later)))


def show_once(sign: Sign, commitments: Sequence[Commitment], tail: Run, style: DiffStyle) -> Iterator[str]:
    """One wording after the sign."""
    for number, commitment in enumerate(commitments):
        last = number == len(commitments) - 1
        runs = [Run(words_of(commitment)), tail if last else Run(PARTED.rstrip(), "dim")]
        yield from wrap(runs, style.screen, lead=lead(sign if number == 0 else None))


def show_wordings(
    earlier: Sequence[Commitment],
    later: Sequence[Commitment],
    style: DiffStyle,
    sign: Sign | None = None,
    tail: Run = NOTHING,
) -> Iterator[str]:
    """Each wording as it stands in its text; marked are the words that no wording of the other side has."""
    before, after = join_words(earlier), join_words(later)
    for number, commitment in enumerate(earlier):
        runs = mark_words(style.changed_words(after, words_of(commitment)), "gone", style.screen, "dim")
        yield from wrap(runs, style.screen, lead=lead(sign if number == 0 else None, "was"))
    for number, commitment in enumerate(later):
        runs = mark_words(style.changed_words(before, words_of(commitment)), "new", style.screen)
        last = number == len(later) - 1
        yield from wrap([*runs, tail if last else NOTHING], style.screen, lead=lead(None, "now"))


def show_inline(
    sign: Sign, earlier: Sequence[Commitment], later: Sequence[Commitment], tail: Run, style: DiffStyle
) -> Iterator[str]:
    """Both wordings as one text, what is gone and what is new where they part; one below the other where all is."""
    pieces = tuple(style.changed_words(join_words(earlier), join_words(later)))
    if not any(piece.kind == "same" for piece in pieces):
        yield from show_wordings(earlier, later, style, sign, tail)
        return
    runs: list[Run] = []
    for piece in pieces:
        same = piece.kind == "same"
        runs += [Run(piece.text) if same else mark_piece(piece.text, piece.kind, style.screen), Run(" ")]
    yield from wrap([*runs, tail], style.screen, lead=lead(sign))


def join_words(commitments: Iterable[Commitment]) -> str:
    """The words of a side as one text, a stroke between its commitments."""
    return PARTED.join(map(words_of, commitments))


def mark_words(pieces: Iterable[Stretch], own: str, screen: Screen, plain: str = "") -> list[Run]:
    """The later one of two compared wordings, the words that only it has marked as `own`, which is `gone` or `new`."""
    runs = []
    for is_own, text in own_words(pieces):
        runs += [mark_piece(text, own, screen), Run(" ")] if is_own else [Run(text, plain), Run(" ", plain)]
    return runs


def own_words(pieces: Iterable[Stretch]) -> list[tuple[bool, str]]:
    """The later one of two compared wordings in stretches, and whether each is its own: none is where all would be."""
    listed = [piece for piece in pieces if piece.kind != "gone"]
    shared = any(piece.kind == "same" for piece in listed)
    return [(shared and piece.kind == "new", piece.text) for piece in listed]


def mark_piece(text: str, kind: str, screen: Screen) -> Run:
    """Words that are gone or new; without colour in the signs of `git diff --word-diff`."""
    if screen.colour:
        return Run(text, kind)
    return Run(f"[-{text}-]" if kind == "gone" else f"{{+{text}+}}")


def lead(sign: Sign | None, label: str = "") -> list[Run]:
    """What stands left of the words: the sign of an entry, and which wording it is."""
    first = [Run(" "), Run(sign.mark, sign.style) if sign else Run(" "), Run(" ")]
    return [*first, Run(f"{label}  ", "dim")] if label else first


def entry_tail(entry: Entry, again: Again, shared: Container[str]) -> Run:
    """What stands after the words: ids to copy, doubts, deadlines, what says it again, whether a person decided."""
    sides = [", ".join(short_id(one.id, shared) for one in side) for side in (entry.earlier, entry.later) if side]
    more = [short_id(name, shared) for name in told_elsewhere(entry, again)]
    due = [f"due\u00a0{one.due}" for one in (entry.later or entry.earlier) if one.due]
    repeats = [f"again\u00a0{', '.join(sorted(more))}"] if more else []
    decided = [BY_PERSON] if entry.decided else []
    doubt = tell_doubt(entry.links, shared).replace(" ", "\u00a0")
    said = "; ".join(filter(None, ["\u00a0→\u00a0".join(sides), doubt, *due, *repeats, *decided]))
    return Run(f" [{said}]", "dim")


def explain_doubt(linked: Iterable[Entry | Thread]) -> str:
    """What explains the mark of `tell_doubt` once for all entries or threads; empty where none bears it."""
    doubted = any(tell_doubt(each.links) for each in linked)
    return "? an uncertain link and its probability: a case for commitrack review" if doubted else ""


def tell_doubt(links: Sequence[Link], shared: Container[str] = ()) -> str:
    """The uncertain ones of links with their probabilities, by id where they have several; empty where all are sure.

    Such as `? 62%`, or `? 1fd5 38%` where two became one and the other is sure.
    """
    doubts = []
    sides = {link.earlier for link in links}, {link.later for link in links}
    for link in links:
        if link.is_uncertain:
            both = zip((link.earlier, link.later), sides, strict=True)
            names = [short_id(ids[0], shared) for ids, side in both if len(side) > 1]
            doubts.append(f"{' → '.join(names)} {link.score:.0%}".lstrip())
    return f"? {', '.join(doubts)}" if doubts else ""


def short_id(name: str, shared: Container[str] = ()) -> str:
    """The part of an id after its statement's, which names the commitment where no other has it; else the whole id."""
    end = name.rpartition("/")[2]
    return name if end in shared else end


def show_reasons(entry: Entry, style: DiffStyle) -> Iterator[str]:
    """In words why the change is what it is; with `why`, the strongest evidence that it is the same commitment."""
    if entry.reasons:
        words = f"{sign_of(entry).word}: {'; '.join(entry.reasons)}"
        yield from wrap([Run(words, "dim")], style.screen, lead=[Run(" " * 3)], indent=5)
    if style.why:
        for piece in sorted(entry.why, key=lambda piece: -abs(piece.weight))[:STRONGEST]:
            yield from show_evidence(piece, style.screen, indent=5)


def show_evidence(piece: Evidence, screen: Screen, *, indent: int) -> Iterator[str]:
    """One piece of evidence: its weight, its name, what was seen."""
    words = f"{piece.weight:+.2f} {piece.name}" + (f": {piece.words}" if piece.words else "")
    yield from wrap([Run(words, "dim")], screen, lead=[Run(" " * indent)], indent=indent + 6)
