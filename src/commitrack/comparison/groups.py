"""Links between the commitments of two texts, gathered: one with all its counterparts, split or merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from commitrack.comparison.candidates import Pair
from commitrack.comparison.components import find_roots

Ids = Callable[[Pair], tuple[str, str]]
"""What gives the ids of the earlier and the later commitment of a pair."""


class Group(NamedTuple):
    """Positions of the earlier and the later commitments that make one entry of a diff."""

    earlier: tuple[int, ...]
    later: tuple[int, ...]
    family: str = ""
    """As in `Entry`: an id out of the component that the group was taken from, with others."""


def group_links(links: Iterable[Pair], ids: Ids) -> tuple[Group, ...]:
    """Gather links into groups: a commitment with all its counterparts, split or merged.

    A component in which everything is linked with everything is one group; another one is taken apart into stars, the
    commitment with most links first, so that no group claims a pair that was not chosen.
    """
    groups: list[Group] = []
    for component in _components(links):
        ones, others = sorted({i for i, _ in component}), sorted({j for _, j in component})
        if len(ones) * len(others) == len(component):
            groups.append(Group(tuple(ones), tuple(others)))
        else:
            groups += _stars(component, ids)
    return tuple(sorted(groups))


def _components(links: Iterable[Pair]) -> list[set[Pair]]:
    """Part links into sets that share no commitment."""
    listed = tuple(links)
    roots = find_roots(((0, i), (1, j)) for i, j in listed)
    components: dict[tuple[int, int], set[Pair]] = defaultdict(set)
    for link in listed:
        components[roots[0, link[0]]].add(link)
    return list(components.values())


def _stars(links: set[Pair], ids: Ids) -> list[Group]:
    left, family = set(links), ids(min(links))[0]
    stars: list[Group] = []
    while left:
        by_hub: dict[tuple[str, int, int], list[Pair]] = defaultdict(list)
        for pair in sorted(left):
            for side, name in enumerate(ids(pair)):
                by_hub[name, side, pair[side]].append(pair)
        star = by_hub[min(by_hub, key=lambda hub: (-len(by_hub[hub]), hub))]
        stars.append(Group(tuple(sorted({i for i, _ in star})), tuple(sorted({j for _, j in star})), family))
        left.difference_update(star)
    return stars
