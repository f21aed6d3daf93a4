"""Meetings and commitments of a ledger, found by what people call them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.stand_ins import meeting

from commitrack.errors import CommitrackError
from commitrack.ledger import Ledger, init_ledger
from commitrack.ledger.lookup import find_ends
from commitrack.ledger.slips import suggest_id


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return init_ledger(tmp_path / "ledger")


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    for name, series in (
        ("2024-11-15", "three"),
        ("2025-04-03", "three"),
        ("2025-07-01-quad", "quad"),
        ("2025-09-22", "three"),
        ("2025-09-22-readout", ""),
    ):
        ledger.write(meeting(name, f"will meet after {name}", "will train together", series=series))
    return ledger


def test_statements_come_by_day(filled: Ledger) -> None:
    (filled.root / "statements/.2025-01-01.toml").write_text("hidden")
    (filled.root / "statements/notes.txt").write_text("no record")
    filled.write(replace(meeting("2025-06-01"), id="workshop"))
    assert filled.statement_ids() == (
        "2024-11-15",
        "2025-04-03",
        "workshop",
        "2025-07-01-quad",
        "2025-09-22",
        "2025-09-22-readout",
    )


@pytest.mark.parametrize(
    ("words", "series", "expected"),
    [
        ("2025-09-22", "", "2025-09-22"),
        ("2025-09-22-r", "", "2025-09-22-readout"),
        ("2024", "", "2024-11-15"),
        ("2025-04", "", "2025-04-03"),
        ("2025-07-01", "", "2025-07-01-quad"),
        ("2025", "quad", "2025-07-01-quad"),
        ("2025-07-01-quad", "quad", "2025-07-01-quad"),
        ("latest", "", "2025-09-22-readout"),
        ("latest~1", "", "2025-09-22"),
        ("latest", "three", "2025-09-22"),
        ("latest~2", "three", "2024-11-15"),
        ("latest~1", ("three", "quad"), "2025-07-01-quad"),
        ("2025-07", ["three", "quad"], "2025-07-01-quad"),
    ],
)
def test_a_meeting_is_found(filled: Ledger, words: str, series: str | Sequence[str], expected: str) -> None:
    assert filled.find_meeting(words, series=series) == expected


def test_a_day_names_the_meeting_of_the_series_asked_for(filled: Ledger) -> None:
    """Also where another one has the bare day for its id."""
    filled.write(meeting("2025-09-22-quad", series="quad"))
    assert filled.find_meeting("2025-09-22", series="quad") == "2025-09-22-quad"
    assert filled.find_meeting("2025-09-22", series="three") == "2025-09-22"
    assert filled.find_meeting("2025-09-22") == "2025-09-22"


@pytest.mark.parametrize(
    ("words", "series", "says"),
    [
        ("2025", "", "'2025' is ambiguous: 2025-04-03, 2025-07-01-quad, 2025-09-22, 2025-09-22-readout; name one"),
        ("2025-04-30", "", "no statement '2025-04-30' in the ledger; did you mean '2025-04-03'?"),
        ("Lima", "", "no statement 'Lima' in the ledger; the ledger has 2024-11-15, "),
        ("", "", "no statement '' in the ledger"),
        ("three", "", "'three' is a series; name one of its meetings: 2024-11-15, 2025-04-03, 2025-09-22"),
        ("../x", "", "no statement '../x' in the ledger"),
        ("latest~9", "", "latest~9 goes back too far: the ledger has 5"),
        ("latest", "thre", "no series 'thre'; did you mean 'three'?"),
        ("2025-09-22", "thre", "no series 'thre'; did you mean 'three'?"),
        ("2025-04-03", "quad", "2025-04-03 is of three, not quad"),
        ("2025-04", "quad", "2025-04-03 is of three, not quad"),
        ("2025-09-22-readout", "quad", "2025-09-22-readout is of no series, not quad"),
        ("2025-09", "quad", "none of 2025-09-22, 2025-09-22-readout is of quad"),
        ("2025-09-30", "quad", "no statement '2025-09-30' in the ledger"),
    ],
)
def test_a_meeting_that_is_not_found_gets_an_answer(filled: Ledger, words: str, series: str, says: str) -> None:
    with pytest.raises(CommitrackError) as caught:
        filled.find_meeting(words, series=series)
    assert says in str(caught.value)


@pytest.mark.parametrize("series", ["it's ours", 'the "inner" circle', "three # four"])
def test_a_series_is_named_as_it_is_called(filled: Ledger, series: str) -> None:
    filled.write(replace(meeting("2025-12-01"), series=series))
    known = ", ".join(sorted((series, "quad", "three")))
    with pytest.raises(CommitrackError, match=re.escape(f"no series 'x'; there are {known}")):
        filled.find_meeting("latest", series="x")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2025-04-03", "2025-09-22", ("2025-04-03", "2025-09-22")),
        ("2025-09-22-readout", "2024", ("2025-09-22-readout", "2024-11-15")),
        ("2025-07-01-quad", "latest", ("2025-07-01-quad", "2025-09-22-readout")),
    ],
)
def test_two_ends_are_found_by_their_ids_as_by_other_words(
    filled: Ledger, one: str, other: str, expected: tuple[str, str]
) -> None:
    filled.write(replace(meeting("2023-01-01"), id="latest"))  # no day: what the word means stays
    assert find_ends(filled, one, other, "") == expected


def test_a_whole_id_is_no_end_of_another_series(filled: Ledger) -> None:
    with pytest.raises(CommitrackError, match="quad"):
        find_ends(filled, "2025-04-03", "2025-07-01-quad", "three")


def test_an_empty_ledger_says_how_to_fill_it(ledger: Ledger) -> None:
    for words in ("2025", "latest"):
        with pytest.raises(CommitrackError, match="add one with `commitrack add`"):
            ledger.find_meeting(words)


def test_a_commitment_is_found_by_any_part_of_its_id(filled: Ledger) -> None:
    wanted = filled.read("2025-04-03").commitments[0]
    for words in (wanted.id, wanted.id[-4:], wanted.id[3:], f"/{wanted.id[-4:]}"):
        statement, commitment = filled.find_commitment(words)
        assert (statement.id, commitment) == ("2025-04-03", wanted)


def test_a_whole_id_goes_before_one_that_holds_it(ledger: Ledger) -> None:
    ledger.write(meeting("2025-09-22", "will meet", "Will meet"))
    first, second = ledger.read("2025-09-22").commitments
    assert second.id == f"{first.id}-2"
    assert ledger.find_commitment(first.id)[1] == first
    assert ledger.find_commitment(first.id[-4:])[1] == first
    assert ledger.find_commitment(second.id[-4:])[1] == second


KNOWN = ("2030-05-01/4a10", "2030-05-01/e039", "2031-05-01/c0de", "2031-05-01/ferry-line")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("2030-05-01/c0de", "2031-05-01/c0de"),
        ("2031/c0de", "2031-05-01/c0de"),
        ("4a01", "4a10"),
        ("a410", "4a10"),
        ("c0dee", "c0de"),
        ("cc0de", "c0de"),
        ("C0DE", "c0de"),
        ("4alo", "4a10"),
        ("2030-05-01/4039", "2030-05-01/e039"),
        ("2030-05-01/a10", "2030-05-01/4a10"),
        ("2030-05-01/e03", "2030-05-01/e039"),
        ("2030-05-01/EO9", "2030-05-01/e039"),
        ("feryr-line", "ferry-line"),
        ("2031-05-01/fery", "2031-05-01/ferry-line"),
    ],
)
def test_a_slip_in_an_id_is_put_right(words: str, meant: str) -> None:
    assert suggest_id(words, KNOWN) == f"did you mean {meant!r}?"


@pytest.mark.parametrize("words", ["4039", "c0dd", "2031-05-01/4039", "2030/4039", "0390", "", "/", "nothing like it"])
def test_figures_that_are_near_others_by_chance_suggest_nothing(words: str) -> None:
    assert suggest_id(words, KNOWN) == ""


def test_a_commitment_that_is_not_found_gets_an_answer(filled: Ledger) -> None:
    one = filled.read("2025-04-03").commitments[0].id
    with pytest.raises(CommitrackError, match=f"did you mean '{one}'"):
        filled.find_commitment(f"{one}0")
    with pytest.raises(CommitrackError, match="no commitment '' in the ledger"):
        filled.find_commitment("")
    shared = filled.read("2025-04-03").commitments[1].id[-4:]
    with pytest.raises(CommitrackError, match=rf"'{shared}' is ambiguous: 2024-11-15/{shared}, 2025-04-03/{shared}, "):
        filled.find_commitment(shared)
