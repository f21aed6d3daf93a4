"""The links of a whole series that tie its commitments to threads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from commitrack.comparison.alignment import pair_in_turn, weigh
from commitrack.comparison.candidates import Pair
from commitrack.comparison.components import find_roots
from commitrack.comparison.traits import Reading, set_scene
from commitrack.comparison.vectors import norm
from commitrack.lexicon.frequencies import load_frequencies
from commitrack.model import Decision, Verdict

Key = tuple[int, int]
"""Position of a meeting in the series, position of a commitment in the order of its text."""

Meetings = tuple[int, int]
"""Positions of two meetings in the series, the earlier first."""

Text = Sequence[Reading]
"""The commitments of one meeting."""

SURE_ENOUGH = 0.5
"""Probability below which a link ties no thread: it is rather wrong than right, and a thread carries a mistake on."""

KIN = 0.5
"""Cosine of the words of two commitments from which meetings that are no neighbours are compared for their sake."""

MOST_FAR = 20
"""So many pairs of meetings that are no neighbours are compared at most: the time that a long series takes grows with
its meetings, not with their pairs."""


class Bond(NamedTuple):
    """A link that ties two commitments, the earlier first."""

    one: Key
    other: Key
    score: float
    """As in `Link`."""
    decided: bool = False


class Web:
    """The bonds of a series, as they are found."""

    def __init__(self, texts: Sequence[Text], decisions: Iterable[Decision]) -> None:
        self.texts = texts
        self.decisions = tuple(decisions)
        self.bonds: dict[tuple[Key, Key], Bond] = {}
        self._met: dict[Key, set[int]] = defaultdict(set)

    def tie(self, bond: Bond) -> None:
        """Keep a bond; one that was found already stays."""
        self.bonds.setdefault((bond.one, bond.other), bond)
        self._met[bond.one].add(bond.other[0])
        self._met[bond.other].add(bond.one[0])

    def is_open(self, one: Key, other: Key) -> bool:
        """Tell whether neither of two commitments is tied to anything of the meetings between them."""
        between = range(one[0] + 1, other[0])
        return not any(k in self._met.get(key, ()) for key in (one, other) for k in between)

    def open_pairs(self, meetings: Meetings, pairs: Iterable[Pair]) -> list[Pair]:
        """Return the pairs of commitments of two meetings that are open."""
        a, b = meetings
        return [(i, j) for i, j in pairs if self.is_open((a, i), (b, j))]

    def join(self, a: int, b: int) -> None:
        """Tie what a comparison of two meetings links."""
        weighing = weigh(set_scene(self.texts[a], self.texts[b]), self.decisions)
        found = []
        for pair in weighing.links:
            bond = Bond((a, pair[0]), (b, pair[1]), round(weighing.probabilities[pair], 4), pair in weighing.decided)
            if bond.decided or (bond.score >= SURE_ENOUGH and self.is_open(bond.one, bond.other)):
                found.append(bond)
        for bond in found:
            self.tie(bond)


def find_bonds(texts: Sequence[Text], decisions: Iterable[Decision] = ()) -> list[Bond]:
    """Return the links that tie threads, at whatever distance, in the order of the series.

    Neighbouring meetings are linked first, then what a person called the same and what is word for word the same, then
    what ended with what begins, the nearest meetings first: a commitment said every time is not tied to its past twice.
    """
    web = Web(texts, decisions)
    for a in range(len(texts) - 1):
        web.join(a, a + 1)
    for bond in _find_decided(texts, web.decisions):
        web.tie(bond)
    roots = find_roots(web.bonds)
    for one, other in _pair_identical(texts, web.decisions):
        if roots.get(one, one) != roots.get(other, other):
            web.tie(Bond(one, other, 1.0))
    kin = {meetings: web.open_pairs(meetings, pairs) for meetings, pairs in _find_kin(texts).items()}
    promising = sorted(kin, key=lambda meetings: (-len(kin[meetings]), meetings))[:MOST_FAR]
    for meetings in sorted(promising, key=lambda meetings: (meetings[1] - meetings[0], meetings)):
        if web.open_pairs(meetings, kin[meetings]):
            web.join(*meetings)
    return sorted(web.bonds.values())


def _find_decided(texts: Sequence[Text], decisions: Iterable[Decision]) -> Iterator[Bond]:
    """Yield the pairs of two meetings that a person called the same; the last word on a pair counts."""
    places = {reading.commitment.id: (k, i) for k, text in enumerate(texts) for i, reading in enumerate(text)}
    for decision in {each.pair: each for each in decisions}.values():
        one, other = sorted(places.get(name, (-1, -1)) for name in (decision.earlier, decision.later))
        if decision.verdict is Verdict.SAME and -1 < one[0] < other[0]:
            yield Bond(one, other, 1.0, decided=True)


def _pair_identical(texts: Sequence[Text], decisions: Iterable[Decision]) -> Iterator[tuple[Key, Key]]:
    """Yield what says the same words as the last meeting that said them; not what a person called different."""
    verdicts = {decision.pair: decision.verdict for decision in decisions}
    last: dict[tuple[str, str], tuple[int, list[int]]] = {}
    for b, text in enumerate(texts):
        said: dict[tuple[str, str], list[int]] = defaultdict(list)
        for j, reading in enumerate(text):
            said[reading.folded, reading.commitment.act].append(j)
        for words, others in said.items():
            a, ones = last.get(words, (b, []))
            for i, j in pair_in_turn(ones, others) if ones else ():
                ids = frozenset((texts[a][i].commitment.id, text[j].commitment.id))
                if verdicts.get(ids) is not Verdict.DIFFERENT:
                    yield (a, i), (b, j)
            last[words] = b, others


def _find_kin(texts: Sequence[Text]) -> Mapping[Meetings, list[Pair]]:
    """Return, for meetings that are no neighbours, the pairs of commitments whose words are much alike."""
    kin: dict[Meetings, list[Pair]] = defaultdict(list)
    postings: dict[str, list[tuple[Key, float]]] = defaultdict(list)
    vectors = [[_weigh_words(reading) for reading in text] for text in texts]
    for b in range(2, len(texts)):
        for i, vector in enumerate(vectors[b - 2]):
            for word, weight in vector.items():
                postings[word].append(((b - 2, i), weight))
        for j, vector in enumerate(vectors[b]):
            cosines: dict[Key, float] = defaultdict(float)
            for word, weight in vector.items():
                for key, other in postings.get(word, ()):
                    cosines[key] += weight * other
            for (a, i), cosine in cosines.items():
                if cosine >= KIN:
                    kin[a, b].append((i, j))
    return kin


def _weigh_words(reading: Reading) -> Mapping[str, float]:
    """Return the words of a commitment with weights by how rare they are, as a vector of length 1."""
    idf, unseen = load_frequencies().idf, load_frequencies().unseen
    weights = {word: idf.get(word, unseen) for word in sorted(set(reading.stems))}
    length = norm(weights)
    return {word: weight / length for word, weight in weights.items()}
