"""Exports as other programs open them."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from errno import ENAMETOOLONG
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import LATER
from tests.support import BUNDLED, ROOT, files_of, revise, start_program

from commitrack.cli.output import whole_file
from commitrack.errors import CommitrackError
from commitrack.views.structured import FORMULA, harmless

if TYPE_CHECKING:
    from tests.conftest import Run

IDS = ["2030-05-01/aa01", "2030-05-01/aa02", "2030-05-01/aa03", "2031-05-01/bb01", "2031-05-01/bb02"]
KINDS = ("csv", "jsonl", "sqlite", "db", "parquet")


def skip_without_pyarrow(kind: str) -> None:
    if kind == "parquet":
        pytest.importorskip("pyarrow")


@pytest.fixture
def database(run: Run, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    run("export", "-o", "all.sqlite")
    with closing(sqlite3.connect(tmp_path / "all.sqlite")) as connection:
        yield connection


# lines


def test_csv_has_a_line_for_each_commitment(run: Run, tmp_path: Path) -> None:
    done = run("export", "-o", "all.csv")
    assert (done.stdout, done.stderr) == ("", "wrote all.csv, 5 commitments of 2 statements\n")
    rows = list(csv.DictReader((tmp_path / "all.csv").open(encoding="utf-8", newline="")))
    assert [row["id"] for row in rows] == IDS
    assert rows[2]["due"] == "2031-03-31"
    assert rows[0]["parties"] == "Japan, Republic of Korea"
    assert (rows[1]["reviewed"], rows[1]["verb"], rows[1]["place"]) == ("true", "", "Busan")


@pytest.mark.parametrize("sign", FORMULA)
def test_a_spreadsheet_takes_no_cell_for_a_formula(run: Run, ledger: Path, tmp_path: Path, sign: str) -> None:
    record = ledger / "statements/2031-05-01.toml"
    wicked = f"{sign}HYPERLINK(A1)"
    revise(record, '"They called on', json.dumps(wicked, ensure_ascii=False)[:-1])
    run("export", "-o", "all.csv")
    cells = [cell for row in csv.reader(io.StringIO((tmp_path / "all.csv").read_text("utf-8"))) for cell in row]
    assert not [cell for cell in cells if cell.lstrip(" ").startswith(FORMULA)]
    assert [cell for cell in cells if "HYPERLINK(A1)" in cell]


@pytest.mark.parametrize("cell", ["", "5-7 May", "a=b", "'=1", "3", "–5", "[1, 2]"])
def test_what_is_harmless_stays_as_it_is(cell: str) -> None:
    assert harmless(cell) == cell


def test_jsonl_says_what_list_says_and_more(run: Run, ledger: Path, tmp_path: Path) -> None:
    record = ledger / "statements/2031-05-01.toml"
    record.write_text(record.read_text() + 'mood = "calm"\nseen = 2032-01-01\n')
    run("export", "-o", "all.jsonl")
    exported = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()]
    listed = json.loads(run("list", "--format", "json").stdout)
    assert [{key: each[key] for key in listed[0]} for each in exported] == listed
    assert exported[0]["title"] is None
    assert (exported[0]["parties"], exported[0]["extra"]) == (["Japan", "Republic of Korea"], None)
    assert exported[-1]["extra"] == {"mood": "calm", "seen": "2032-01-01"}


# sqlite


def test_sqlite_holds_the_ledger_in_tables(database: sqlite3.Connection) -> None:
    rows = database.execute("SELECT id, date, place, title, series FROM statements ORDER BY date").fetchall()
    assert rows == [
        ("2030-05-01", "2030-05-01", "Busan", None, "pair"),
        ("2031-05-01", "2031-05-01", "Kobe", None, "pair"),
    ]
    question = "SELECT id, statement_id, position, span_start, span_end, act, force, due, reviewed FROM commitments"
    rows = database.execute(f"{question} ORDER BY statement_id, position").fetchall()
    assert [row[0] for row in rows] == IDS
    assert rows[0] == ("2030-05-01/aa01", "2030-05-01", 1, 18, 74, "pledge", 4, None, 0)
    assert rows[1][-1] == 1
    assert rows[2] == ("2030-05-01/aa03", "2030-05-01", 3, 128, 177, "pledge", None, "2031-03-31", 0)
    on = "SELECT commitment_id FROM commitment_topics JOIN topics USING (topic) WHERE title LIKE '%Korea%'"
    assert sorted(name for (name,) in database.execute(on)) == ["2030-05-01/aa02", "2031-05-01/bb02"]
    by = "SELECT commitment_id FROM commitment_actors WHERE actor = 'Japan'"
    assert database.execute(by).fetchall() == [("2030-05-01/aa03",)]
    assert database.execute("SELECT count(*) FROM statement_parties WHERE party = 'Japan'").fetchone() == (2,)


def test_sqlite_links_neighbouring_meetings(database: sqlite3.Connection) -> None:
    (linked,) = database.execute("SELECT earlier_id, later_id, change, decided FROM links WHERE later_id LIKE '%bb01'")
    assert linked == ("2030-05-01/aa01", "2031-05-01/bb01", "stronger", 0)


def test_sqlite_links_what_people_decided(run: Run, tmp_path: Path) -> None:
    run("link", "aa03", "bb02")
    run("export", "-o", "all.db")
    with closing(sqlite3.connect(tmp_path / "all.db")) as database:
        (linked,) = database.execute("SELECT earlier_id, score, decided FROM links WHERE earlier_id LIKE '%aa03'")
    assert linked == ("2030-05-01/aa03", 1.0, 1)


@pytest.mark.parametrize("series", ["pair", "trio"])
def test_sqlite_links_what_people_decided_over_a_gap_and_over_two_series(
    run: Run, ledger: Path, tmp_path: Path, series: str
) -> None:
    between = LATER.replace("2031-05-01", "2030-09-09")
    (ledger / "statements/2030-09-09.toml").write_text(between, encoding="utf-8")
    revise(ledger / "statements/2031-05-01.toml", 'series = "pair"', f'series = "{series}"')
    run("link", "aa03", "2031-05-01/bb02", "--change", "softer")
    for only in ([], ["--series", "pair"]):
        run("export", "-o", "all.db", *only)
        with closing(sqlite3.connect(tmp_path / "all.db")) as database:
            far = "SELECT * FROM links WHERE earlier_id LIKE '2030-05-01/%' AND later_id LIKE '2031-05-01/%'"
            linked = database.execute(far).fetchall()
            count = database.execute("SELECT count(*) FROM statements").fetchone()
        is_there = series == "pair" or not only
        assert linked == [("2030-05-01/aa03", "2031-05-01/bb02", "weaker", 1.0, 1)] * is_there
        assert count == (2 + is_there,)


@pytest.mark.parametrize("kind", ["csv", "db"])
def test_a_series_can_be_exported_alone(run: Run, ledger: Path, tmp_path: Path, kind: str) -> None:
    other = LATER.replace("2031-05-01", "2032-05-01").replace('"pair"', '"trio"')
    (ledger / "statements/2032-05-01.toml").write_text(other, encoding="utf-8")
    assert "5 commitments of 2 statements" in run("export", "-o", f"one.{kind}", "--series", "pair").stderr
    assert "7 commitments of 3 statements" in run("export", "-o", f"two.{kind}", "-s", "pair,trio").stderr
    assert "did you mean 'trio'?" in run("export", "-o", f"none.{kind}", "--series", "tria", code=2).stderr
    assert not (tmp_path / f"none.{kind}").exists()


def test_sqlite_and_json_tell_the_same_links(run: Run, tmp_path: Path) -> None:
    """Of what was split or merged too, where each pair has a score of its own."""
    meetings, bundled = ["2025-04-03", "2025-09-22"], {"COMMITRACK_LEDGER": str(BUNDLED)}
    entries = json.loads(run("diff", *meetings, "--format", "json", **bundled).stdout)["entries"]
    pairs = [(each, entry["change"]) for entry in entries for each in entry["links"]]
    assert any(len(entry["links"]) > 1 for entry in entries)
    run("export", "-o", "all.sqlite", **bundled)
    with closing(sqlite3.connect(tmp_path / "all.sqlite")) as database:
        rows = database.execute("SELECT * FROM links WHERE later_id LIKE '2025-09-22/%'").fetchall()
    assert sorted(rows) == sorted(
        (each["earlier"], each["later"], change, each["score"], each["decided"]) for each, change in pairs
    )


def test_links_can_be_left_out(run: Run, tmp_path: Path) -> None:
    run("export", "-o", "all.db", "--no-links")
    with closing(sqlite3.connect(tmp_path / "all.db")) as database:
        assert database.execute("SELECT count(*) FROM links").fetchone() == (0,)


def test_sqlite_is_sound_and_can_be_searched(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    names = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    linked = {(name, row[2]) for name in names for row in database.execute(f"PRAGMA foreign_key_list({name})")}
    assert {("commitments", "statements"), ("commitment_topics", "topics"), ("links", "commitments")} <= linked
    found = (
        "SELECT id FROM commitments WHERE rowid IN (SELECT rowid FROM commitments_fts WHERE commitments_fts MATCH ?)"
    )
    assert database.execute(found, ["launch"]).fetchall() == [("2030-05-01/aa02",)]


@pytest.mark.parametrize("kind", ["sqlite", "parquet"])
def test_a_span_beyond_any_text_is_left_out(run: Run, ledger: Path, tmp_path: Path, kind: str) -> None:
    skip_without_pyarrow(kind)
    path = ledger / "statements/2030-05-01.toml"
    revise(path, "[18, 74]", f"[18, {2**63}]")
    assert run("export", "-o", f"x.{kind}").stderr == f"wrote x.{kind}, 5 commitments of 2 statements\n"
    if kind == "sqlite":
        with closing(sqlite3.connect(tmp_path / "x.sqlite")) as database:
            ends = database.execute("SELECT span_start, span_end FROM commitments ORDER BY id LIMIT 2").fetchall()
        assert ends == [(None, None), (76, 126)]


def test_an_id_that_stands_twice_is_named(run: Run, ledger: Path, tmp_path: Path) -> None:
    record = ledger / "statements/2031-05-01.toml"
    revise(record, "bb02", "bb01")
    assert "two commitments are called 2031-05-01/bb01" in run("export", "-o", "all.sqlite", code=2).stderr
    assert not list(tmp_path.glob("*all*"))


def test_the_documented_question_has_an_answer(database: sqlite3.Connection) -> None:
    document = (ROOT / "docs/export.md").read_text(encoding="utf-8")
    question = document.partition("```sql\n")[2].partition("```")[0]
    assert database.execute(question.replace("'dprk' AND act = 'pledge'", "'infrastructure'")).fetchall() == [
        ("2030-05-01", "Japan will fund a ferry terminal by 31 March 2031")
    ]


# parquet


def test_parquet_has_typed_columns(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    from pyarrow import parquet

    run("export", "-o", "all.parquet")
    table: Any = parquet.read_table(tmp_path / "all.parquet")
    types = {each.name: str(each.type) for each in table.schema}
    assert types["date"] == types["due"] == "date32[day]"
    assert types["actors"] == types["topics"] == types["parties"] == "list<element: string>"
    assert (types["reviewed"], types["force"], types["span_end"]) == ("bool", "int8", "int32")
    rows = table.to_pylist()
    assert [row["id"] for row in rows] == IDS
    assert (rows[2]["due"], rows[2]["force"], rows[0]["span_start"]) == (date(2031, 3, 31), None, 18)


def test_a_missing_extra_is_one_line_that_says_what_to_install(run: Run, ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "pyarrow.py").write_text("raise ImportError")
    done = run("export", "-o", "all.parquet", code=2, PYTHONPATH=os.pathsep.join((str(tmp_path), *path_given())))
    assert done.stderr == "commitrack: Parquet files need pyarrow; install it with: pip install 'commitrack[parquet]'\n"
    assert not (tmp_path / "all.parquet").exists()


def path_given() -> list[str]:
    return list(filter(None, [os.environ.get("PYTHONPATH")]))


# files


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_ledger_gives_the_same_bytes(run: Run, tmp_path: Path, kind: str) -> None:
    skip_without_pyarrow(kind)
    run("export", "-o", f"one.{kind}")
    run("export", "-o", f"two.{kind}")
    assert (tmp_path / f"one.{kind}").read_bytes() == (tmp_path / f"two.{kind}").read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_a_broken_ledger_leaves_what_was_there(run: Run, ledger: Path, tmp_path: Path, kind: str) -> None:
    skip_without_pyarrow(kind)
    (tmp_path / f"all.{kind}").write_text("of yesterday")
    (ledger / "statements/2031-05-01.toml").write_text("[statement")
    assert "statements/2031-05-01.toml: damaged TOML" in run("export", "-o", f"all.{kind}", code=2).stderr
    assert (tmp_path / f"all.{kind}").read_text() == "of yesterday"
    assert [path.name for path in tmp_path.glob("*all*")] == [f"all.{kind}"]


def test_an_export_overwrites_as_other_tools_do(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "kept" / "all.csv"
    target.parent.mkdir()
    target.write_text("of yesterday")
    target.chmod(0o640)
    (tmp_path / "all.csv").symlink_to(target)
    run("export", "-o", "all.csv")
    assert (tmp_path / "all.csv").is_symlink()
    assert target.read_text(encoding="utf-8").startswith("id,statement,date")
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("all.xlsx", "'all.xlsx': an export is written to FILE.csv, FILE.jsonl, FILE.sqlite, FILE.db, FILE.parquet"),
        ("-", "'-': an export is written to"),
        ("none/all.csv", "cannot write none/all.csv: there is no folder"),
        ("folder.csv", "folder.csv is no file that can be written over"),
    ],
)
def test_what_cannot_be_written_is_said_in_one_line(run: Run, tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    done = run("export", "-o", name, code=2)
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_empty_ledger_is_exported_as_one(run: Run, tmp_path: Path) -> None:
    run("init", "empty")
    for kind in ("csv", "jsonl", "sqlite"):
        run("--ledger", "empty", "export", "-o", f"all.{kind}")
    assert (tmp_path / "all.csv").read_text(encoding="utf-8").count("\n") == 1
    assert (tmp_path / "all.jsonl").read_bytes() == b""
    said = run("--ledger", "empty", "export", "--series", "trio", "-o", "trio.csv", code=2).stderr
    assert "there is no series yet" in said
    assert not (tmp_path / "trio.csv").exists()


def test_a_write_that_fails_is_taken_back(tmp_path: Path) -> None:
    with pytest.raises(CommitrackError, match=r"cannot write .*all.csv: No space left"):
        write_half(tmp_path / "all.csv")
    assert list(tmp_path.iterdir()) == []


def write_half(target: Path) -> None:
    """Write until the disk is full."""
    with whole_file(target) as path:
        path.write_text("half")
        raise OSError(28, "No space left on device")


@pytest.mark.skipif(os.name == "nt", reason="has no such signal")
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_an_export_that_is_ended_leaves_nothing_beside_the_file(tmp_path: Path, sent: int, code: int) -> None:
    root = shutil.copytree(BUNDLED, tmp_path / "ledger")
    newest = (root / "statements/2025-09-22.toml").read_text(encoding="utf-8")
    for day in range(1, 31):  # so that comparing them takes a while
        text = newest.replace("2025-09-22", f"2026-03-{day:02}")
        (root / f"statements/2026-03-{day:02}.toml").write_text(text, encoding="utf-8")
    folder = tmp_path / "work"
    folder.mkdir()
    process = start_program("export", "-o", "all.sqlite", ledger=root, folder=folder)
    while not list(folder.glob(".all.sqlite.*-journal")) and process.poll() is None:
        time.sleep(0.001)
    process.send_signal(sent)
    assert (process.communicate(timeout=60), process.returncode) == ((b"", b""), code)
    assert list(folder.iterdir()) == []


def test_what_a_killed_run_left_goes_with_the_next_one(tmp_path: Path) -> None:
    """Of this file alone, and not while somebody may still write to it."""
    old = (".all.csv.123.new", ".all.csv.123.new-journal")
    others = (".all.csv.123.newer", ".all.csv.new", ".all.csv.x.new", ".ball.csv.123.new", "all.csv.123.new")
    fresh = ".all.csv.124.new"
    for name in (*old, *others, fresh):
        (tmp_path / name).write_text("half", encoding="utf-8")
        if name != fresh:
            os.utime(tmp_path / name, (0, 0))
    own = tmp_path / f".all.csv.{os.getpid()}.new-journal"
    own.touch()
    with whole_file(tmp_path / "all.csv") as path:
        path.write_text("whole", encoding="utf-8")
    assert {each.name for each in tmp_path.iterdir()} == {"all.csv", *others, fresh}


@pytest.mark.parametrize("kind", KINDS)
def test_why_a_file_cannot_be_written_is_said_whatever_writes_it(run: Run, kind: str) -> None:
    skip_without_pyarrow(kind)
    name = f"{245 * 'x'}.{kind}"  # none is left for what is written beside it
    assert run("export", "-o", name, code=2).stderr == f"commitrack: cannot write {name}: {os.strerror(ENAMETOOLONG)}\n"


@pytest.mark.parametrize(
    "words",
    [
        "report 2030 2031 -o ledger/sources/2030-05-01.md",
        "report 2030 2031 -o link.md",
        "export -o ledger/statements/all.csv",
        "diff 2030 2031 --stat --save ledger/sources/new.svg",
    ],
)
def test_the_ledgers_own_files_are_not_written_over(run: Run, ledger: Path, words: str) -> None:
    (ledger.parent / "link.md").symlink_to(ledger / "sources/2030-05-01.md")
    before = files_of(ledger)
    target = words.split()[-1]
    said = run(*words.split(), code=2).stderr
    assert said == f"commitrack: {target} is where a ledger keeps its own files; choose another place\n"
    assert files_of(ledger) == before
    run("export", "-o", "ledger/all.csv")
    assert "aa01" in (ledger / "all.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("settings", ["none", "leading nowhere"])
def test_a_ledger_without_settings_keeps_its_files_as_well(run: Run, ledger: Path, settings: str) -> None:
    (ledger / "commitrack.toml").unlink()
    if settings == "leading nowhere":
        (ledger / "commitrack.toml").symlink_to(ledger / "gone.toml")
    before = files_of(ledger)
    for place in ("ledger/sources/2030-05-01.csv", "ledger/statements/all.csv"):
        asked = run("export", "-o", place, "--ledger", str(BUNDLED), code=2)
        assert "where a ledger keeps its own files" in asked.stderr
    assert files_of(ledger) == before


def test_a_folder_called_statements_is_no_ledger_by_its_name(run: Run, tmp_path: Path) -> None:
    (tmp_path / "statements").mkdir()
    run("export", "-o", "statements/all.csv", "--ledger", str(BUNDLED))
    assert (tmp_path / "statements" / "all.csv").is_file()


def test_a_folder_called_statements_inside_a_ledger_leaves_its_sources_guarded(run: Run, ledger: Path) -> None:
    (ledger / "sources" / "statements").mkdir()
    asked = run("export", "-o", "ledger/sources/all.csv", "--ledger", str(BUNDLED), code=2)
    assert "where a ledger keeps its own files" in asked.stderr
