"""The measures of an evaluation, and the command that prints them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from commitrack.errors import CommitrackError
from commitrack.evaluation import as_commitments, cover, find_spans, fold, read_pair, read_statement, score_diff
from commitrack.evaluation.texts import match, overlap
from commitrack.model import Act, Change, Entry, Span, Status

if TYPE_CHECKING:
    from tests.conftest import Run

MARKED = """
[[commitment]]
id = 1
text = "reaffirmed their commitment to the defense of the strait"
act = "pledge"
actors = ["all"]
topics = ["defense"]

[[commitment]]
id = 2
text = "They condemned the missile launches of North Korea"
act = "urge"
actors = ["all"]
topics = ["dprk"]

[[commitment]]
id = 3
text = "They will build a bridge"
act = "pledge"
actors = ["all"]
topics = ["infrastructure"]
"""
MARKED_LATER = MARKED.split("[[commitment]]\nid = 2")[0].replace("their commitment", "their ironclad commitment")
PAIR = """
earlier = "2030-05-01"
later = "2031-05-01"

[[link]]
earlier = [1]
later = [1]
change = "stronger"
"""


@pytest.fixture
def gold(tmp_path: Path, ledger: Path) -> Path:
    """Marks of the two meetings of the ledger, the source of the later one with them."""
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "2030-05-01.toml").write_text(MARKED, encoding="utf-8")
    (folder / "2031-05-01.toml").write_text(MARKED_LATER, encoding="utf-8")
    (folder / "2030-05-01..2031-05-01.toml").write_text(PAIR, encoding="utf-8")
    text = "The two ministers reaffirmed their ironclad commitment to the defense of the strait.\n"
    (ledger / "sources/2031-05-01.txt").write_text(text, encoding="utf-8")
    record = ledger / "statements/2031-05-01.toml"
    head = record.read_text(encoding="utf-8").replace('place = "Kobe"', 'file = "sources/2031-05-01.txt"', 1)
    record.write_text(head, encoding="utf-8")
    return folder


def test_the_ledger_is_measured_against_marks(run: Run, gold: Path) -> None:
    found = json.loads(run("evaluate", str(gold), "--format", "json", "--misses").stdout)
    scores = {(row["part"], row["name"]): row for row in found["scores"]}
    first = scores["extraction", "2030-05-01"]
    assert (first["gold"], first["found"], first["not_verbatim"]) == (3, 3, 0)
    assert (first["precision"], first["recall"], first["act"]) == (pytest.approx(2 / 3), pytest.approx(2 / 3), 0.5)
    assert scores["diff_gold_units", "2030-05-01..2031-05-01"]["links"] == 1
    assert scores["extraction", "mean"]["gold"] == 2
    assert {row["marked"]: row["oppose"] for row in found["confusion"]}["urge"] == 1
    assert ("missed", "pledge: They will build a bridge") in {(miss["kind"], miss["words"]) for miss in found["misses"]}


def test_texts_are_read_afresh(run: Run, gold: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "2030-05-01.txt").write_text("The two ministers reaffirmed their commitment to the defense of the strait.")
    words = ("evaluate", str(gold), "--only", "2030-05-01.toml", "--texts", str(texts))
    row = json.loads(run(*words, "--format", "json").stdout)["scores"][0]
    assert (row["found"], row["precision"]) == (1, 1.0)
    assert "acts: marked (down) and found (across)" in run(*words, "--format", "table").stdout


@pytest.mark.parametrize("width", ["60", "80", "120"])
def test_figures_fit_the_terminal(run: Run, gold: Path, width: str) -> None:
    shown = run("evaluate", str(gold), "--format", "table", COLUMNS=width).stdout
    assert max(map(len, shown.splitlines())) <= max(int(width), 66)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("2030-05-01.toml", MARKED.replace('"urge"', '"wish"'), "2030-05-01.toml: commitment[1].act: invalid"),
        ("2030-05-01.toml", MARKED.replace("id = 2\n", ""), "commitment[1]: object missing required field `id`"),
        ("2030-05-01.toml", MARKED.replace("id = 2", "id = 1"), "commitment[1].id: 1 is the id of commitment[0] too"),
        ("2030-05-01.toml", MARKED.replace('["all"]', '"all"'), "commitment[0].actors: expected `array`, got `str`"),
        ("2030-05-01.toml", MARKED.replace('["dprk"]', '"dprk"'), "commitment[1].topics: expected `array`"),
        ("2030-05-01..2031-05-01.toml", PAIR.replace('"stronger"', '"firm"'), "link[0].change: invalid"),
        ("2030-05-01..2031-05-01.toml", PAIR.replace("earlier = [1]", 'earlier = "1"'), "link[0].earlier: expected"),
        ("2030-05-01..2031-05-01.toml", PAIR.replace("later =", "latter =", 1), "2031-05-01.toml: object missing"),
        (
            "2030-05-01..2031-05-01.toml",
            PAIR.replace("later = [1]", "later = [1, 999]"),
            "2030-05-01..2031-05-01.toml: link[0].later: no mark 999 in 2031-05-01.toml",
        ),
        ("2030-05-01.toml", "[[commitment]", "2030-05-01.toml: damaged TOML"),
    ],
)
def test_damaged_marks_are_named(run: Run, gold: Path, name: str, text: str, said: str) -> None:
    (gold / name).write_text(text, encoding="utf-8")
    assert said in run("evaluate", str(gold), code=2).stderr


def test_marks_that_lower_the_figures_by_themselves_are_told(run: Run, gold: Path) -> None:
    said = run("evaluate", str(gold)).stderr
    assert "commitment[" not in said.replace("2030-05-01.toml: commitment[2].text: not in the statement's text", "")
    (gold / "2030-05-01.toml").write_text(MARKED.replace('["defense"]', '["defence"]'), encoding="utf-8")
    said = run("evaluate", str(gold)).stderr
    assert "2030-05-01.toml: commitment[0].topics: no topic 'defence'; did you mean 'defense'?" in said


def test_a_name_that_no_file_has_is_refused(run: Run, gold: Path) -> None:
    said = run("evaluate", str(gold), "--only", "nosuch", code=2).stderr
    assert "no name holds 'nosuch'; there are 2030-05-01..2031-05-01, 2030-05-01, " in said


def test_an_empty_folder_is_refused(run: Run, tmp_path: Path) -> None:
    assert "no marked statement" in run("evaluate", str(tmp_path), code=2).stderr


def test_a_folder_that_is_not_there_is_refused(run: Run, gold: Path) -> None:
    for words in (["nowhere"], [str(gold), "--texts", "nowhere"]):
        assert run("evaluate", *words, code=2).stderr == "commitrack: nowhere: no such folder\n"


# ---------------------------------------------------------------- the measures themselves


def test_texts_are_compared_without_their_markup() -> None:
    assert fold("They [call](https://x.org/a) for **“peace”**\n\n  – <sup>1</sup>now") == 'They call for "peace" - 1now'


def test_equal_pieces_are_found_one_after_the_other() -> None:
    assert find_spans(["we will", "we will", "nothing", ""], "we will and we will") == [
        *(Span(0, 7), Span(12, 19), None, None)
    ]


def test_pieces_are_matched_one_to_one_from_half_of_their_characters_on() -> None:
    assert overlap(Span(0, 10), Span(5, 15)) == pytest.approx(1 / 3)
    assert match([Span(0, 10), Span(20, 30), None], [Span(20, 29), Span(0, 5), Span(0, 10)]) == {0: 2, 1: 0}
    assert match([Span(0, 10)], [Span(0, 4)]) == {}


def test_a_piece_stands_for_what_lies_in_it() -> None:
    assert cover([Span(0, 10), Span(10, 20)], [Span(0, 20), Span(30, 40), None]) == {0: {0, 1}}


def test_a_perfect_comparison_has_perfect_figures() -> None:
    marks = read_statement({"commitment": [row("a"), row("b")]}, "x")
    earlier, later = as_commitments("m", marks), as_commitments("n", marks)
    links = read_pair({"earlier": "m", "later": "n", "link": [{"earlier": [1], "later": [2], "change": "same"}]}, "x")
    entries = [
        Entry(status=Status.REAFFIRMED, change=Change.SAME, score=1, earlier=earlier[:1], later=later[1:], topics=()),
        Entry(status=Status.DROPPED, change=None, score=1, earlier=earlier[1:], later=(), topics=()),
        Entry(status=Status.ADDED, change=None, score=1, earlier=(), later=later[:1], topics=()),
    ]
    stands = ({"m/1": {1}, "m/2": {2}}, {"n/1": {1}, "n/2": {2}})
    score = score_diff(links.links, (marks, marks), entries, stands)
    assert (score.link_f1, score.status_f1, score.change, score.wrong, score.unlinked) == (1.0, 1.0, 1.0, (), ())
    worse = score_diff(links.links, (marks, marks), entries[1:], stands)
    assert (worse.link_f1, worse.change, [mark.id for _, mark in worse.unlinked]) == (0.0, 0.0, [1, 2])


COUNT = {"a": 1, "b": 2}


def row(text: str) -> dict[str, object]:
    return {"id": COUNT[text], "text": text, "act": Act.PLEDGE, "actors": ["all"], "topics": ["other"]}


def test_a_statement_without_marks_is_refused() -> None:
    with pytest.raises(CommitrackError, match="no \\[\\[commitment\\]\\]"):
        read_statement({}, "x.toml")


def test_a_marked_statement_that_the_ledger_lacks_points_to_its_text(run: Run, gold: Path) -> None:
    (gold / "2030-05-01.toml").rename(gold / "2029-01-01.toml")
    said = run("evaluate", str(gold), "--only", "2029", code=2).stderr
    assert "no statement '2029-01-01'" in said
    assert "--texts FOLDER" in said
