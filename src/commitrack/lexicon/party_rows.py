"""Parties as the table `parties.toml` has them, and with what a ledger adds to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from msgspec.structs import replace

from commitrack.errors import did_you_mean
from commitrack.lexicon.parties import Parties, Party, plain_name
from commitrack.lexicon.tables import Column, check_row, is_lines, read_table, wrong
from commitrack.model import ALL

COLUMNS: Mapping[str, Column] = dict.fromkeys(
    ("names", "adjectives", "offices", "people", "members"), ("names parted by commas are", is_lines)
)
"""What a party's row may have, in their order where they bear no name, with the words for what is expected."""
_NOTHING: Mapping[str, Any] = MappingProxyType({})


def load_parties(own: Mapping[str, Any] = _NOTHING, aliases: Mapping[str, Any] = _NOTHING) -> Parties:
    """Return the package's parties, with a ledger's own added.

    `own` maps a party to a row of the table or to a table with some of `COLUMNS`; one that is known, by any of its
    names, gets more. `aliases` maps another name to a party. RecordError with the place where either has another shape,
    or names a party that neither the package nor the ledger knows.
    """
    if not own and not aliases:
        return _bundled()
    named = _add(_bundled(), [_taught(name, columns) for name, columns in own.items()])
    known = _add(named, [_alias(named, alias, name) for alias, name in aliases.items()])
    return _settle_members(known, own)


def _taught(name: str, columns: Any) -> Party:
    """Return a row of a ledger's own, once its shape is what it should be."""
    row = _row(_checked_name(f"parties.{name}", name), columns)
    return replace(row, names=tuple(_without_article(plain_name(each)) for each in row.names))


def _alias(parties: Parties, alias: str, name: Any) -> Party:
    """Return the party of an alias with that for a name."""
    place = f"aliases.{alias}"
    if not isinstance(name, str):
        raise wrong(place, "the name of a party is expected, in quotes")
    return Party(name=_known(parties, place, name), names=(_checked_name(place, _without_article(plain_name(alias))),))


def _checked_name(place: str, name: str) -> str:
    plain = plain_name(name)
    if plain.lower() in ("", ALL):
        raise wrong(place, f"a name is expected, other than {ALL!r}, which stands for the whole group")
    return plain


def _known(parties: Parties, place: str, name: str) -> str:
    """Return the party that is called so; RecordError with the nearest one where none is."""
    party = parties.canonical(name)
    if party is None:
        near = did_you_mean(name, parties.rows)
        raise wrong(place, f"no party {name!r} in the package's table or under [parties]{near and f'; {near}'}")
    return party


def _add(parties: Parties, more: Iterable[Party]) -> Parties:
    """Return the parties with more rows, or with more in the rows of those that are there by any of their names."""
    rows, introducing = dict(parties.rows), parties.introducing
    for row in more:
        name = parties.canonical(row.name) or row.name
        rows[name] = _joined(rows.get(name), replace(row, name=name))
        introducing = _unique(introducing + row.offices)
    return replace(parties, rows=rows, introducing=introducing)


def _settle_members(parties: Parties, own: Iterable[str]) -> Parties:
    """Return the parties with the members of a ledger's own groups under the names that they have here."""
    rows = dict(parties.rows)
    for name in own:
        row = rows[_known(parties, f"parties.{name}", name)]
        members = tuple(_known(parties, f"parties.{name}.members", each) for each in row.members)
        rows[row.name] = replace(row, members=_unique(members))
    return replace(parties, rows=rows)


@cache
def _bundled() -> Parties:
    table = read_table("parties")
    rows = {name: _row(name, columns) for part in ("states", "groups") for name, columns in table[part].items()}
    common = {name: _words(words) for name, words in table["common"].items()}
    return Parties(
        rows,
        common_offices=common["offices"],
        titles=common["titles"],
        introducing=common["introducing"],
        ranks=common["ranks"],
        address=common["address"],
        never=common["never"],
        forms=common["forms"],
        particles=frozenset(common["particles"]),
        slugs=table["slugs"],
        capitals=table["capitals"],
        halves=table["halves"],
        venues=table["venues"],
        voices={voice: party for party, voices in table["voices"].items() for voice in _words(voices)},
        bodies=frozenset(table["groups"]),
    )


def _row(name: str, columns: Any) -> Party:
    """Turn a row, or a table with named columns, into a party."""
    if isinstance(columns, (list, tuple)) and len(columns) <= len(COLUMNS):
        columns = dict(zip(COLUMNS, columns, strict=False))
    checked = check_row(f"parties.{name}", columns, COLUMNS)
    return Party(name=name, **{column: _words(value) for column, value in checked.items()})


def _joined(known: Party | None, more: Party) -> Party:
    if known is None:
        return more
    columns = {column: _unique(getattr(known, column) + getattr(more, column)) for column in COLUMNS}
    return Party(name=known.name, **columns)


def _words(value: str | Iterable[str]) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value
    return tuple(filter(None, map(str.strip, parts)))


def _without_article(name: str) -> str:
    """The matcher reads names without articles, except for one written small: not every bloc is `the bloc`."""
    bare = name[4:] if name[:4].lower() == "the " else name
    return f"the {bare}" if bare != name and bare[:1].islower() else bare


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
