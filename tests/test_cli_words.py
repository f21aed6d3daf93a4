"""What words on a command line mean: periods, choices, assignments, the place of the options that hold everywhere."""

from __future__ import annotations

import re
import shlex
from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from tests.support import BUNDLED

import commitrack
from commitrack.cli.app import COMMANDS, commands_for, globals_first
from commitrack.cli.meetings import read_pair
from commitrack.errors import CommitrackError
from commitrack.ledger.editing import edit_commitment, edit_statement, read_series, split_assignments
from commitrack.ledger.periods import read_day, read_period
from commitrack.ledger.placing import Catalogue
from commitrack.ledger.selection import Order, Selection, select, sort_found
from commitrack.lexicon.party_rows import load_parties
from commitrack.lexicon.topics import load_topics
from commitrack.model import Act, Commitment, Statement

if TYPE_CHECKING:
    from tests.conftest import Run

TODAY = date(2031, 3, 30)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("20240229", "2024-02-29", "2024-02-29"),
        ("2024-Q2", "2024-04-01", "2024-06-30"),
        ("today", "2031-03-30", "2031-03-30"),
        ("Yesterday", "2031-03-29", "2031-03-29"),
        ("last year", "2030-01-01", "2030-12-31"),
        ("this  month", "2031-03-01", "2031-03-31"),
        ("next quarter", "2031-04-01", "2031-06-30"),
        ("last quarter", "2030-10-01", "2030-12-31"),
        ("this week", "2031-03-24", "2031-03-30"),
        ("3 months ago", "2030-12-30", "2030-12-30"),
        ("in 11 months", "2032-02-29", "2032-02-29"),
        ("in 90 days", "2031-06-28", "2031-06-28"),
        ("2 weeks ago", "2031-03-16", "2031-03-16"),
        ("18 August 2023", "2023-08-18", "2023-08-18"),
        ("Aug. 18, 2023", "2023-08-18", "2023-08-18"),
        ("august 2023", "2023-08-01", "2023-08-31"),
        ("Sept 2022", "2022-09-01", "2022-09-30"),
    ],
)
def test_periods(words: str, first: str, last: str) -> None:
    assert read_period(words, TODAY) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "words",
    [
        "",
        "soon",
        "2023-13",
        "2023-02-30",
        "32 May 2023",
        "ma 2023",
        "May",
        "0000",
        "9999 years ago",
        "20233",
        "20230230",
    ],
)
def test_what_is_no_period_is_refused(words: str) -> None:
    with pytest.raises(CommitrackError, match="is no date or period"):
        read_period(words, TODAY)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2024-02-29", "2024-02-29"),
        ("20240229", "2024-02-29"),
        ("18 August 2023", "2023-08-18"),
        ("in 90 days", "2031-06-28"),
    ],
)
def test_a_day_is_read_alike_wherever_one_is_named(words: str, day: str) -> None:
    meant = date.fromisoformat(day)
    assert read_day(words, TODAY) == edit(f"due={words}").due == meant
    assert edit_statement(MEETING, {"date": words}, load_parties(), TODAY).date == meant


@pytest.mark.parametrize("words", ["soon", "2023", "2023-08", "2023-W34", "last week", "2023-02-30"])
def test_what_is_no_day_is_refused_alike(words: str) -> None:
    said = f"'{words}' is no day; write 2023-08-18, '18 August 2023' or 'in 90 days'"
    for read in (read_day, lambda words, _: edit(f"due={words}")):
        with pytest.raises(CommitrackError, match=re.escape(said)):
            read(words, TODAY)


@pytest.mark.parametrize(
    ("words", "arranged"),
    [
        ("list --ledger x", "--ledger x list"),
        ("list --ledger=x --no-color -n 3", "--ledger=x --no-color list -n 3"),
        ("similar -- --ledger", "similar -- --ledger"),
        ("list --ledger", "list --ledger"),
    ],
)
def test_what_holds_everywhere_may_stand_anywhere(words: str, arranged: str) -> None:
    assert globals_first(words.split()) == arranged.split()


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("diff list topics", ["diff"]),
        ("--ledger list diff a b", ["diff"]),
        ("--no-color topics", ["topics"]),
        ("lst diff", list(COMMANDS)),
        ("--help", list(COMMANDS)),
    ],
)
def test_only_the_command_that_is_named_is_loaded(words: str, names: list[str]) -> None:
    assert list(commands_for(words.split())) == names


@pytest.mark.parametrize("command", ["diff", "why", "show", "history", "similar"])
def test_what_help_shows_can_be_typed_at_once(run: Run, command: str) -> None:
    for example in COMMANDS[command].examples:
        words = shlex.split(example.partition(" | ")[0])[1:]
        assert run("--ledger", str(BUNDLED), *words).stdout


def test_pairs_of_meetings() -> None:
    assert read_pair(["a", "b"]) == ("a", "b")
    assert read_pair(["a..b"]) == ("a", "b")
    assert read_pair(["a.."]) == ("a", "")
    assert read_pair([".."]) == read_pair([]) == ("", "")
    with pytest.raises(CommitrackError):
        read_pair(["a"])


