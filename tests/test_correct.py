"""What was added wrongly is taken out or put right with a command, and what people decided outlives it."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.conftest import OnTerminal, Run
from tests.support import Done, files_of, revise, run_program

from commitrack.errors import CommitrackError
from commitrack.ledger import Ledger
from commitrack.model import Decision, Verdict

LINKED = ("2030-05-01/aa01", "2031-05-01/bb01")


def test_a_statement_goes_with_its_source_and_the_index_follows(run: Run, ledger: Path) -> None:
    run("link", *LINKED)
    assert "aa03" in run("list", "--fields", "id").stdout
    said = run("remove", "2030-05-01", "--yes").stderr
    assert said == (
        "2030-05-01  Busan, pair\n"
        "  3 commitments, 1 of them reviewed\n"
        "  with its source sources/2030-05-01.md\n"
        "  1 decision on them, kept in decisions.toml without effect: 2030-05-01/aa01 with 2031-05-01/bb01\n"
        "  lost even if the text is added again: 1 reviewed commitment, 1 decision\n"
        "removed 2030-05-01\n"
    )
    assert sorted(files_of(ledger)) == ["commitrack.toml", "decisions.toml", "statements/2031-05-01.toml"]
    assert "2030" not in run("list", "--fields", "id").stdout
    assert run("statements", "--fields", "id").stdout == "2031-05-01\n"


def test_a_decision_holds_again_when_its_statement_is_back(run: Run, ledger: Path) -> None:
    (ledger.parent / "2031-05-01.md").write_text("Japan and the Republic of Korea will build a bridge.\n")
    run("remove", "2031-05-01", "--yes")
    run("add", "2031-05-01.md", "--series", "pair")
    (mine,) = Ledger(ledger).read("2031-05-01").commitments
    run("link", "2030-05-01/aa03", mine.id)
    assert "lost" not in run("remove", "2031-05-01", "--yes").stderr
    (finding,) = json.loads(run("check", "--format", "json", code=1).stdout)
    assert finding["remedy"] == f"correct it, or commitrack link 2030-05-01/aa03 {mine.id} --undo"
    run("add", "2031-05-01.md", "--series", "pair")
    run("check")
    assert mine.id in run("diff", "2030", "2031", "--status", "reaffirmed").stdout


def test_a_text_that_cannot_be_read_again_leaves_open_what_is_lost(run: Run) -> None:
    run("link", *LINKED)
    said = run("remove", "2031-05-01", "--dry-run").stderr
    assert said.startswith("whether the decisions would hold again once the text is added again cannot be told: the le")
    assert "lost even" not in said


def test_a_decision_without_its_commitment_can_be_taken_back(run: Run) -> None:
    run("link", *LINKED)
    run("remove", "2031", "--yes")
    run("check", code=1)
    assert run("link", *LINKED, "--undo").stderr == f"taken back: {' and '.join(LINKED)}\n"
    run("check")


def test_nothing_goes_unless_a_person_says_so(run: Run, ledger: Path, on_terminal: OnTerminal) -> None:
    before = files_of(ledger)
    assert run("remove", "2030", code=2).stderr == (
        "commitrack: 2030-05-01 has 3 commitments; give --yes to remove it unasked\n"
    )
    assert run("remove", "2030", "--dry-run").stderr.endswith("nothing removed: --dry-run\n")
    assert "nothing removed" in on_terminal("remove", "2030-05-01", keys="maybe\nno\n", code=0)
    assert "nothing removed" in on_terminal("remove", "2030-05-01", keys="\x04", code=0)
    assert files_of(ledger) == before
    shown = on_terminal("remove", "2030-05-01", keys="yes\n", code=0)
    assert "3 commitments, 1 of them reviewed" in shown
    assert shown.endswith("removed 2030-05-01\n")
    assert not Ledger(ledger).names("2030")


def test_no_source_is_told_of_that_is_not_there(run: Run, ledger: Path) -> None:
    (ledger / "sources/2030-05-01.md").unlink()
    assert "without a source of its own" in run("remove", "2030", "--dry-run").stderr
    assert run("remove", "2030", "--yes").stderr.endswith("removed 2030-05-01\n")


@pytest.mark.parametrize("change", [["set", "2030-05-01/aa02", "note=mine"], ["link", *LINKED]])
def test_what_changed_while_a_person_was_asked_is_not_removed(run: Run, ledger: Path, change: list[str]) -> None:
    """Others may write while the question waits for its answer, and what they did was not told of."""
    told = Ledger(ledger).plan_removal("2030-05-01")
    run(*change)
    before = files_of(ledger)
    with pytest.raises(CommitrackError, match="has been changed meanwhile"):
        Ledger(ledger).remove(told)
    assert files_of(ledger) == before


def test_a_source_that_another_statement_has_come_to_name_stays(ledger: Path) -> None:
    told = Ledger(ledger).plan_removal("2030-05-01")
    record = ledger / "statements/2030-05-01.toml"
    (ledger / "statements/2030-05-01-b.toml").write_text(record.read_text().replace("2030-05-01/", "2030-05-01-b/"))
    with pytest.raises(CommitrackError, match="has been changed meanwhile"):
        Ledger(ledger).remove(told)
    assert (ledger / "sources/2030-05-01.md").is_file()


def test_what_a_person_corrected_is_told_of_before_it_goes(run: Run) -> None:
    run("set", "2030-05-01", "date=2030-05-03", "place=Suva")
    run("link", "2030-05-03/aa01", "2031-05-01/bb01")
    said = run("remove", "2030-05-03", "--dry-run").stderr
    assert "lost even if the text is added again: 1 reviewed commitment, 2 corrected keys" in said
    assert "decisions hold again only if it is added with --date 2030-05-03\n" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["remove", "2030-05-02", "--yes"], "no statement '2030-05-02' in the ledger; did you mean '2030-05-01'?"),
        (["remove", "203", "--yes"], "ambiguous: 2030-05-01, 2031-05-01"),
        (["remove"], "Missing argument"),
        (["remove", "latest~7", "--yes"], "goes back too far"),
    ],
)
def test_what_cannot_be_removed_is_one_line(run: Run, ledger: Path, words: list[str], said: str) -> None:
    before = files_of(ledger)
    done = run(*words, code=2)
    assert (done.stdout, len(done.stderr.splitlines())) == ("", 1)
    assert said in done.stderr
    assert files_of(ledger) == before


@pytest.mark.parametrize("file", ["statements/2031-05-01.toml", "commitrack.toml", "sources/../commitrack.toml"])
def test_only_a_source_goes_with_a_statement(run: Run, ledger: Path, file: str) -> None:
    """Whatever a hand wrote as the file of a statement."""
    record = ledger / "statements/2030-05-01.toml"
    revise(record, "sources/2030-05-01.md", file)
    assert "without a source of its own" in run("remove", "2030", "--yes").stderr
    assert (ledger / file).is_file()


def test_a_source_that_another_statement_names_stays(run: Run, ledger: Path) -> None:
    record = (ledger / "statements/2030-05-01.toml").read_text()
    (ledger / "statements/2032-05-01.toml").write_text(
        record.replace("2030-05-01", "2032-05-01").replace("sources/2032-05-01.md", "sources/2030-05-01.md")
    )
    run("remove", "2030", "--yes")
    assert (ledger / "sources/2030-05-01.md").is_file()
    run("remove", "2032", "--yes")
    assert not (ledger / "sources/2030-05-01.md").exists()


def put_folder(path: Path) -> None:
    path.mkdir()


def put_dangling_link(path: Path) -> None:
    path.symlink_to("nowhere.toml")


def put_link_outside(path: Path) -> None:
    path.symlink_to(path.parent.parent.parent / "undated.md")


@pytest.mark.parametrize("name", ["2030-01-01", "annex"])
@pytest.mark.parametrize("put", [put_folder, put_dangling_link])
def test_what_is_no_record_stands_in_nobodys_way(
    run: Run, ledger: Path, put: Callable[[Path], None], name: str
) -> None:
    put(ledger / f"statements/{name}.toml")
    assert "2030-05-01: date set, it is 2029-01-01 now\n" in run("set", "2030-05-01", "date=2029-01-01").stderr
    assert (ledger / "sources/2029-01-01.md").is_file()
    assert run("remove", "2029-01-01", "--yes").stderr.endswith("removed 2029-01-01\n")
    assert not (ledger / "sources/2029-01-01.md").exists()
    said = run("list", code=2).stderr
    assert f"statements/{name}.toml is no file but a folder, or a link that leads nowhere; take it away" in said
    checked = run("check", code=1)
    said = (
        f"error\tstatements/{name}.toml\t\tfile\tis no file but a folder, or a link that leads nowhere\ttake it away\n"
    )
    assert checked.stdout == said
    assert checked.stderr.endswith(": 1 error\n")


def test_a_source_that_may_be_anothers_stays_and_is_named(run: Run, ledger: Path) -> None:
    put_link_outside(ledger / "statements/2030-01-01.toml")
    said = run("remove", "2030-05-01", "--yes").stderr
    assert said.startswith("sources/2030-05-01.md stays where it is, as another statement may name it: ")
    assert "leads out of the ledger" in said
    assert said.endswith("removed 2030-05-01\n")
    assert (ledger / "sources/2030-05-01.md").is_file()


@pytest.mark.parametrize("trouble", [KeyboardInterrupt(), OSError(5, "input/output error")])
@pytest.mark.parametrize("at", range(4))
def test_a_removal_that_ends_half_way_is_finished_or_taken_back(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, at: int, trouble: BaseException
) -> None:
    """Ctrl-C or a failing disk, just before or after either file goes: both are there, or neither."""
    before = files_of(ledger)
    steps = iter(range(9))
    unlink = Path.unlink

    def going(path: Path, *given: bool, **named: bool) -> None:
        number = next(steps) if path.suffix in (".toml", ".md") else -1
        if at == 2 * number:
            raise trouble
        unlink(path, *given, **named)
        if number >= 0 and at == 2 * number + 1:
            raise trouble

    monkeypatch.setattr(Path, "unlink", going)
    with pytest.raises((KeyboardInterrupt, CommitrackError)):
        Ledger(ledger).remove(Ledger(ledger).plan_removal("2030-05-01"))
    monkeypatch.undo()
    Ledger(ledger).settle()
    left = files_of(ledger)
    assert left == before if at == 0 else sorted(left) == ["commitrack.toml", "statements/2031-05-01.toml"]


TEXT = """Joint Statement of Japan and the Republic of Korea

