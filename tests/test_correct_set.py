"""A statement is put right: its day, place, series, parties, and what follows from them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.stand_ins import PAPER
from tests.support import files_of, revise

from commitrack.ledger import Ledger


def test_what_was_guessed_is_put_right(run: Run, added: Ledger) -> None:
    said = run("set", "2031-04-03", "place=Brussels", "series=quad", "parties=us, japan", "title=A Joint Statement")
    assert said.stderr == "2031-04-03: place, series, parties, title set\n"
    got = added.read("2031-04-03")
    assert (got.place, got.series, got.title) == ("Brussels", "quad", "A Joint Statement")
    assert got.parties == ("United States", "Japan")
    assert got.corrected == ("title", "place", "series", "parties")
    assert got.commitments[0].actors == ("Japan", "Republic of Korea"), "all the parties no longer"
    run("check")


def test_only_what_changed_is_said_to_be_set(run: Run, added: Ledger) -> None:
    name = added.read("2031-04-03").commitments[0].id
    for words, said in (
        ("act=pledge reviewed=false", "nothing changed, all of it says so already"),
        ("act=pledge note=ours reviewed=false", "note set"),
        ("act=pledge", "reviewed set"),
        ("act=pledge", "nothing changed, all of it says so already"),
        ("act=affirm reviewed=false", "act, reviewed set"),
    ):
        before = files_of(added.root)
        assert run("set", name, *words.split()).stderr == f"{name}: {said}\n"
        assert (files_of(added.root) == before) == said.startswith("nothing")
    for said in ("series set", "nothing changed, all of it says so already"):  # what was guessed is a person's word now
        assert run("set", "2031-04-03", "series=pair").stderr == f"2031-04-03: {said}\n"


def test_another_day_moves_all_that_belongs_to_a_statement(run: Run, added: Ledger) -> None:
    ferry, bridge, piracy = added.read("2031-04-03").commitments
    assert (str(ferry.due), str(bridge.due)) == ("2032-12-31", "2031-06-30")
    run("link", piracy.id, "2030-05-01/aa02", "--change", "weaker", "--reason", "as it is")
    run("set", piracy.id, "note=mine")
    assert run("set", "2031-04", "date=2029-04-03").stderr == "2031-04-03: date set, it is 2029-04-03 now\n"
    assert [*added.names("2029"), *added.names("2031-04")] == ["2029-04-03"]
    got = added.read("2029-04-03")
    assert got.date.isoformat() == "2029-04-03"
    assert [each.id.partition("/")[2] for each in got.commitments] == [
        each.id.partition("/")[2] for each in (ferry, bridge, piracy)
    ]
    assert [str(each.due) for each in got.commitments[:2]] == ["2030-12-31", "2029-06-30"]
    assert got.file == "sources/2029-04-03.md"
    assert added.source(got).decode() == PAPER
    assert not (added.root / "sources/2031-04-03.md").exists()
    (decision,) = added.decisions()
    assert (decision.earlier, decision.later) == (got.commitments[2].id, "2030-05-01/aa02")
    assert (decision.change, decision.reason) == ("stronger", "as it is"), "turned, as the other one is the later now"
    run("check")
    assert "2029-04-03" in run("statements", "--fields", "id").stdout
    assert "2031-04-03" not in run("list", "--fields", "id").stdout


def test_a_day_that_is_taken_gives_a_slug_and_back(run: Run, added: Ledger) -> None:
    before = files_of(added.root)
    said = run("set", "2031-04-03", "date=2030-05-01").stderr.splitlines()
    assert said[0] == "2031-04-03: date set, it is 2030-05-01-japan-republic-korea now"
    assert "count as 2 meetings of pair, of one day" in said[1]
    after = files_of(added.root)
    assert after["statements/2030-05-01.toml"] == before["statements/2030-05-01.toml"]
    assert after["sources/2030-05-01-japan-republic-korea.md"] == PAPER.encode()
    run("set", "2030-05-01-japan-republic-korea", "date=2031-04-03")
    assert added.read("2031-04-03").commitments == Ledger(added.root).read("2031-04-03").commitments
    assert files_of(added.root).keys() == before.keys()


def test_a_text_that_is_there_twice_is_said_whichever_comes_first(run: Run, added: Ledger) -> None:
    run("add", "paper.md", "--date", "2033-01-01")
    twins = {"2033-01-01": "2028-01-01", "2028-01-01": "2034-01-01"}
    for name, day in twins.items():
        said = run("set", name, f"date={day}").stderr
        assert f"{day} has the same text as 2031-04-03; if they are one, take it out: commitrack remove {day}" in said


def test_two_meetings_of_a_day_are_said_whatever_their_names(run: Run, added: Ledger) -> None:
    (added.root.parent / "other.md").write_text(PAPER + "\nThey will build a school.\n", encoding="utf-8")
    run("add", "other.md", "--date", "2031-04-04", "--series", "pair")
    added.rename(added.read("2031-04-04"), "summit")
    assert run("set", "summit", "date=2031-04-03").stderr.splitlines()[1] == (
        "summit and 2031-04-03 count as 2 meetings of pair, of one day; if one is another statement of the meeting, "
        "give it a series of its own, `commitrack set summit series=…`, if they are one text, `commitrack remove` one"
    )
    run("set", "summit", "series=annexes")
    assert "series-order" not in run("check", "--strict", code=1).stdout


def test_a_name_that_a_person_gave_stays(run: Run, added: Ledger) -> None:
    (added.root.parent / "other.md").write_text(PAPER + "\nThey will build a school.\n", encoding="utf-8")
    run("add", "other.md", "--id", "2031-04-03-annex")
    run("add", "other.md", "--date", "2031-04-04")
    added.rename(added.read("2031-04-04"), "annex")
    assert "it is 2032-04-03-annex now" in run("set", "2031-04-03-annex", "date=2032-04-03").stderr
    run("set", "annex", "date=2033-01-01")
    assert added.read("annex").date.isoformat() == "2033-01-01"


def test_a_source_in_the_way_is_not_lost(run: Run, added: Ledger) -> None:
    (added.root / "sources/2029-04-03.md").write_text("mine")
    run("set", "2031-04-03", "date=2029-04-03")
    assert (added.root / "sources/2029-04-03.md").read_text() == "mine"
    assert added.source(added.read("2029-04-03")).decode() == PAPER


def test_what_was_set_outlives_a_new_reading(run: Run, added: Ledger) -> None:
    run("set", "2031-04-03", "date=2029-04-03", "place=", "parties=us,japan", "title=Mine")
    before = files_of(added.root)
    assert "1 unchanged" in run("add", "paper.md", "other.md", "--update", code=2).stderr
    assert files_of(added.root) == before
    (added.root.parent / "paper.md").write_text(PAPER + "\nThey will build a school by next year.\n", encoding="utf-8")
    assert run("add", "paper.md", "--update").stdout.startswith("2029-04-03\t2029-04-03\tupdated\t4\t")
    got = added.read("2029-04-03")
    assert (got.place, got.parties, got.title) == ("", ("United States", "Japan"), "Mine")
    assert str(got.commitments[3].due) == "2030-12-31", "counted from the day that was set"
    assert got.corrected == ("date", "title", "place", "parties")


def test_what_was_set_is_guessed_again_once_a_person_gives_it_back(run: Run, added: Ledger) -> None:
    """As the manual says: its name goes from `corrected`, its line too; what was set besides stays."""
    run("set", "2031-04-03", "place=", "title=Mine", "series=own")
    record = added.root / "statements/2031-04-03.toml"
    lines = record.read_text().replace('"title", "place", "series"', '"series"').replace('title = "Mine"\n', "")
    record.write_text(lines)
    run("add", "paper.md", "--update")
    got = added.read("2031-04-03")
    assert (got.title, got.place) == ("Joint Statement of Japan and the Republic of Korea", "Tokyo")
    assert (got.series, got.corrected) == ("own", ("series",))


def test_who_belongs_to_no_series_is_told_how_to_name_one(run: Run, added: Ledger) -> None:
    run("set", "2031-04-03", "series=")
    said = run("history", added.read("2031-04-03").commitments[0].id, code=2).stderr
    assert said.endswith("belongs to no series; name one with commitrack set 2031-04-03 series=NAME\n")


def test_labels_that_a_person_gave_stay_when_the_day_changes(run: Run, added: Ledger) -> None:
    ferry = added.read("2031-04-03").commitments[0]
    run("set", ferry.id, "note=mine")
    record = added.root / "statements/2031-04-03.toml"
    revise(record, "due = 2031-06-30", "due = 2031-06-15")
    said = run("set", "2031-04-03", "date=2029-04-03").stderr
    assert said.startswith(f"{ferry.id} is reviewed and stays as it is, though its day or parties are others; look at")
    assert [str(each.due) for each in added.read("2029-04-03").commitments[:2]] == ["2032-12-31", "2031-06-15"]


@pytest.mark.parametrize("written", ["", "span = [9000, 9040]\n"], ids=["none", "others"])
def test_deadlines_follow_the_day_wherever_their_words_stand(run: Run, added: Ledger, written: str) -> None:
    """A record by hand names no places, and an older reading may have counted others: the words are the same."""
    record = added.root / "statements/2031-04-03.toml"
    words = record.read_text().replace("They will fund", "They\\twill  fund")
    record.write_text(re.sub(r"span = .*\n", written, words))
    run("set", "2031-04-03", "date=2029-04-03")
    assert [str(each.due) for each in added.read("2029-04-03").commitments[:2]] == ["2030-12-31", "2029-06-30"]


def test_what_cannot_follow_another_day_is_named(run: Run, added: Ledger) -> None:
    """A passage cut by hand is none that the program reads: its deadline may be stale, so a person is told."""
    record = added.root / "statements/2031-04-03.toml"
    record.write_text(re.sub(r"span = .*\n", "", record.read_text().replace("They will fund", "will fund")))
    bridge = added.read("2031-04-03").commitments[1]
    said = run("set", "2031-04-03", "date=2029-04-03").stderr.splitlines()
    assert said[0] == f"{bridge.id}: not found as the source is read again; look at deadlines and actors, which stay"
    assert [str(each.due) for each in added.read("2029-04-03").commitments[:2]] == ["2030-12-31", "2031-06-30"]
    assert len(run("set", "2029-04-03", "place=Kobe").stderr.splitlines()) == 1


def test_a_statement_without_a_source_says_what_cannot_follow(run: Run, ledger: Path) -> None:
    said = run("set", "2031-05-01", "date=2031-05-02").stderr.splitlines()
    assert said[0].startswith("deadlines and actors stay as they were: the ledger keeps no source of 2031-05-01")
    assert said[1] == "2031-05-01: date set, it is 2031-05-02 now"
    assert Ledger(ledger).read("2031-05-02").commitments[0].id == "2031-05-02/bb01"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["2030-05-01", "plaze=Kobe"], "no key of a statement 'plaze'; did you mean 'place'?"),
        (["2030-05-01", "act=urge"], "no key of a statement 'act'"),
        (["2030-05-01", "date=soon"], "'soon' is no day; write 2023-08-18"),
        (["2030-05-01", "date="], "date must not be empty"),
        (["2030-05-01", "parties=Jpan"], "no party 'Jpan'; did you mean 'Japan'?"),
        (["2030-05-01", "parties=all"], "no party 'all'"),
        (["2030-05-02", "place=Kobe"], "no statement '2030-05-02' in the ledger; did you mean '2030-05-01'?"),
        (["203", "place=Kobe"], "'203' is ambiguous: 2030-05-01, 2031-05-01"),
        (["2030-05-01", "place"], "key=value"),
    ],
)
def test_a_wrong_correction_is_one_line_and_changes_nothing(
    run: Run, ledger: Path, words: list[str], said: str
) -> None:
    before = files_of(ledger)
    done = run("set", *words, code=2)
    assert (done.stdout, len(done.stderr.splitlines())) == ("", 1)
    assert said in done.stderr
    assert files_of(ledger) == before