ONE = Commitment(id="m/1", quote="We will", act=Act.PLEDGE, actors=("all",), topics=("cyber",), force=2)
OTHER = replace(ONE, id="m/2", quote="We also will")
MEETING = Statement(id="m", date=date(2030, 1, 1), parties=("Atlantis",), commitments=(ONE, OTHER))


def edit(*words: str) -> Commitment:
    return edit_commitment(MEETING, ONE, split_assignments(words), load_topics(), load_parties(), TODAY)


def test_an_edit_counts_as_a_review() -> None:
    edited = edit("act=URGE", "topics=health, cyber", "actors=ROK,atlantis", "force=5", "due=2031-01-31", "note=a=b")
    assert edited == replace(
        ONE,
        act=Act.URGE,
        topics=("health", "cyber"),
        actors=("Republic of Korea", "Atlantis"),
        force=5,
        due=date(2031, 1, 31),
        note="a=b",
        reviewed=True,
    )


def test_a_key_is_taken_as_it_is_typed() -> None:
    assert edit("topics=North korea,HEALTH").topics == ("dprk", "health")
    assert edit("Act=oppose", "DUE_text=soon") == replace(ONE, act=Act.OPPOSE, due_text="soon", reviewed=True)
    named = edit_statement(MEETING, split_assignments(["Place=Suva"]), load_parties(), TODAY)
    assert (named.place, named.corrected) == ("Suva", ("place",))


@pytest.mark.parametrize(("given", "kept"), [("m/2", "m/2"), ("2", "m/2"), ("", "")])
def test_what_is_said_again_is_another_commitment_of_the_statement(given: str, kept: str) -> None:
    assert edit(f"restates={given}").restates == kept


def test_who_is_named_twice_is_kept_once() -> None:
    """Also where the names are two of one party's; the first place counts, as the main topic stands first."""
    edited = edit("topics=health,cyber,health", "actors=ROK,Atlantis,South Korea")
    assert (edited.topics, edited.actors) == (("health", "cyber"), ("Republic of Korea", "Atlantis"))
    words = split_assignments(["parties=us,US,japan,United States"])
    assert edit_statement(MEETING, words, load_parties(), TODAY).parties == ("United States", "Japan")


def test_an_empty_value_takes_away_what_may_be_missing() -> None:
    edited = edit("force=", "due=", "reviewed=false")
    assert (edited.force, edited.due, edited.reviewed) == (None, None, False)
    with pytest.raises(CommitrackError, match="topics must not be empty"):
        edit("topics=")


@pytest.mark.parametrize(
    "word",
    [
        *("act=wish", "force=6", "due=2031-02-30", "topics=helth", "actors=Jpan", "colour=red", "act", "=x"),
        *(
            "restates=nonsense",
            "restates=m/1",
            "restates=1",
            "actors=all,Atlantis",
            "topics=cyber,health,defense,crime",
        ),
    ],
)
def test_an_edit_that_cannot_be_is_refused(word: str) -> None:
    with pytest.raises(CommitrackError):
        edit(word)


def test_a_key_is_set_once() -> None:
    with pytest.raises(CommitrackError, match="act is given twice"):
        edit("act=affirm", "Act=urge")


@pytest.mark.parametrize(
    "name", ["../coasts", "-coasts", "coasts/three", "two,three", " coasts", "coasts ", "two\nthree", "a\x1b[2J"]
)
def test_a_series_has_a_name_that_commands_take(name: str) -> None:
    with pytest.raises(CommitrackError, match="cannot name a series"):
        read_series(name)


@pytest.mark.parametrize("name", ["three-coasts", "asean+3", "G7", "küste_2", "it's ours", "Pacific Islands", ""])
def test_a_series_can_have_the_name_that_people_use(name: str) -> None:
    assert edit_statement(MEETING, split_assignments([f"series={name}"]), load_parties(), TODAY).series == name


def test_no_value_sorts_last_either_way() -> None:
    unknown = replace(ONE, id="m/2", force=None)
    strong = replace(ONE, id="m/3", force=5)
    found = [(MEETING, one) for one in (unknown, ONE, strong)]
    assert [one.id for _, one in sort_found(found, Order.FORCE)] == ["m/3", "m/1", "m/2"]
    assert [one.id for _, one in sort_found(found, Order.FORCE, reverse=True)] == ["m/1", "m/3", "m/2"]


def test_an_empty_selection_picks_all() -> None:
    assert list(select([MEETING], Selection())) == [(MEETING, ONE), (MEETING, OTHER)]


def test_a_series_is_guessed_from_the_same_parties_alone() -> None:
    known = [
        Statement(id="a", date=date(2030, 1, 1), series="pair", parties=("X", "Y")),
        Statement(id="b", date=date(2030, 1, 1), series="trio", parties=("X", "Y", "Z")),
    ]
    catalogue = Catalogue(known)
    assert catalogue.guess_series(("Y", "X")) == "pair"
    assert catalogue.guess_series(("X",)) == ""
    assert catalogue.guess_series(()) == ""
    catalogue.add(replace(known[0], id="c", series="other"))
    assert catalogue.guess_series(("X", "Y")) == ""


def test_the_public_names_are_there() -> None:
    assert {"Ledger", "compare", "extract", "open_ledger", "read"} <= set(dir(commitrack))
    assert commitrack.Ledger.__name__ == "Ledger"
    with pytest.raises(AttributeError):
        _ = commitrack.nothing