Tokyo, 3 April 2031

Japan and the Republic of Korea will open a ferry line by the end of next year.

They will fund a bridge by June.

They condemned piracy in the strait.
"""


@pytest.fixture
def added(run: Run, ledger: Path) -> Ledger:
    """The ledger with a third statement, added from paper.md on its guessed day."""
    (ledger.parent / "paper.md").write_text(TEXT, encoding="utf-8")
    run("add", "paper.md", "--series", "pair")
    return Ledger(ledger)


def test_what_was_guessed_is_put_right(run: Run, added: Ledger) -> None:
    said = run("set", "2031-04-03", "place=Brussels", "series=quad", "parties=us, japan", "title=A Joint Statement")
    assert said.stderr == "2031-04-03: place, series, parties, title set\n"
    got = added.read("2031-04-03")
    assert (got.place, got.series, got.title) == ("Brussels", "quad", "A Joint Statement")
    assert got.parties == ("United States", "Japan")
    assert got.corrected == ("title", "place", "series", "parties")
    assert got.commitments[0].actors == ("Japan", "Republic of Korea"), "all the parties no longer"
    run("check")


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
    assert added.source(got).decode() == TEXT
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
    assert after["sources/2030-05-01-japan-republic-korea.md"] == TEXT.encode()
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
    (added.root.parent / "other.md").write_text(TEXT + "\nThey will build a school.\n", encoding="utf-8")
    run("add", "other.md", "--id", "summit", "--date", "2031-04-04", "--series", "pair")
    assert run("set", "summit", "date=2031-04-03").stderr.splitlines()[1] == (
        "summit and 2031-04-03 count as 2 meetings of pair, of one day; if one is another statement of the meeting, "
        "give it a series of its own, `commitrack set summit series=…`, if they are one text, `commitrack remove` one"
    )
    run("set", "summit", "series=annexes")
    assert "series-order" not in run("check", "--strict", code=1).stdout


def test_a_name_that_a_person_gave_stays(run: Run, added: Ledger) -> None:
    (added.root.parent / "other.md").write_text(TEXT + "\nThey will build a school.\n", encoding="utf-8")
    run("add", "other.md", "--id", "2031-04-03-annex")
    run("add", "other.md", "--id", "annex", "--date", "2031-04-04")
    assert "it is 2032-04-03-annex now" in run("set", "2031-04-03-annex", "date=2032-04-03").stderr
    run("set", "annex", "date=2033-01-01")
    assert added.read("annex").date.isoformat() == "2033-01-01"


def test_a_source_in_the_way_is_not_lost(run: Run, added: Ledger) -> None:
    (added.root / "sources/2029-04-03.md").write_text("mine")
    run("set", "2031-04-03", "date=2029-04-03")
    assert (added.root / "sources/2029-04-03.md").read_text() == "mine"
    assert added.source(added.read("2029-04-03")).decode() == TEXT


def test_what_was_set_outlives_a_new_reading(run: Run, added: Ledger) -> None:
    run("set", "2031-04-03", "date=2029-04-03", "place=", "parties=us,japan", "title=Mine")
    before = files_of(added.root)
    assert "1 unchanged" in run("add", "paper.md", "other.md", "--update", code=2).stderr
    assert files_of(added.root) == before
    (added.root.parent / "paper.md").write_text(TEXT + "\nThey will build a school by next year.\n", encoding="utf-8")
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
    assert said[0] == f"deadlines and actors stay where the source is not read so; look at {bridge.id}"
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
        (["2030-05-01", "date=soon"], "'soon' is no date; write it as"),
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


@pytest.mark.parametrize("at", range(5))
def test_a_renaming_that_is_killed_half_way_is_finished(ledger: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """After any of the steps: source and record under their new names, then the old ones gone."""
    steps = iter(range(9))
    wanted = {"2029-01-01.md", "2029-01-01.toml", "2030-05-01.md", "2030-05-01.toml", "decisions.toml"}

    def stepping(step: Callable[..., object]) -> Callable[..., None]:
        def stepped(path: Path, *given: object) -> None:
            if {path.name, *(Path(str(each)).name for each in given)} & wanted and next(steps) == at:
                raise KeyboardInterrupt
            step(path, *given)

        return stepped

    Ledger(ledger).decide(Decision(earlier=LINKED[0], later=LINKED[1], verdict=Verdict.SAME))
    before = files_of(ledger)
    statement = Ledger(ledger).read("2030-05-01")
    moved = replace(statement, date=date(2029, 1, 1))
    monkeypatch.setattr(Path, "replace", stepping(os.replace))
    monkeypatch.setattr(Path, "unlink", stepping(os.unlink))
    with pytest.raises(KeyboardInterrupt):
        Ledger(ledger).rename(moved, "2029-01-01")
    monkeypatch.undo()
    Ledger(ledger).settle()
    after = files_of(ledger)
    if at == 0:
        assert after == before
        return
    assert not [name for name in after if "2030-05-01" in name or name.endswith(".new")]
    assert Ledger(ledger).decisions()[0].earlier == "2029-01-01/aa01"
    assert Ledger(ledger).source(Ledger(ledger).read("2029-01-01")) == before["sources/2030-05-01.md"]


DIES = """
import os, sys
from itertools import count
from pathlib import Path

