"""What is in a ledger, listed and counted: list, statements, topics, due, and the formats of every list."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.stand_ins import FISHERIES
from tests.support import revise

if TYPE_CHECKING:
    from tests.conftest import OnTerminal, Run


DPRK = "Democratic People's Republic of Korea"
KNOWN = "{} is known, but acts nowhere by name; there are Japan, all"
SHORT = "---\ndate: 2033-04-05\n---\n\nThe parties condemned piracy.\n"


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
        (["--since", "2030-05-01", "--until", "2030-05-01"], "aa01 aa02 aa03"),
        (["--due", "2031"], "aa03"),
        (["--due", "2030"], ""),
        (["--due", "any"], "aa03"),
        (["--match", "defense OF  the strait"], "aa01 bb01"),
        (["--reviewed"], "aa02"),
        (["--unreviewed", "--act", "urge"], "bb02"),
        (["--sort", "force"], "bb01 aa01 aa02 aa03 bb02"),
        (["--sort", "topic", "--limit", "2"], "aa01 bb01"),
        (["--sort", "act"], "aa01 aa03 bb01 bb02 aa02"),
        (["--sort", "actor"], "aa01 aa02 bb01 bb02 aa03"),
        (["--sort", "due"], "aa03 aa01 aa02 bb01 bb02"),
        (["--sort", "id", "--reverse"], "bb02 bb01 aa03 aa02 aa01"),
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


def test_a_date_picks_by_the_day_that_a_statement_has_whatever_its_name_tells(run: Run, ledger: Path) -> None:
    """A hand may have written another one, which `check` says."""
    revise(ledger / "statements/2030-05-01.toml", "date = 2030-05-01", "date = 2034-06-02")
    assert run("list", "--since", "2034").stdout.count("\n") == 3
    assert run("list", "--since", "2034", "--statement", "2030-05-01").stdout.count("\n") == 3
    assert run("list", "--until", "2030", code=0).stdout == ""
    said = run("check", code=1).stdout
    assert "'2030-05-01' cannot name a statement of 2034-06-02: its date can" in said


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
    (tmp_path / "one.md").write_text(FISHERIES, encoding="utf-8")
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
    (tmp_path / "one.md").write_text(FISHERIES, encoding="utf-8")
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


def test_a_topic_counts_what_it_is_the_main_one_of_and_what_it_stands_beside(run: Run) -> None:
    run("set", "aa02", "topics=dprk,defense")
    lines = run("topics", "--fields", "topic,commitments,main,statements").stdout.splitlines()
    assert {"defense\t3\t2\t2", "dprk\t2\t2\t2"} <= set(lines)


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


def test_the_earliest_deadline_stands_first_and_those_without_a_date_last_where_they_are_wanted(run: Run) -> None:
    run("set", "bb02", "due=2031-01-15")
    run("set", "aa01", "due_text=every year")
    assert run("due", "--fields", "id").stdout.split() == ["2031-05-01/bb02", "2030-05-01/aa03"]
    undated = run("due", "--undated", "--fields", "id,due,due_text").stdout.splitlines()
    assert undated[2:] == ["2030-05-01/aa01\t\tevery year"]


def test_deadlines_are_picked_by_their_act(run: Run) -> None:
    assert run("due", "--act", "pledge,urge", "--fields", "id").stdout == "2030-05-01/aa03\n"
    assert run("due", "--act", "support").stdout == ""
