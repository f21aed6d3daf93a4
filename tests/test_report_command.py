"""`commitrack report` as its users run it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from tests.support import BUNDLED, Done, run_program


def run(*words: str, folder: Path, code: int = 0) -> Done:
    return run_program("report", *words, ledger=BUNDLED, folder=folder, code=code)


def test_writes_one_page_the_same_each_time(tmp_path: Path) -> None:
    done = run("2025-04-03", "2025-09-22", "-o", "new.html", folder=tmp_path)
    assert done.stdout == ""
    assert done.stderr.startswith("wrote new.html, ")
    page = (tmp_path / "new.html").read_bytes()
    assert page.startswith(b"<!doctype html>")
    assert b"commitrack report 2025-04-03 2025-09-22 -o new.html" in page
    assert str(tmp_path).encode() not in page
    run("2025-04-03..2025-09-22", "--output", str(tmp_path / "new.html"), folder=tmp_path)
    assert (tmp_path / "new.html").read_bytes() == page
    assert os.listdir(tmp_path) == ["new.html"]


def test_writes_a_whole_series(tmp_path: Path) -> None:
    run("--series", "us-japan-rok", "-o", "all.htm", folder=tmp_path)
    page = (tmp_path / "all.htm").read_text(encoding="utf-8")
    assert "5 meetings" in page
    assert 'class="timeline"' in page


@pytest.mark.parametrize("words", [["2025-04-03", "2025-09-22"], ["--series", "us-japan-rok"]])
def test_a_report_can_be_of_one_topic_act_or_party_or_of_some_words(words: list[str], tmp_path: Path) -> None:
    """And holds what `diff` and `matrix` have of it."""
    ids = r"20\d\d-\d\d-\d\d/[0-9a-f]{4}"
    narrowed = {"--topic": "cyber", "--act": "pledge", "--actor": "Japan", "--match": "cyber"}
    for option, value in narrowed.items():
        run(*words, option, value, "-o", "x.html", folder=tmp_path)
        page = (tmp_path / "x.html").read_text(encoding="utf-8")
        only = f"only {option.strip('-').replace('match', 'words')} {value}"
        assert f"({only})</h1>" in page
        assert f"Counted here is {only.replace('only', 'only what concerns')}, with what that is linked to." in page
        assert f"{option} {value} -o x.html</code>" in page
        assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r' id="([^"]+)"', page))
    command = ["matrix", "--series", words[1]] if "--series" in words else ["diff", *words]
    fields = ["--fields", "ids" if "--series" in words else "earlier,later", "--topic", "dprk"]
    listed = run_program(*command, *fields, ledger=BUNDLED, folder=tmp_path).stdout
    run(*words, "--topic", "North Korea", "-o", "x.html", folder=tmp_path)
    page = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert set(re.findall(ids, listed)) == set(re.findall(f'id="({ids})"', page))
    refused = run(*words, "--match", "zeppelin", "-o", "no.html", folder=tmp_path, code=2)
    assert "no commitment matches, so there is nothing to report" in refused.stderr
    assert not (tmp_path / "no.html").exists()


@pytest.mark.parametrize("words", [["2025-04-03", "2025-09-22"], ["--series", "us-japan-rok"]])
def test_writes_markdown(words: list[str], tmp_path: Path) -> None:
    run(*words, "-o", "x.md", folder=tmp_path)
    text = (tmp_path / "x.md").read_text(encoding="utf-8")
    assert text.splitlines()[2].startswith("# ")
    assert "## How this was made" in text


@pytest.mark.parametrize("words", [["2025-04-03", "2025-09-22"], ["--series", "us-japan-rok"]])
@pytest.mark.parametrize("name", ["own.html", "own.md"])
def test_a_report_is_known_as_the_programs_own_work(words: list[str], name: str, tmp_path: Path) -> None:
    ledger, source = tmp_path / "ledger", f"texts/{name}"
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/2031-05-01.txt").write_text("Fiji and Japan will open a school.", encoding="utf-8")
    run_program("init", "ledger", ledger=None, folder=tmp_path)
    run(*words, "-o", source, folder=tmp_path)
    refused = f"{source}: is a report that commitrack wrote, not a statement\n"
    for command in ("add", "extract"):
        done = run_program(command, source, "--date", "2031-05-01", ledger=ledger, folder=tmp_path, code=2)
        assert done.stderr == f"commitrack: {refused}"
    of_folder = run_program("add", "texts", ledger=ledger, folder=tmp_path)
    assert f"skipped: {refused}1 stored, 1 skipped\n" in of_folder.stderr


def test_a_record_of_a_ledger_is_no_source(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    (tmp_path / "talks.md").write_text("Fiji and Japan will open a school.", encoding="utf-8")
    run_program("init", "ledger", ledger=None, folder=tmp_path)
    run_program("add", "talks.md", "--date", "2031-05-01", ledger=ledger, folder=tmp_path)
    record = "ledger/statements/2031-05-01.toml"
    words = (ledger / "statements/2031-05-01.toml").read_text(encoding="utf-8")
    named = (
        words.replace("schema = 1\n", f"{keys}\n\n") for keys in ('schema = 1\nname = "x"', 'by = "x"\nschema = 1')
    )
    bare = words.replace("schema = 1\n", "")
    for text in (words, f"# by hand\n\n{words}", bare, words.replace("\n", "\r\n"), *named):
        (tmp_path / record).write_text(text, encoding="utf-8")
        for command in (["add", "--update"], ["add", "--id", "2031-05-01-x"], ["extract"]):
            done = run_program(*command, record, "--date", "2031-05-01", ledger=ledger, folder=tmp_path, code=2)
            assert done.stderr == f"commitrack: {record}: is a record of a ledger, not a statement; give its source\n"


def test_prints_the_page(tmp_path: Path) -> None:
    done = run("-o", "-", folder=tmp_path)
    assert done.stdout.startswith("<!doctype html>")
    assert done.stderr == ""


WRONG = [
    (["-o", "x.pdf"], "'x.pdf': a report is written to FILE.html or FILE.md"),
    (["--series", "quad", "-o", "x.html"], "no series 'quad'; there are us-japan-rok"),
    (["2025-04-03", "-o", "x.html"], "two meetings are compared"),
    (["1999", "2025-09-22", "-o", "x.html"], "1999"),
    (["-o", "nowhere/x.html"], "cannot write nowhere/x.html: there is no folder"),
    ([], "Missing option '--output'"),
]


@pytest.mark.parametrize(("words", "message"), WRONG)
def test_wrong_request_is_one_line(words: list[str], message: str, tmp_path: Path) -> None:
    done = run(*words, folder=tmp_path, code=2)
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert os.listdir(tmp_path) == []
