"""What hangs together, directly or through others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

Node = TypeVar("Node", bound=tuple[object, ...])


def find_roots(ties: Iterable[tuple[Node, Node]]) -> dict[Node, Node]:
    """Return for each thing that is tied to another the least of all that hang together with it."""
    parent: dict[Node, Node] = {}

    def find(node: Node) -> Node:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]  # the way is half as long for the next one
            node = parent[node]
        return node

    for one, other in ties:
        first, second = sorted((find(one), find(other)))
        parent[second] = first
    return {node: find(node) for node in parent}
