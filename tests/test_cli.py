"""The command line as its users run it: a process, real files, exit codes, what stands on which stream."""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
import signal
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.support import PROGRAM, environment_of, files_of, revise, run_program, start_program

if TYPE_CHECKING:
    from tests.conftest import OnTerminal, Run

STATEMENT = """---
title: Joint Statement on Fisheries
date: 2032-03-04
place: Pusan
---

Japan and the Republic of Korea met in Pusan. The two sides reaffirmed their commitment to sustainable fisheries.
They will establish a joint fisheries commission by the end of 2033. They condemned illegal fishing.
"""
DPRK = "Democratic People's Republic of Korea"
KNOWN = "{} is known, but acts nowhere by name; there are Japan, all"
SHORT = "---\ndate: 2033-04-05\n---\n\nThe parties condemned piracy.\n"

USES_OF_SERIES = (
    *(["list"], ["list", "--count"], ["statements"], ["topics"], ["due"], ["matrix"]),
    *(["diff"], ["review"], ["report", "-o", "x.html"]),
)

# ---------------------------------------------------------------- list and its kin


def test_a_pipe_gets_one_line_per_commitment_id_first_text_sixth(run: Run) -> None:
    lines = [line.split("\t") for line in run("list").stdout.splitlines()]
    assert [line[0] for line in lines] == [
        *("2030-05-01/aa01", "2030-05-01/aa02", "2030-05-01/aa03"),
        *("2031-05-01/bb01", "2031-05-01/bb02"),
    ]
    assert lines[0][5] == "The two ministers reaffirmed their commitment to the defense of the strait"
    assert lines[4][5] == "They called on North Korea to return to talks"


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["--topic", "dprk"], "aa02 bb02"),
        (["--topic", "North Korea"], "aa02 bb02"),
        (["--topic", "dprk,infrastructure", "--until", "2030"], "aa02 aa03"),
        (["--topic", "dprk", "--topic", "defense"], "aa01 aa02 bb01 bb02"),
        (["--statement", "2031"], "bb01 bb02"),
        (["--statement", "latest~1"], "aa01 aa02 aa03"),
        (["--series", "pair", "--act", "oppose"], "aa02"),
        (["--actor", "JAPAN"], "aa03"),
        (["--since", "2030-06"], "bb01 bb02"),
        (["--until", "May 2030"], "aa01 aa02 aa03"),
        (["--due", "2031"], "aa03"),
        (["--due", "2030"], ""),
        (["--due", "any"], "aa03"),
        (["--match", "defense OF  the strait"], "aa01 bb01"),
        (["--reviewed"], "aa02"),
        (["--unreviewed", "--act", "urge"], "bb02"),
        (["--sort", "force"], "bb01 aa01 aa02 aa03 bb02"),
        (["--sort", "topic", "--limit", "2"], "aa01 bb01"),
        (["--reverse"], "bb01 bb02 aa01 aa02 aa03"),
    ],
)
def test_list_picks_and_sorts(run: Run, words: list[str], ids: str) -> None:
    found = run("list", "--fields", "id", *words).stdout.split()
    assert [name.partition("/")[2] for name in found] == ids.split()


@pytest.mark.parametrize("named", ["uk", "UK", "united kingdom", "Britain"])
@pytest.mark.parametrize("written", ["United Kingdom", "UK"])
def test_an_actor_is_found_under_any_of_its_names(run: Run, ledger: Path, named: str, written: str) -> None:
    record = ledger / "statements/2030-05-01.toml"
    revise(record, 'actors = ["Japan"]', f'actors = ["{written}"]')
    assert run("list", "--actor", named, "--fields", "id").stdout == "2030-05-01/aa03\n"
    assert "aa03" in run("diff", "--actor", named).stdout


