"""Whose statement it is: the parties that a title or an opening sentence names, and the series of their meetings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from commitrack.lexicon.headers import load_headers
from commitrack.lexicon.parties import UNION, Parties
from commitrack.model import Span
from commitrack.patterns import compile_late
from commitrack.reading.titles import is_headline

_STOP = compile_late(r"[.!?:]")
_PARENTHESIS = compile_late(r"\([^()]{1,80}\)|“[^“”]{1,40}”")
_LOWER_WORD = compile_late(r"(?<![\w’'‑-])[a-zß-ÿ][\w-]*")
_TO = compile_late(r"\bto\b")
_WITH = compile_late(r"\bwith\b")
_TOWN = r" [A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+)?, $"
_IN_TOWN = compile_late(rf"\bin{_TOWN}")
_BEHIND_TOWN = compile_late(rf",{_TOWN}")
_SEAT = compile_late(r"[A-Z][\w.]+(?: [A-Z][\w.]+)?")
_CAPITAL_FOLLOWS = compile_late(r"\s[^\W\d_a-zß-ÿ]")
_JOINT_ADJECTIVE = compile_late(r"[-–/]|,?\s+(?:and\s+(?:the\s+)?)?")
_SENTENCE_END = compile_late(r"[.!?]\s+(?=[A-Z“\"])")
_I = compile_late(r"I\s(?!\.)")
_FIRST = 3  # paragraphs
_DASHES = frozenset("-–—/")
_OPENING = 2000
_LONGEST_GAP = 140
_SUBJECT_WITHIN = 70
"""Characters of a sentence within which its subject begins, after `Today, the Presidents of` and the like."""
_ROLL_CALL = 5
"""As many parties in one list are the signatories, wherever the list stands in the opening."""
_ROUND = 10
"""Members up to which a group acts as these when it meets: the G7 does, NATO is an organisation."""


class _Named(NamedTuple):
    span: Span
    party: str
    acts: bool
    """True for a person or office: who acts, not what about."""


class _Roll(NamedTuple):
    """Parties named together."""

    span: Span
    parties: tuple[str, ...]
    people: bool
    compound: bool
    """True for `U.S.-Japan`."""


def find_parties(title: str, opening: Sequence[str], known: Parties) -> tuple[str, ...]:
    """Return the parties of a statement from its title, else from its first paragraphs, in the order they are named.

    A group alone stands for its members; nothing is returned rather than a country the statement is only about.
    """
    release = load_headers().release.match(title)
    if release and not load_headers().joint.search(load_headers().about.split(title, maxsplit=1)[0]):
        return expand_groups(_speakers(release, opening, known), known)
    named = _from_title(title, known)
    group = bool(named) and named[0] != UNION and bool(known.groups.get(named[0]))
    if len(named) < 2 and not group:
        told = _from_opening(opening, known)
        named = told if set(named) <= set(told) else named
        if len(named) == 1 and any(map(_I.match, opening[:_FIRST])) and not known.find_leaders(title):
            return ()  # somebody tells of them: "I welcome what Peru has agreed to"
    return expand_groups(named, known)


def series_slug(parties: Sequence[str], words: str, known: Parties) -> str:
    """Return a name for the series of these parties' meetings, such as `us-japan-rok`; nothing for a large crowd."""
    if len(parties) < 2:
        return ""
    groups = [group for group, members in known.groups.items() if set(members) == set(parties)]
    named = {mention.party for mention in known.find(words)} if groups else set()
    for group in groups:
        if group in named:
            return known.slug(group)
    return "-".join(map(known.slug, sorted(parties, key=lambda party: _rank(party, known)))) if len(parties) < 5 else ""


def _rank(party: str, known: Parties) -> tuple[int, str]:
    """Groups before the United States before the others, each by name: `asean-us`, `us-japan-rok`, `us-eu`."""
    group = party in known.groups and party != UNION
    return (0 if group else 1 if party == "United States" else 2), party


def _from_title(title: str, known: Parties) -> tuple[str, ...]:
    alone: tuple[str, ...] = ()
    for roll in _rolls(title[:_OPENING], known):
        before = title[: roll.span.start]
        topics = [match.end() for match in load_headers().topic.finditer(before)]
        about = bool(topics) and not load_headers().parties_follow.search(before, topics[-1])
        if len(roll.parties) > 1 and (not about or roll.people or roll.compound):
            return roll.parties
        place = title.startswith(":", roll.span.end) and is_headline(title)  # "Peru: ministers agree to open ports"
        if not place and not topics and not alone and not _is_in_crowd(title, roll.span, known):
            alone = roll.parties
    return alone


