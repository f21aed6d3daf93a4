"""Writes a ledger of any size, the same bytes every time, from words of its own.

    python benchmarks/made_ledger.py FOLDER [--statements 1000] [--commitments 50]

Ten groups meet in turn, from 1990 on. Half of what a meeting says its group said the time before, some of it firmer.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from commitrack.ledger import Ledger, dumps, init_ledger, with_ids
from commitrack.model import ALL, Act, Commitment, Span, Statement

FIRST_DAY = date(1990, 1, 8)
LAST_DAY = date(2026, 6, 30)
GROUPS = (
    ("United States", "Japan", "Republic of Korea"),
    ("United States", "Japan", "Australia", "India"),
    ("Japan", "Republic of Korea", "China"),
    ("United Kingdom", "Australia", "United States"),
    ("France", "Germany", "Poland"),
    ("India", "Japan"),
    ("Canada", "European Union"),
    ("Philippines", "Japan", "United States"),
    ("Brazil", "South Africa", "India"),
    ("Norway", "Sweden", "Finland"),
)
VERBS = (
    (Act.PLEDGE, "will deepen", 4),
    (Act.PLEDGE, "committed to widening", 4),
    (Act.PLEDGE, "decided to begin", 5),
    (Act.PLEDGE, "intend to examine", 2),
    (Act.AFFIRM, "reaffirmed the importance of", 3),
    (Act.AFFIRM, "underscored the value of", 2),
    (Act.SUPPORT, "welcomed", 3),
    (Act.SUPPORT, "expressed support for", 3),
    (Act.URGE, "called on all states to respect", 3),
    (Act.OPPOSE, "strongly opposed any obstruction of", 4),
)
KINDS = (
    *("joint", "annual", "trilateral", "regional", "maritime", "coastal", "northern", "digital", "civilian"),
    *("industrial", "combined", "quiet", "open", "shared", "practical", "rural", "urban", "polar", "tropical"),
    *("early", "secure", "resilient", "transparent", "affordable", "voluntary", "technical", "scientific"),
)
THINGS = (
    *("exercises", "patrols", "inspections", "surveys", "consultations", "workshops", "standards", "corridors"),
    *("terminals", "cables", "grids", "satellites", "buoys", "vaccines", "clinics", "harvests", "reservoirs"),
    *("forests", "fisheries", "shipyards", "foundries", "batteries", "turbines", "archives", "scholarships"),
    *("registers", "warnings", "sanctions", "inventories", "laboratories", "observatories", "libraries"),
    "railways",
)
PLACES = (
    *("the Sulu Strait", "the Amber Coast", "Lake Orin", "the Tarn Basin", "Port Selwyn", "the Velmar Islands"),
    *("the Kestrel Bank", "the Upper Nara", "the Saffron Road", "Cape Lorne", "the Halden Gulf", "the Mirra Delta"),
)
MANNERS = (
    *("in line with international law", "through a standing committee", "with partners of the region"),
    *("at the level of ministers", "on the basis of agreed rules", "with full respect for sovereignty"),
    *("together with the private sector", "under the auspices of the secretariat", "without prejudice to treaties"),
)
TOPICS = {
    "economic-security": 27,
    "technology": 16,
    "humanitarian": 14,
    "climate": 13,
    "regional": 11,
    "ukraine": 9,
    "energy": 7,
    "defense": 6,
    "middle-east": 6,
    "institutions": 6,
    "health": 5,
    "infrastructure": 5,
    "crime": 4,
    "supply-chains": 4,
    "cyber": 4,
    "maritime": 4,
    "people": 4,
    "nonproliferation": 2,
    "dprk": 2,
    "taiwan": 1,
}
"""How many of a hundred commitments are on a topic, as in 151 joint statements of the United States, 2021 to 2026."""
EMPHASES = ("ironclad", "steadfast", "growing", "unwavering", "lasting")


def main() -> None:
    """Write the ledger that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--statements", type=int, default=1000)
    parser.add_argument("--commitments", type=int, default=50)
    given = parser.parse_args()
    write_ledger(given.folder, given.statements, given.commitments)


def write_ledger(root: Path, statements: int, commitments: int) -> Ledger:
    """Write a ledger of so many statements of so many commitments each; return it."""
    ledger = init_ledger(root, name="made")
    dice = random.Random(20260630)
    said: dict[str, tuple[Commitment, ...]] = {}
    for number in range(statements):
        day = FIRST_DAY + (LAST_DAY - FIRST_DAY) * number / statements
        statement = make_statement(dice, day, number, said, commitments)
        said[statement.series] = statement.commitments
        (root / "statements" / f"{statement.id}.toml").write_text(dumps(statement), encoding="utf-8")
    return ledger


def make_statement(
    dice: random.Random, day: date, number: int, said: dict[str, tuple[Commitment, ...]], count: int
) -> Statement:
    """Return a meeting's statement; half of it says again what the series `said` before."""
    group = number % len(GROUPS)
    series = f"group-{group:02}"
    before = said.get(series, ())
    again = [firm_up(dice, each) for each in dice.sample(before, min(len(before), count // 2))]
    fresh = [make_commitment(dice, day, GROUPS[group]) for _ in range(count - len(again))]
    statement = Statement(
        id=f"{day}-meeting-{number:05}",
        date=day,
        title=f"Joint Statement of the Meeting {number + 1}",
        place=PLACES[number % len(PLACES)].removeprefix("the "),
        series=series,
        parties=GROUPS[group],
        source=f"https://example.org/{number}",
        commitments=in_a_row(dice.sample([*again, *fresh], count)),
    )
    return with_ids(statement)


def make_commitment(dice: random.Random, day: date, group: Sequence[str]) -> Commitment:
    """Return a commitment of one party or all, on one or two topics, one in twenty with a deadline."""
    act, verb, force = dice.choice(VERBS)
    actor = dice.choice((ALL, ALL, ALL, *group))
    things = " and ".join(f"{' '.join(dice.sample(KINDS, 2))} {dice.choice(THINGS)}" for _ in range(2))
    who = "The leaders" if actor == ALL else actor
    words = f"{who} {verb} {things} near {dice.choice(PLACES)}, {' and '.join(dice.sample(MANNERS, 2))}"
    topics = dice.choices(tuple(TOPICS), tuple(TOPICS.values()), k=dice.choice((1, 2)))
    due = date(day.year + dice.randint(1, 5), 12, 31) if dice.random() < 0.05 else None
    due_text = f"by the end of {due.year}" if due else ""
    return Commitment(
        id="",
        quote=f"{words}, {due_text}" if due else words,
        act=act,
        verb=verb,
        force=force,
        actors=(actor,),
        topics=tuple(dict.fromkeys(topics)),
        due=due,
        due_text=due_text,
        reviewed=dice.random() < 0.1,
    )


def firm_up(dice: random.Random, said: Commitment) -> Commitment:
    """Return what was said with a word of emphasis more, or as it was."""
    if dice.random() < 0.5:
        return said
    head, near, tail = said.quote.partition(" near ")
    return replace(said, quote=f"{head} of {dice.choice(EMPHASES)} weight{near}{tail}")


def in_a_row(commitments: Sequence[Commitment]) -> tuple[Commitment, ...]:
    """Return commitments numbered, as they stand in a text one after the other."""
    placed, start = [], 0
    for place, each in enumerate(commitments, start=1):
        span = Span(start, start + len(each.quote))
        placed.append(replace(each, id=str(place), text=each.quote, span=span))
        start = span.end + 2
    return tuple(placed)


if __name__ == "__main__":
    main()