steps, trouble = count(), sys.argv.pop(1)

def ending(step):
    def stepped(*given, **named):
        if next(steps) == int(trouble[1:]):
            if trouble[0] == "x":
                os._exit(9)
            raise OSError(5, "input/output error")
        return step(*given, **named)
    return stepped

Path.replace, Path.unlink, os.fsync = ending(Path.replace), ending(Path.unlink), ending(os.fsync)
sys.argv[0] = "commitrack"
from commitrack.__main__ import main
sys.exit(main())
"""
"""The program, which ends at once (x) or finds the disk failing (o) at its step of this number on the disk."""


def run_to_step(ledger: Path, step: str, *words: str) -> Done:
    program = (sys.executable, "-c", DIES, step)
    return run_program(*words, ledger=ledger, folder=ledger.parent, code=None, program=program)


RENAMED = ["set", "2031-04-03", "date=2029-04-03"]


@pytest.mark.parametrize("at", range(16))
def test_who_reads_after_a_killed_renaming_sees_each_statement_once(run: Run, added: Ledger, at: int) -> None:
    """A renaming killed at any of its steps; no one writes before the next one looks."""
    ended = run_to_step(added.root, f"x{at}", *RENAMED)
    begun = (added.root / ".commitrack.journal").is_file()
    ids = run("statements", "--fields", "id").stdout.split()
    (found,) = (each for each in ids if each in ("2029-04-03", "2031-04-03"))
    assert found == "2029-04-03" or not (begun or ended.returncode == 0)
    assert len(run("list").stdout.splitlines()) == 8
    run("check")


@pytest.mark.parametrize("words", [["set", "2031-05-01/bb01", "note=mine"], ["add", "paper.md"], RENAMED])
def test_who_writes_after_a_killed_one_leaves_nothing_of_it(run: Run, added: Ledger, words: list[str]) -> None:
    """Killed at every step in turn, and once after the last one, so that none is left out."""
    (added.root.parent / "paper.md").write_text(TEXT.replace("3 April", "4 April"), encoding="utf-8")
    for at in range(30):
        ended = run_to_step(added.root, f"x{at}", *words)
        with Ledger(added.root).locked():
            assert not list(added.root.rglob(".*.new")), at
        if ended.returncode != 9:
            break
    assert at > 3
    run("check")


@pytest.mark.parametrize("at", range(12))
def test_an_error_of_the_disk_says_whether_the_change_goes_on(run: Run, added: Ledger, at: int) -> None:
    ended = run_to_step(added.root, f"o{at}", *RENAMED)
    (line,) = ended.stderr.splitlines()
    assert line.startswith("commitrack: cannot write " if ended.returncode else "2031-04-03: date set")
    goes_on = not ended.returncode or line.endswith("; part of the change is made, the next command finishes it")
    found = [each for each in run("statements", "--fields", "id").stdout.split() if each not in LINKED[0] + LINKED[1]]
    assert found == ["2029-04-03" if goes_on else "2031-04-03"]


@pytest.mark.parametrize("at", range(6))
def test_what_the_disk_is_said_not_to_have_taken_is_not_there(ledger: Path, at: int) -> None:
    """Of a change of one file, which is made as a whole or not at all."""
    ended = run_to_step(ledger, f"o{at}", "set", "2031-05-01/bb01", "note=mine")
    note = Ledger(ledger).read("2031-05-01").commitments[0].note
    assert note == ("" if ended.returncode else "mine")


def test_who_reads_while_another_writes_does_not_wait(run: Run, ledger: Path) -> None:
    (ledger / ".commitrack.journal").write_text("")
    with Ledger(ledger).locked():
        (ledger / ".commitrack.journal").write_text("")
        assert "2030-05-01" in run("list").stdout
        assert (ledger / ".commitrack.journal").exists(), "it belongs to who writes"
