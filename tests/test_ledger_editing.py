"""What a person sets, as `key=value`: days, labels, names; what cannot be is refused."""

from __future__ import annotations

import re
from datetime import date

import pytest
from msgspec.structs import replace

from commitrack.errors import CommitrackError
from commitrack.ledger.editing import edit_commitment, edit_statement, read_series, split_assignments
from commitrack.ledger.periods import read_day
from commitrack.lexicon.party_rows import load_parties
from commitrack.lexicon.topics import load_topics
from commitrack.model import Act, Commitment, Statement

TODAY = date(2031, 3, 30)
ONE = Commitment(id="m/1", quote="We will", act=Act.PLEDGE, actors=("all",), topics=("cyber",), force=2)
OTHER = replace(ONE, id="m/2", quote="We also will")
MEETING = Statement(id="m", date=date(2030, 1, 1), parties=("Atlantis",), commitments=(ONE, OTHER))


def edit(*words: str) -> Commitment:
    return edit_commitment(MEETING, ONE, split_assignments(words), load_topics(), load_parties(), TODAY)


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
    with pytest.raises(CommitrackError, match="is no name for a series"):
        read_series(name)


@pytest.mark.parametrize("name", ["three-coasts", "asean+3", "G7", "küste_2", "it's ours", "Pacific Islands", ""])
def test_a_series_can_have_the_name_that_people_use(name: str) -> None:
    assert edit_statement(MEETING, split_assignments([f"series={name}"]), load_parties(), TODAY).series == name
