"""Positions whose operative word is no verb of the parties: "any use of force would be unacceptable"."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import NamedTuple

from commitrack.extraction.clauses import ClauseFinder
from commitrack.extraction.fronted import Fronted
from commitrack.extraction.phrases import Operative
from commitrack.extraction.register import without_attribution
from commitrack.extraction.scan import find_word, is_title
from commitrack.lexicon.tokens import Tokens
from commitrack.lexicon.verbs import Pattern
from commitrack.model import Act
from commitrack.patterns import compile_late

SHORTEST = 4  # tokens below which a stretch says nothing
LONGEST = 100  # tokens of one sentence among several, so that work on a chain of them grows with its length only
SUBORDINATE = compile_late(
    r"\b(?:(?<!for )(?<!to )(?<!of )(?<!at )(?<!on )(?<!with )(?<!in )that|in that(?= (?:we|they|it|the|our)\b)"
    r"|which|who|whose|while|because|although|if|when|(?<!.)as"
    r"|(?<!well )(?<!such )as(?= (?:we|they|it|he|she|the|our|their|its|this|these)\b| (?-i:[A-Z])))\b",
    re.IGNORECASE,
)
RELATIVE = compile_late(  # a relative clause inside a subject: "A workforce that can deliver what we need is vital"
    r"\b(?:(?:that|which) (?:can|could|will|would|is|are|has|have|must|may)|who)(?:\s+\S+){2,}$", re.IGNORECASE
)
ASIDE = compile_late(  # a relative clause that closes again: "The fund, to which both pay, | will be doubled"
    r", (?:\w+ ){0,2}(?:which|who|whom|whose|where)\b[^,;:]*, ", re.IGNORECASE
)
DEFINED = compile_late(
    r"(?:any|all|those|such|every|no)\s+(?:\S+\s+){1,4}$", re.IGNORECASE
)  # "Any raids | that endanger"
SORT = compile_late(
    r"an?\s+(?:(?!said\b|\w+ed\b)\S+\s+){1,3}(?:that|which)\s+\w+s(?:\s+\S+){2,}\s*$", re.IGNORECASE
)  # "A port that serves the whole delta"
INITIAL = compile_late(r"(?<=\b[A-Z])\.")  # the points of "U.S." end no clause
EMPTY = ("it ", "there ", "nothing ")  # subjects that belong to the words of a pattern
OWN = compile_late(r"\b(?:our|we|their|us)\b", re.IGNORECASE)


class Position(NamedTuple):
    """A position in tokens `first` to `last` (exclusive), behind a fronted phrase if there is one."""

    first: int
    last: int
    operative: Operative


class Impersonals:
    """Reads stretches of a sentence that no clause of the parties covers, with a set of tables."""

    def __init__(self, finder: ClauseFinder) -> None:
        self.finder = finder
        self.subjects = finder.subjects
        self.verbs = finder.verbs
        self.fronted = Fronted(finder.reader)

    def find(self, tokens: Tokens, start: int, end: int) -> list[Position]:
        """Return the positions in a stretch: several where semicolons or commas part it into sentences."""
        words = tokens.words
        whole = self.read(tokens, start, end)
        if whole is None:
            return []
        if parted := [at for at in range(start, end) if words[at] == ";" and self._is_sentence(words, at + 1, end)]:
            pieces = (self.read(tokens, a + 1, b) for a, b in pairwise([start - 1, *parted, end]))
            return [position for position in pieces if position] or [whole]
        found: list[Position] = []
        for at in range(start + SHORTEST, end - SHORTEST):
            near = words[at] == "," and SHORTEST <= at - start <= LONGEST
            if near and (left := self._read_left(tokens, start, at, end)):
                found.append(left)
                start = at + 1 + (words[at + 1] == "and")
        last = self.read(tokens, start, end) if found else whole
        return [*found, last] if last else found

    def _read_left(self, tokens: Tokens, start: int, comma: int, end: int) -> Position | None:
        """Return the position in front of a comma, if a sentence with a position of its own follows."""
        words = tokens.words
        linked = words[comma + 1] == "and"
        if not linked and "must" not in words[start:comma]:
            return None
        after = comma + 1 + linked
        left = self.read(tokens, start, comma) if self._has_subject(words, after) else None
        return left if left and self.read(tokens, after, min(end, after + LONGEST)) else None

    def find_tail(self, tokens: Tokens, start: int, end: int) -> int:
        """Return the sign in a clause behind which a position follows that is no part of it; 0 without one."""
        words, grammar = tokens.words, self.finder.grammar
        related = False  # what follows an "and" may belong to a relative clause
        for at in range(start, end - SHORTEST):
            related = related or words[at] in grammar.relative
            added = not related and words[at : at + 2] == [",", "and"] and words[at + 2] in grammar.article
            if added or words[at] == ";":
                behind = at + 1 + added
                if self.read(tokens, behind, min(end, behind + LONGEST)):
                    return at
        return 0

    def read(self, tokens: Tokens, start: int, end: int) -> Position | None:
        """Return the one position that a stretch takes, or None."""
        patterns = self._called_for(frozenset(tokens.words[start:end]))
        stretch = self._find_stretch(tokens, start, end) if patterns else None
        if stretch is None:
            return None
        first, last = stretch
        start = tokens.starts[first]
        text = tokens.text[start : tokens.ends[last - 1]]
        quote = text[: without_attribution(text)].rstrip()
        words = INITIAL.sub("_", quote)  # all else stays where it is
        for pattern in patterns:
            match = pattern.regex.search(words)
            begin = match and self._find_begin(pattern, quote, match)
            if match is None or begin is None:
                continue
            at, subject = bisect_left(tokens.starts, start + begin), quote[begin : match.start()]
            if pattern.inert and self._forecasts(pattern, subject):
                continue
            operative = self._judge(pattern, match, subject)
            verb = bisect_left(tokens.starts, start + match.start())
            if operative.act is Act.PLEDGE and self._is_of_others(tokens, at, verb):
                continue
            return Position(at, last, operative)
        return None

    def _find_stretch(self, tokens: Tokens, start: int, end: int) -> tuple[int, int] | None:
        """Find the stretch behind a heading that ran into it: "Open the Ports: | Our aim is to …"."""
        stretch = find_stretch(self.finder, tokens, start, end)
        colon = next((at for at in range(*stretch) if tokens.words[at] == ":"), start) if stretch else start
        return find_stretch(self.finder, tokens, colon, end) if is_title(tokens, start, colon) else stretch

    def _called_for(self, words: frozenset[str]) -> list[Pattern]:
        """Return the patterns that may hold in a stretch with these words, in their order."""
        index = self.verbs.pattern_cues
        places = sorted({place for word in words & index.keys() for place in index[word]})
        called = map(self.verbs.patterns.__getitem__, places)
        return [pattern for pattern in called if not (pattern.beside and pattern.beside.isdisjoint(words))]

    def _is_of_others(self, tokens: Tokens, first: int, verb: int) -> bool:
        """Tell from the words before its verb what others than the parties promise: "Brazil | will open a port"."""
        subject = self.subjects.ending_at(tokens, verb - 1) if verb > first else None
        return subject is not None and subject.foreign and subject.start == first

    def _is_sentence(self, words: list[str], start: int, end: int) -> bool:
        """Tell whether what stands behind a semicolon has a subject and a verb of its own."""
        end = next((at for at in range(start, end) if words[at] == ";"), end)
        grammar = self.finder.grammar
        finite = any(words[at] in grammar.finite and words[at - 1] not in grammar.relative for at in range(start, end))
        return finite and self._has_subject(words, start)

    def _has_subject(self, words: list[str], first: int) -> bool:
        """Tell whether a stretch starts with what can be a subject, so that it is a sentence and no part of a list."""
        return words[first] not in self.finder.actions and words[first] not in ("to", "that")

    def _find_begin(self, pattern: Pattern, stretch: str, match: re.Match[str]) -> int | None:
        """Return the offset behind a fronted phrase ("While it is late, …"); None where no pattern applies there."""
        if pattern.own and not OWN.search(stretch):
            return None
        place = match.start()
        before = ASIDE.sub(lambda aside: " " * len(aside[0]), stretch[:place])  # all else stays where it is
        marker = SUBORDINATE.search(before, len("that") if before.lower().startswith("that ") else 0)  # "That is best"
        empty = match[0].lower().startswith(EMPTY)
        fronted = self._is_fronted(before, empty=empty) if marker is None else marker.start() == 0 and ", " in before
        if fronted:
            behind = before.rfind(", ") + len(", ")
            return 0 if before.startswith("so ", behind) else behind  # "As x grows, so must y"
        begin = place if empty and before.endswith(", and ") else 0
        if marker is None:
            return begin
        front = before[: marker.start()]
        if marker.end() == len(before.rstrip()) and self._is_led_in(front, match[0]):
            return place
        if DEFINED.match(front) or SORT.match(before):
            return 0
        relative = RELATIVE.match(before.rstrip(), marker.start())
        return begin if relative and not SUBORDINATE.search(before, marker.end()) else None

    def _is_fronted(self, before: str, *, empty: bool) -> bool:
        """Tell words that start with a phrase: "In June, | ports must", "In ports, bays and so on, | the charts"."""
        front, _, last = before.rpartition(", ")
        # "In Lund, the divers, | the crew and the cook": the end of a list that has begun behind the first comma
        article, begun = self.finder.grammar.article, front.partition(", ")[2].lower().split()[:1]
        listed = " and " in last and (not article.isdisjoint(begun) or " and " not in front.rpartition(", ")[2])
        opened = not listed and not article.isdisjoint(last.lower().split()[:1])
        parted = ", " in before and (opened or (empty and not last) or ", " not in front)
        return parted and self.fronted.opens(before.partition(" ")[0].lower().rstrip(","))

    def _is_led_in(self, before: str, words: str) -> bool:
        """Tell a whole sentence behind a preposition and "which": "talks, during which | concerns were voiced"."""
        grammar, last = self.finder.grammar, before.lower().split()[-1:]
        led = not (grammar.preposition | grammar.within).isdisjoint(last)
        return led and words.split()[0].lower() not in grammar.finite

    def _judge(self, pattern: Pattern, match: re.Match[str], before: str) -> Operative:
        """Return what a pattern says behind some words: "Russia must …" asks, "The work must …" takes a position."""
        if pattern.agent and self._can_be_asked(before):
            return Operative(pattern.say(match), pattern.agent.act, pattern.agent.force)
        return Operative(pattern.say(match), pattern.act, pattern.force)

    def _head(self, subject: str) -> list[str]:
        """Return the words of a subject up to its head: "demand" of "demand for water"."""
        words = subject.split()
        ends = (at for at, word in enumerate(words) if word.lower() in self.finder.grammar.governing | {"of"})
        return words[: next(ends, len(words))]

    def _forecasts(self, pattern: Pattern, subject: str) -> bool:
        """Tell a forecast: "Demand for water | will expand"."""
        head = self._head(subject)[-1:]
        return bool(head) and head[0].lower().strip(",") in pattern.inert

    def _can_be_asked(self, before: str) -> bool:
        """Tell whether a subject is somebody, by its head: "all states in the delta", not "the debts of states"."""
        if ", " in before and self._can_be_asked(before.rpartition(", ")[2]):
            return True  # "Under the charter, as adopted in June, | states"
        grammar, head = self.finder.grammar, self._head(before)
        named = self.subjects.known.find(" ".join(head))
        return bool(named) or not grammar.agent.isdisjoint(map(str.lower, head))


def find_stretch(finder: ClauseFinder, tokens: Tokens, start: int, end: int) -> tuple[int, int] | None:
    """Return first and last token (exclusive) of the words from `start` to `end`; None for less than a few."""
    last = finder.endings.trim(tokens.words, start, end)
    first = find_word(tokens.words, start, last)
    return (first, last) if last - first >= SHORTEST else None