def _speakers(release: re.Match[str], opening: Sequence[str], known: Parties) -> tuple[str, ...]:
    """Return who speaks in a release of one side; whom it speaks of is no party.

    A title that names nobody who speaks, but what two sides have in common or do together, is of both.
    """
    title = release.string[:_OPENING]
    voice, at = known.find_voice(title)
    rolls = list(_rolls(title[release.end() :], known))
    first = rolls[0] if rolls else None
    if first and (not voice or release.end() + first.span.start < at) and _is_speaker(first, release, known):
        is_alone = release["readout"] and not first.compound and _WITH.search(title[release.end() :], *first.span)
        return first.parties[:1] if is_alone else first.parties
    common = next((roll.parties for roll in rolls if roll.compound), ())
    if voice or common:
        return (voice, *_partners(release, rolls)) if voice else common
    if release["facts"]:
        return (_first_speaking if rolls else _from_opening)(opening, known)
    return _signatories(opening, known)


def _is_in_crowd(title: str, party: Span, known: Parties) -> bool:
    """Tell whether a title names a party beside many that it does not name: `30 countries and the European Union`.

    Its own members are none beside it: `the European Union and its 27 Member States`.
    """
    words = load_headers()
    crowds = (match.span() for match in words.crowd.finditer(title))
    gaps = (title[end : party.start] or title[party.end : start] for start, end in crowds)
    return any(gap.islower() and words.own.isdisjoint(gap.split()) and _joins(gap, known) for gap in gaps)


def _partners(release: re.Match[str], rolls: Sequence[_Roll]) -> tuple[str, ...]:
    """Return with whom a title says that a deal was made, for a fact sheet tells what both promise."""
    deal = load_headers().deal_with.search(release.string, release.end()) if release["facts"] else None
    with_whom = (roll.parties for roll in rolls if deal and release.end() + roll.span.start == deal.end())
    return next(with_whom, ())


def _is_speaker(roll: _Roll, release: re.Match[str], known: Parties) -> bool:
    """Tell whether a roll in the title of a release is its subject, with no name of an unknown person before it."""
    title = release.string[release.end() :]
    many = 1 < len(expand_groups(roll.parties, known)) <= max(len(roll.parties), _ROUND)
    together = (many or _is_in_crowd(title, roll.span, known)) and not _TO.search(title, *roll.span)
    is_named = roll.people or roll.compound or release["by"] or (release["facts"] and together)
    words = load_headers()
    speaking = (words.joining | words.speaking | known.particles) - {"with"}
    return bool(is_named) and speaking.issuperset(_LOWER_WORD.findall(title[: roll.span.start]))


def _first_speaking(paragraphs: Sequence[str], known: Parties) -> tuple[str, ...]:
    """Return the party of the first leader or body that opens a sentence of a text."""
    for paragraph in paragraphs:
        for start in _sentence_starts(paragraph[:_OPENING]):
            subject = paragraph[start : start + 2 * _SUBJECT_WITHIN]
            voice, at = known.find_voice(subject)
            spoken = [(at, voice)] if voice else []
            spoken += [(leader.span.start, leader.party) for leader in known.find_leaders(subject)]
            if spoken and min(spoken)[0] <= _SUBJECT_WITHIN:
                return (min(spoken)[1],)
    return ()


def _from_opening(paragraphs: Sequence[str], known: Parties) -> tuple[str, ...]:
    """Return the parties after the first `we`, else those that open a sentence, or stand in a long list."""
    return min(_claims(paragraphs, known), key=lambda claim: claim[0], default=(0, ()))[1]


def _signatories(paragraphs: Sequence[str], known: Parties) -> tuple[str, ...]:
    """Return the parties after the first `we`, or the first long list of them."""
    claims = _claims(paragraphs, known)
    return next((parties for rank, parties in claims if not rank or len(parties) >= _ROLL_CALL), ())