@pytest.mark.parametrize("named", ["Sea-Ports", "sea-ports", "Ports and Piers"])
def test_a_topic_of_the_ledgers_own_is_named_by_key_or_title_whatever_their_case(
    run: Run, ledger: Path, named: str
) -> None:
    with (ledger / "commitrack.toml").open("a", encoding="utf-8") as file:
        file.write('[topics.Sea-Ports]\ntitle = "Ports and piers"\n')
    assert run("list", "--topic", named).stdout == ""
    if named != "Ports and Piers":
        run("set", "aa03", f"topics={named}")
        assert run("list", "--topic", named, "--fields", "id,topics").stdout == "2030-05-01/aa03\tSea-Ports\n"
        assert "aa03" in run("diff", "--topic", named).stdout


@pytest.mark.parametrize("command", ["list", "due", "diff 2030 2031", "matrix"])
@pytest.mark.parametrize("named", ["zebra", "zebra,North Korea"])
def test_a_topic_that_only_commitments_have_can_be_asked_for(run: Run, ledger: Path, command: str, named: str) -> None:
    record = ledger / "statements/2030-05-01.toml"
    revise(record, '["infrastructure"]', '["zebra"]')
    assert "aa03" in run(*command.split(), "--topic", named, "--format", "ids").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["list", "--actor", "Japn"], "no commitment in the ledger is by 'Japn'; did you mean 'Japan'?\n"),
        (["list", "--actor", "Arcadia"], "no commitment in the ledger is by 'Arcadia'; there are Japan, all\n"),
        (["list", "--actor", "Jordan"], f"no commitment in the ledger is by 'Jordan'; {KNOWN.format('Jordan')}\n"),
        (["list", "--actor", "dprk"], f"no commitment in the ledger is by 'dprk'; {KNOWN.format(DPRK)}\n"),
        (["due", "--actor", "Japn"], "no commitment in the ledger is by 'Japn'; did you mean 'Japan'?\n"),
        (["diff", "--actor", "Japn"], "no commitment in the ledger is by 'Japn'; did you mean 'Japan'?\n"),
        (["list", "--match", "misile"], "no commitment in the ledger has 'misile' in it; did you mean 'missile'?\n"),
        (["list", "--match", "zebra"], "no commitment in the ledger has 'zebra' in it\n"),
        (["list", "--match", "missile ferry"], ""),
        (
            ["list", "--since", "2031", "--until", "2030-06"],
            "no day is in the period: it begins on 2031-01-01 and ends on 2030-06-30\n",
        ),
        (["list", "--actor", "Japan", "--act", "oppose"], ""),
        (["list", "--actor", "Japan", "--match", "missile"], ""),
    ],
)
def test_a_name_that_the_ledger_does_not_have_is_said(run: Run, words: list[str], said: str) -> None:
    done = run(*words)
    assert (done.stdout, done.stderr) == ("", said)


@pytest.mark.parametrize("command", ["list", "statements", "due"])
def test_an_empty_ledger_says_how_to_fill_it(run: Run, tmp_path: Path, command: str) -> None:
    run("init", "new")
    done = run("--ledger", "new", command)
    assert (done.stdout, done.stderr) == ("", "the ledger new is empty; add a statement with `commitrack add`\n")


def test_no_more_than_none_is_not_nothing_found(run: Run, on_terminal: OnTerminal) -> None:
    assert on_terminal("list", "--limit", "0") == ""
    assert run("list", "--limit", "0", "--actor", "Japan").stderr == ""
    assert on_terminal("list", "--act", "affirm") == "no commitment matches\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["list", "--act", "affirm"], "no commitment matches\n"),
        (["due", "--act", "affirm"], "no deadline matches\n"),
        (["similar", "zebra"], "no commitment shares a telling word with that\n"),
        (["similar", "the of and"], "no commitment shares a telling word with that\n"),
        (["show", "--uncovered", "2030"], "nothing was left out: every sentence became a commitment\n"),
    ],
)
def test_who_finds_nothing_hears_it_on_a_terminal_alone(
    run: Run, on_terminal: OnTerminal, words: list[str], said: str
) -> None:
    assert on_terminal(*words) == said
    done = run(*words)
    assert (done.stdout, done.stderr) == ("", "")


def test_list_counts(run: Run) -> None:
    assert run("list", "--topic", "dprk", "--count").stdout == "2\n"