def _claims(paragraphs: Sequence[str], known: Parties) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the parties that may be the signatories, each time with how plainly they are named, 0 best."""
    for paragraph in map(_without_dateline, paragraphs):
        if load_headers().caption.search(paragraph):
            continue
        for roll in _rolls(paragraph[:_OPENING], known):
            before = paragraph[: roll.span.start]
            if len(roll.parties) == 1:
                if _is_group_acting(before, roll, known):
                    yield 3, roll.parties  # behind whoever is named with others
                continue
            rank = _claim(before, roll, known)
            if rank < 2 or load_headers().led.search(before):
                yield rank, roll.parties


def _without_dateline(paragraph: str) -> str:
    """Return a paragraph of news without what tells where, when and by whom it was reported."""
    return paragraph[load_headers().skip_news_from(paragraph, 0, len(paragraph)) :]


def _is_group_acting(before: str, roll: _Roll, known: Parties) -> bool:
    """Tell whether a group that is named alone opens a text as who acts: "The ministers of the Caribbean Community"."""
    words = load_headers()
    acting = (words.joining | words.acting | known.particles).issuperset(_LOWER_WORD.findall(before))
    return acting and bool(known.groups.get(roll.parties[0])) and roll.parties[0] != UNION


def _claim(before: str, roll: _Roll, known: Parties) -> int:
    """Return how plainly a roll names the signatories, 0 best, 2 not at all; `before` is what stands in front of it."""
    words = load_headers()
    sentence = before[_sentence_starts(before)[-1] :]
    we = words.we.search(sentence)
    if we and (words.joining | words.acting | known.particles).issuperset(_LOWER_WORD.findall(we["who"])):
        return 0
    subject = words.invited.sub("", sentence)
    return 1 if len(subject) <= _SUBJECT_WITHIN or len(roll.parties) >= _ROLL_CALL else 2


def _rolls(text: str, known: Parties) -> Iterator[_Roll]:
    """Yield the lists of parties in a text: mentions with nothing but joining words, offices and names between them."""
    run: list[_Named] = []
    compound = False
    for named in _mentions(text, known):
        gap = text[run[-1].span.end : named.span.start] if run else ""
        if run and _is_place(gap, run[-1].party, named.party, known):
            continue
        if run and not _joins(gap, known):
            yield _roll(run, compound)
            run, compound = [], False
        compound = compound or gap.strip() in _DASHES
        run.append(named)
    if run:
        yield _roll(run, compound)


def _is_place(gap: str, before: str, party: str, known: Parties) -> bool:
    """Tell whether a party behind another tells where they met: `the Forum, Manila, Philippines`."""
    seated = any(known.capitals.get(seat) == party for seat in _SEAT.findall(gap))
    return seated or bool(_IN_TOWN.search(gap) or (before in known.groups and _BEHIND_TOWN.search(gap)))


def _roll(run: Sequence[_Named], compound: bool) -> _Roll:
    parties = tuple(dict.fromkeys(named.party for named in run))
    return _Roll(Span(run[0].span.start, run[-1].span.end), parties, any(named.acts for named in run), compound)


def _mentions(text: str, known: Parties) -> Iterator[_Named]:
    """Yield names and persons in order; an adjective counts before a capital, as in `Dutch Prime Minister`.

    It counts as well where one that does is joined to it: `Dutch and Danish Ministers`.
    """
    found = [_Named(span, party, True) for span, party, _ in known.find_leaders(text)]
    begins = {named.span.start for named in found}
    for span, party, adjective in reversed(known.find(text, adjectives=True)):
        joint = _JOINT_ADJECTIVE.match(text, span.end)
        if not adjective or _CAPITAL_FOLLOWS.match(text, span.end) or (joint and joint.end() in begins):
            found.append(_Named(span, party, adjective))
            begins.add(span.start)
    end = 0
    for named in sorted(found):
        if named.span.start >= end:
            yield named
            end = named.span.end


def _joins(gap: str, known: Parties) -> bool:
    """Tell whether two mentions with these words between them stand in one list."""
    words = load_headers()
    gap = words.name_within.sub("", _PARENTHESIS.sub("", gap))
    if len(gap) > _LONGEST_GAP or words.new_list.search(gap) or _STOP.search(words.abbreviation.sub("", gap)):
        return False
    return (words.joining | words.meeting | known.particles).issuperset(_LOWER_WORD.findall(gap))


def expand_groups(parties: Sequence[str], known: Parties) -> tuple[str, ...]:
    """Drop a group beside its members; a group alone becomes its members, the European Union apart."""
    named = set(parties)
    kept = [party for party in parties if not (known.groups.get(party) and named >= set(known.groups[party]))]
    if len(kept) == 1 and kept[0] != UNION:
        return known.groups.get(kept[0]) or tuple(kept)
    return tuple(kept)


def _sentence_starts(text: str) -> list[int]:
    """Return where sentences begin; the point of an initial or a title ends none."""
    return [0, *(match.end() for match in _SENTENCE_END.finditer(load_headers().abbreviation.sub(_blank, text)))]


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