def test_the_json_of_list_has_the_promised_fields_in_their_order(run: Run) -> None:
    first = json.loads(run("list", "--format", "json").stdout)[0]
    assert list(first)[:13] == [
        *("id", "statement", "date", "text", "quote", "span", "act", "verb", "force"),
        *("actors", "topics", "due", "reviewed"),
    ]
    assert first["span"] == [18, 74]
    assert first["due"] is None


def test_every_format_holds_the_same_commitments(run: Run) -> None:
    ids = [line.split("\t")[0] for line in run("list").stdout.splitlines()]
    assert [one["id"] for one in map(json.loads, run("list", "--format", "jsonl").stdout.splitlines())] == ids
    assert [one["id"] for one in csv.DictReader(io.StringIO(run("list", "-f", "csv").stdout))] == ids
    assert [one["id"] for one in tomllib.loads(run("list", "-f", "toml").stdout)["commitment"]] == ids
    assert [line.split(" | ")[0].strip("| ") for line in run("list", "-f", "markdown").stdout.splitlines()[2:]] == ids
    assert run("list", "--format", "ids").stdout.split() == ids
    assert "aa01" in run("list", "-f", "table").stdout


@pytest.mark.parametrize("words", ["show aa01 bb01", "add one.md two.md --dry-run", "matrix", "matrix --topic cyber"])
def test_every_row_has_the_columns_of_the_header(words: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text(STATEMENT, encoding="utf-8")
    (tmp_path / "two.md").write_text(SHORT, encoding="utf-8")
    header, *rows = csv.reader(io.StringIO(run(*words.split(), "--format", "csv").stdout))
    records = json.loads(run(*words.split(), "--format", "json").stdout)
    assert len(set(header)) == len(header)
    for row, record in zip(rows, records, strict=True):
        named = dict(zip(header, row, strict=True))
        assert all(" ".join(value.split()) == named[key] for key, value in record.items() if isinstance(value, str))
        mapped = {key: json.loads(named[key] or "null") for key in ("context", "left_out") if key in named}
        assert mapped == {key: record[key] for key in mapped}


@pytest.mark.parametrize(
    ("words", "fields", "shown"),
    [
        ("show bb01 aa01", "id,context,act", '"quote": "reaffirmed their commitment'),
        ("add one.md two.md --dry-run", "id,left_out", '{"who met, where and when": 1}'),
    ],
)
def test_a_mapping_has_a_place_in_a_table(words: str, fields: str, shown: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text(STATEMENT, encoding="utf-8")
    (tmp_path / "two.md").write_text(SHORT, encoding="utf-8")
    table = run(*words.split(), "--fields", fields, "--format", "table", COLUMNS="200").stdout
    assert shown in " ".join(table.split())


def test_the_ids_of_a_comparison_are_those_of_the_commitments_compared(run: Run) -> None:
    entries = json.loads(run("diff", "2030", "2031", "--format", "json").stdout)["entries"]
    assert run("diff", "2030", "2031", "-f", "ids").stdout.split() == [
        *(id_ for entry in entries for id_ in entry["earlier"] + entry["later"])
    ]
    assert run("diff", "2030", "2031", "-f", "ids", "--fields", "later").stdout.split() == [
        *(id_ for entry in entries for id_ in entry["later"])
    ]


def test_statements_and_topics_count(run: Run) -> None:
    assert run("statements", "--fields", "id,commitments").stdout == "2030-05-01\t3\n2031-05-01\t2\n"
    counts = {one["topic"]: one["commitments"] for one in json.loads(run("topics", "--format", "json").stdout)}
    assert (counts["defense"], counts["dprk"], counts["cyber"]) == (2, 2, 0)


def test_several_series_are_taken_by_whatever_lists(run: Run, ledger: Path) -> None:
    for day, series in (("2034-01-01", "trio"), ("2035-01-01", "quad")):
        text = (ledger / "statements/2030-05-01.toml").read_text(encoding="utf-8").replace("2030-05-01", day)
        (ledger / f"statements/{day}.toml").write_text(text.replace('"pair"', f'"{series}"'), encoding="utf-8")
    for given in (["--series", "pair,trio"], ["-s", "pair", "-s", "trio"]):
        ids = ["2030-05-01", "2031-05-01", "2034-01-01"]
        assert run("statements", *given, "--fields", "id").stdout.split() == ids
        assert run("list", *given, "--count").stdout == "8\n"
        assert run("list", *given, "--statement", "latest", "--count").stdout == "3\n"
        assert run("due", *given, "--fields", "statement").stdout.split() == ["2030-05-01", "2034-01-01"]
        assert "defense\tDefence and alliances\t3\t3\t3\n" in run("topics", *given).stdout


def test_deadlines_are_overdue_from_the_day_after(run: Run) -> None:
    assert run("due", "--on", "2031-03-31", "--fields", "overdue").stdout == "false\n"
    assert run("due", "--on", "2031-04-01", "--fields", "overdue,days").stdout == "true\t-1\n"
    assert "overdue" in run("due", "--on", "2031-04-01", "--format", "table").stdout
    for day, ids in (("2031-03-31", ""), ("2031-04-01", "2030-05-01/aa03\n"), ("0001-01-01", "")):
        assert run("due", "--overdue", "--undated", "--on", day, "--fields", "id").stdout == ids


def test_deadlines_are_picked_by_their_act(run: Run) -> None:
    assert run("due", "--act", "pledge,urge", "--fields", "id").stdout == "2030-05-01/aa03\n"
    assert run("due", "--act", "support").stdout == ""


# ---------------------------------------------------------------- init, add, extract


def test_a_statement_goes_in_and_comes_out(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    assert "made the ledger" in run("init", str(mine)).stderr
    (tmp_path / "fish.md").write_text(STATEMENT, encoding="utf-8")
    added = run("add", "fish.md", "--ledger", str(mine), "--series", "sea", "--format", "json")
    record = json.loads(added.stdout)[0]
    assert (record["id"], record["outcome"], record["place"], record["series"]) == (
        "2032-03-04",
        "stored",
        "Pusan",
        "sea",
    )
    assert record["commitments"] == 3
    assert record["guessed"] == ["parties"]
    assert (mine / "sources/2032-03-04.md").read_text(encoding="utf-8") == STATEMENT
    found = json.loads(run("--ledger", str(mine), "list", "--format", "json").stdout)
    assert [one["act"] for one in found] == ["pledge", "pledge", "oppose"]
    assert "met in Pusan" in run("show", "--uncovered", "latest", "--ledger", str(mine)).stdout


def test_adding_again_changes_nothing(run: Run, ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "fish.md").write_text(STATEMENT, encoding="utf-8")
    run("add", "fish.md")
    before = (ledger / "statements/2032-03-04.toml").read_bytes()
    assert "already there" in run("add", "fish.md").stdout
    assert "unchanged" in run("add", "fish.md", "--update").stdout
    assert (ledger / "statements/2032-03-04.toml").read_bytes() == before
    (tmp_path / "fish.md").write_text(STATEMENT + "\nWe will meet again.\n", encoding="utf-8")
    assert "--update" in run("add", "fish.md", code=2).stderr
    assert "updated" in run("add", "fish.md", "--update").stdout


def test_a_dry_run_stores_nothing(run: Run, ledger: Path) -> None:
    assert "would be stored" in run("add", "-", "--dry-run", given=STATEMENT).stdout
    assert not (ledger / "statements/2032-03-04.toml").exists()


def test_a_folder_is_read_whole_and_a_bad_file_stops_none(run: Run, ledger: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.md").write_text(STATEMENT, encoding="utf-8")
    (texts / "b.md").write_bytes(b"\x00\x01\x02binary\x00")
    (texts / "c.md").write_text(STATEMENT.replace("2032", "2033"), encoding="utf-8")
    done = run("add", "texts", code=2)
    assert len(done.stdout.splitlines()) == 2
    assert "b.md" in done.stderr
    assert (ledger / "statements/2033-03-04.toml").exists()


def test_options_win_over_the_text(run: Run) -> None:
    words = (
        "--date",
        "2035-01-02",
        "--title",
        "T",
        "--place",
        "P",
        "--series",
        "S",
        "--party",
        "ROK",
        "--party",
        "Japan",
    )
    record = json.loads(run("add", "-", "--id", "mine", *words, "-f", "json", given=STATEMENT).stdout)[0]
    assert [record[name] for name in ("id", "date", "title", "place", "series")] == [
        "mine",
        "2035-01-02",
        "T",
        "P",
        "S",
    ]
    assert record["parties"] == ["Republic of Korea", "Japan"]
    assert record["guessed"] == []


def test_a_party_bears_the_name_that_the_ledger_gives_it(run: Run, ledger: Path) -> None:
    with (ledger / "commitrack.toml").open("a", encoding="utf-8") as settings:
        settings.write('[aliases]\nFDN = "Freedonia"\n\n[parties.Freedonia]\nadjectives = ["Freedonian"]\n')
    said = run("add", "-", "--party", "FDN", "--party", "rok", "--party", "Elsewhere", given=STATEMENT).stderr
    assert "Elsewhere: no party that is known; add your own under [parties]" in said
    record = (ledger / "statements/2032-03-04.toml").read_text(encoding="utf-8")
    assert 'parties = ["Freedonia", "Republic of Korea", "Elsewhere"]' in record


def test_a_mistyped_party_is_told_with_the_nearest_one(run: Run) -> None:
    said = run("extract", "-", "--party", "Jappan", "--party", "ROK", given=STATEMENT).stderr
    assert "Jappan: no party that is known; did you mean 'Japan'?" in said.splitlines()
    assert "no party" not in run("extract", "-", "--party", "japan", "--party", "us", given=STATEMENT).stderr


def test_the_series_of_the_same_parties_is_taken(run: Run) -> None:
    done = run("add", "-", "--party", "Japan", "--party", "ROK", "-f", "json", given=STATEMENT)
    assert json.loads(done.stdout)[0]["series"] == "pair"


def test_the_next_step_is_a_hint_to_people_alone(run: Run, on_terminal: OnTerminal, tmp_path: Path) -> None:
    (tmp_path / "new.md").write_text(STATEMENT)
    given = ("add", str(tmp_path / "new.md"), "--party", "Japan", "--party", "ROK")
    assert "next:" not in run(*given).stderr
    shown = on_terminal(*given, "--update")
    assert "commitrack diff 2031-05-01 2032-03-04" in shown
    assert "commitrack show --uncovered 2032-03-04" in shown


def test_extract_needs_no_ledger(run: Run, ledger: Path) -> None:
    done = run("extract", "-", "--format", "json", given=STATEMENT)
    assert [one["statement"] for one in json.loads(done.stdout)] == ["2032-03-04"] * 3
    assert "3 commitments" in done.stderr
    assert "met in Pusan" in run("extract", "-", "--uncovered", given=STATEMENT).stdout
    assert len(list((ledger / "statements").iterdir())) == 2


def test_one_is_no_plural(run: Run, ledger: Path) -> None:
    assert run("extract", "undated.md", "--date", "2032-01-01").stderr == "1 commitment in 1 of 1 sentence\n"
    path = ledger / "statements/2031-05-01.toml"
    revise(path, "dprk", "nowhere")
    assert run("check", code=1).stderr.endswith(": 1 error\n")
    assert run("check", "--strict", code=1).stderr.endswith(": 1 error, 2 warnings\n")


# ---------------------------------------------------------------- show, set


def test_show_prints_a_commitment_in_its_context(run: Run) -> None:
    shown = run("show", "aa02", "--format", "table").stdout
    assert ">>They condemned the missile launches of North Korea<<" in shown
    assert "  reviewed by a person" in shown
    record = json.loads(run("show", "aa02", "--format", "json").stdout)[0]
    assert record["context"]["before"].endswith("strait.")


@pytest.mark.parametrize(
    ("old", "new"), [("schema = 1", "schema = 2"), ("[[commitment]]", "[[commitment"), ("act", "ant")]
)
def test_show_goes_on_without_a_statement_that_cannot_be_read(old: str, new: str, run: Run, ledger: Path) -> None:
    other = ledger / "statements/2031-05-01.toml"
    words = other.read_text(encoding="utf-8").replace(old, new) + "# aa01 came back\n"
    other.write_text(words, encoding="utf-8")
    for style in ("table", "json"):
        done = run("show", "aa01", "aa02", "--format", style)
        assert "reaffirmed their commitment" in done.stdout
        assert done.stderr.startswith("shown without past and future: statements/2031-05-01.toml: ")
        assert done.stderr.count("\n") == 1
    assert run("show", "bb01", code=2).stderr.startswith("commitrack: statements/2031-05-01.toml: ")
    assert run("history", "aa01", code=2).stderr.startswith("commitrack: statements/2031-05-01.toml: ")


def test_show_says_where_a_source_is_no_longer_what_was_read(run: Run, ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "fish.md").write_text(STATEMENT, encoding="utf-8")
    run("add", "fish.md")
    assert run("show", "--uncovered", "2032-03-04").stderr == ""
    (ledger / "sources/2032-03-04.md").write_text(STATEMENT.replace("Pusan", "Ulsan"), encoding="utf-8")
    done = run("show", "--uncovered", "2032-03-04")
    assert "met in Ulsan" in done.stdout
    assert "sources/2032-03-04.md is no longer what was read" in done.stderr
    assert "stands alone" in run("show", "--uncovered", "2032-03-04", "aa01", code=2).stderr


def test_show_reads_ids_from_a_pipe(run: Run) -> None:
    listed = run("list", "--topic", "dprk").stdout
    assert [line.split("\t")[0][-4:] for line in run("show", "-", given=listed).stdout.splitlines()] == ["aa02", "bb02"]


def test_a_correction_is_kept_and_marked_as_reviewed(run: Run, ledger: Path) -> None:
    run("set", "aa01", "act=affirm", "topics=maritime,defense", "note=read again", "due=2033-01-01")
    record = json.loads(run("show", "aa01", "--format", "json").stdout)[0]
    assert [record[name] for name in ("act", "topics", "note", "due", "reviewed")] == [
        *("affirm", ["maritime", "defense"], "read again", "2033-01-01", True)
    ]
    assert "affirm" in (ledger / "statements/2030-05-01.toml").read_text(encoding="utf-8")


def test_the_place_of_a_statement_is_corrected_from_its_own_source(run: Run, ledger: Path) -> None:
    run("set", "aa01", "note=mine")
    source = str(ledger / "sources/2030-05-01.md")
    run("add", "--update", "--id", "2030-05-01", "--date", "2030-05-01", "--place", "Pusan", source)
    assert run("statements", "--fields", "id,place").stdout == "2030-05-01\tPusan\n2031-05-01\tKobe\n"
    assert run("show", "aa01", "--fields", "note").stdout == "mine\n"


# ---------------------------------------------------------------- wrong requests


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lst"], "Did you mean 'list'"),
        (["list", "--topic", "dprkk"], "did you mean 'dprk'?"),
        (["list", "--act", "pledg"], "did you mean 'pledge'?"),
        (["list", "--fields", "id,txt"], "did you mean 'text'?"),
        (["list", "--sort", "size"], "there are date, due"),
        (["list", "--topic", "Nort Korea"], "did you mean 'North Korea'?"),
        (["list", "--statement", "last"], "did you mean 'latest'?"),
        (["diff", "--change", "firmr"], "did you mean 'firmer'?"),
        (["link", "aa01", "bb01", "--change", "firmr"], "did you mean 'firmer'?"),
        (["diff", "--status", "aded"], "did you mean 'added'?"),
        (["diff", "2030-05-10", "2031"], "did you mean '2030-05-01'?"),
        *(([*words, "--series", "Pear"], "no series 'Pear'; did you mean 'pair'?") for words in USES_OF_SERIES),
        (["show", "aa91"], "did you mean 'aa01'?"),
        (["set", "aa01", "actt=pledge"], "did you mean 'act'?"),
        (["list", "--statement", "2032"], "no statement '2032'"),
        (["list", "--statement", "203"], "2030-05-01, 2031-05-01"),
        (["list", "--format", "jsn"], "did you mean 'json'?"),
        (["topics", "--format", "ids"], "no id in topic, title"),
        (["list", "--since", "soon"], "'soon' is no date"),
        (["list", "--since", "2030-02-30"], "is no date"),
        (["list", "--tpic", "dprk"], "--topic"),
        (["list", "--ledger", "nowhere"], "nowhere is no ledger"),
        (["show", "zz99"], "no commitment 'zz99'"),
        (["show", "a0"], "ambiguous"),
        (["show"], "no commitment named"),
        (["add"], "Missing argument"),
        (["add", "nowhere.md"], "no such file"),
        (["add", "undated.md"], "--date"),
        (["add", "-", "--date", "2030-01-01"], "empty"),
        (["add", "ledger/sources/2030-05-01.md", "--date", "2030-09-09", "--id", "../x"], "../x"),
        (["add", "ledger/sources/2030-05-01.md", "--date", "2030"], "more than a day"),
        (["set", "aa01", "colour=red"], "no key 'colour'"),
        (["set", "aa01", "act=pledg"], "did you mean 'pledge'?"),
        (["set", "aa01", "actors=Jpan"], "no party 'Jpan'; did you mean 'Japan'?"),
        (["set", "aa01", "actors=Japan,Quux"], "no party 'Quux'; add your own under [parties] in commitrack.toml"),
        (["set", "aa01", "act"], "key=value"),
        (["set", "aa01", "restates=bb01"], "no other commitment 'bb01'; it has to be one of the same statement"),
        (["set", "aa01", "due=tomorrow"], "2026-12-31"),
        (["diff", "2030", "2031", "2032"], "two meetings"),
        (["diff", "2030", "2035"], "2035"),
        (["link", "aa01", "aa02"], "both commitments are of 2030-05-01"),
    ],
)
def test_a_wrong_request_is_one_line_and_exit_2(run: Run, ledger: Path, words: list[str], said: str) -> None:
    before = files_of(ledger)
    done = run(*words, code=2)
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("commitrack: ")
    assert said in done.stderr
    assert files_of(ledger) == before


def test_a_damaged_record_is_named_with_its_place(run: Run, ledger: Path) -> None:
    path = ledger / "statements/2030-05-01.toml"
    revise(path, '"oppose"', '"opose"')
    assert "statements/2030-05-01.toml: commitment[1].act" in run("list", code=2).stderr
    done = run("check", code=1)
    assert done.stdout.split("\t")[1:3] == ["statements/2030-05-01.toml", "commitment[1].act"]


def test_a_text_without_a_commitment_stores_nothing(run: Run, ledger: Path) -> None:
    text = "---\ndate: 2032-01-01\n---\n\nThe delegations met on Monday.\n"
    assert "not a single commitment" in run("add", "-", code=2, given=text).stderr
    assert len(list((ledger / "statements").iterdir())) == 2


def test_a_text_without_a_commitment_tells_why_before_it_fails(run: Run) -> None:
    text = "---\ndate: 2032-01-01\n---\n\nThe delegations met on Monday.\n"
    done = run("extract", "-", "--uncovered", code=2, given=text)
    assert done.stdout == "who met, where and when\tThe delegations met on Monday.\n"
    assert "not a single commitment" in done.stderr
    assert run("extract", "-", code=2, given=text).stdout == ""


def test_what_a_terminal_would_obey_does_not_reach_it_through_an_error(run: Run) -> None:
    assert "\x1b" not in run("show", "\x1b[2Jx", code=2).stderr


# ---------------------------------------------------------------- the surroundings


def test_help_opens_with_examples(run: Run) -> None:
    lines = run("--help").stdout.splitlines()
    assert lines[2].strip().startswith("commitrack diff")
    for name in ("list", "add", "diff", "show", "evaluate"):
        assert run(name, "--help").stdout.splitlines()[2].strip().startswith(f"commitrack {name}")


def test_help_is_asked_for_in_any_way(run: Run) -> None:
    assert run("-h").stdout == run("help").stdout == run("--help").stdout
    assert run("diff", "-h").stdout == run("help", "diff").stdout == run("--no-color", "help", "diff").stdout
    assert run("help", "diff").stdout.startswith("Usage: commitrack diff")
    assert "Did you mean 'diff'" in run("help", "dif", code=2).stderr


def test_no_words_print_the_help(run: Run) -> None:
    assert run().stdout == run("--help").stdout


def test_version(run: Run) -> None:
    assert run("--version").stdout.startswith("commitrack ")
    assert run("--no-color", "--version").stdout == run("-V").stdout


def test_no_environment_finds_the_nearest_ledger(ledger: Path) -> None:
    done = run_program("list", "--count", ledger=None, folder=ledger / "sources")
    assert done.stdout == "5\n"


def test_a_closed_pipe_is_left_quietly(ledger: Path) -> None:
    command = f"{shlex.join(PROGRAM)} list --format jsonl | head -c 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, env=environment_of(ledger), check=True)
    assert (done.stdout, done.stderr) == ("{", "")


@pytest.mark.skipif(os.name == "nt", reason="has no such pipes")
@pytest.mark.parametrize("words", ["--version", "--no-color --version", "--help", "help diff", "list", "report -o -"])
def test_nobody_who_reads_is_141_without_a_word(words: str, ledger: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [*PROGRAM, *words.split()]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, env=environment_of(ledger), check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(os.name == "nt", reason="has no such pipes")
@pytest.mark.parametrize("unread", ["stdout", "stderr"])
def test_a_folder_is_added_whole_whether_or_not_somebody_reads(unread: str, ledger: Path, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "00.md").write_text("No commitment, no day.\n", encoding="utf-8")
    for day in range(1, 101):
        text = f"---\ndate: {2040 + day}-01-01\n---\nThey will open {day} ports.\n"
        (folder / f"{day:03}.md").write_text(text, encoding="utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, unread: writing}
    command = [*PROGRAM, "add", str(folder)]
    done = subprocess.run(command, **streams, env=environment_of(ledger), check=False)  # type: ignore[call-overload]
    os.close(writing)
    assert len(list((ledger / "statements").iterdir())) == 102
    assert done.returncode == 2, "as one source could not be read"
    assert unread == "stderr" or b"100 stored" in done.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_ctrl_c_is_130_without_a_word(ledger: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "slow.txt"
    os.mkfifo(pipe)
    process = start_program("add", str(pipe), "--date", "2032-01-01", ledger=ledger, folder=tmp_path)
    writing = os.open(pipe, os.O_WRONLY)  # waits until the program reads
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    os.close(writing)
    assert (process.returncode, out, err) == (130, b"", b"")


def test_output_survives_an_encoding_that_lacks_characters(run: Run, ledger: Path) -> None:
    path = ledger / "statements/2031-05-01.toml"
    revise(path, "ministers", "ministers’ 日本")
    done = run("list", "--format", "table", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.stdout.isascii()
    assert "ministers' \\u65e5" in done.stdout


@pytest.mark.parametrize(("style", "read"), [("json", json.loads), ("toml", tomllib.loads)])
def test_data_in_an_encoding_that_lacks_characters_are_the_same(
    style: str, read: Callable[[str], object], run: Run, ledger: Path
) -> None:
    path = ledger / "statements/2031-05-01.toml"
    revise(path, "ministers", "ministers’ é 日本 \U0001f41f")
    escaped = run("list", "--format", style, PYTHONIOENCODING="ascii", PYTHONUTF8="0").stdout
    assert escaped.isascii()
    assert read(escaped) == read(run("list", "--format", style).stdout)


def test_a_terminal_gets_colour_unless_it_is_not_wanted(on_terminal: OnTerminal) -> None:
    assert "\x1b[" in on_terminal("list")
    assert "\x1b" not in on_terminal("list", "--no-color")
    assert "\x1b" not in on_terminal("list", NO_COLOR="1")


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_terminal_gets_wrapped_lines(on_terminal: OnTerminal, columns: int) -> None:
    shown = on_terminal("list", "--no-color", columns=columns)
    assert max(map(len, shown.splitlines())) <= columns
    assert "2030-05-01 Busan (pair)" in shown
