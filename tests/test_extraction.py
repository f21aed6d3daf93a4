"""Extraction by its tables of cases: boundaries, lists, acts, actors, what is left out, what a ledger teaches."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.support import ROOT, read_cases

from commitrack.errors import CommitrackError
from commitrack.extraction import extract
from commitrack.intake.work import measure
from commitrack.ledger import Ledger
from commitrack.lexicon import Lexicon, load_lexicon
from commitrack.lexicon.tables import check_row, read_table
from commitrack.lexicon.tokens import tokenize
from commitrack.lexicon.verbs import COLUMNS, load_verbs
from commitrack.model import Extraction, LedgerConfig, Omission
from commitrack.reading import read_document

DOCUMENTATION = ROOT / "docs" / "extraction.md"
PARTIES = ("United States", "Japan")


def read(case: dict[str, Any], lexicon: Lexicon | None = None) -> Extraction:
    document = read_document(case["text"].encode(), name="statement.md", parties=lexicon.parties if lexicon else None)
    parties = case.get("parties", PARTIES)
    return extract(document, meeting=date(2030, 5, 1), parties=parties, lexicon=lexicon)


@pytest.mark.parametrize("case", [*read_cases("extraction_boundaries"), *read_cases("extraction_lists")])
def test_boundaries(case: dict[str, Any]) -> None:
    assert [each.quote for each in read(case).commitments] == case["expected"], case["why"]


@pytest.mark.parametrize("case", read_cases("extraction_acts"))
def test_act(case: dict[str, Any]) -> None:
    [found] = read(case).commitments
    said = {"act": found.act, "force": found.force, "verb": found.verb}
    assert said | case["expected"] == said, case["why"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Japan will map the reef for all, and publish a chart of it.", ["will map", "will publish"]),
        ("Japan commits to map the reef for all and to publish a chart of it.", ["commit", "commit"]),
        ("We are to map the reef for all, and publish a chart of it.", ["be to map", "be to publish"]),
        ("We are determined to map the reef for all and to publish a chart of Suva.", ["be determined"] * 2),
        ("We are strengthening the rules in addition to opening the ports.", ["strengthen", "be opening"]),
        ("We are committed to helping Tonga at sea, mapping its reefs, and building piers.", ["be committed"] * 3),
        (
            "We are helping Tonga at sea, mapping its reefs, and training pilots.",
            ["be helping", "be mapping", "be training"],
        ),
        (
            "Japan will use its law, including:\n\n- helping Fiji train pilots, and helping Peru mark wrecks.",
            ["will use"] * 2,
        ),
    ],
)
def test_one_more_promise_is_named_by_what_promises_it(text: str, expected: list[str]) -> None:
    assert [each.verb for each in read({"text": text}).commitments] == expected


def test_what_is_to_come_is_named_by_what_will_be_done() -> None:
    text = "They met in May. They praised the crews. They welcomed the truce. They condemned the raid. "
    *_, last = read({"text": text + "A joint drill will be run in June."}).commitments
    assert last.verb == "will be run"


def test_an_aside_behind_and_tells_of_what_follows() -> None:
    first, second = read(
        {"text": "We will open a port and, where possible and by 2032, will publish charts."}
    ).commitments
    assert (first.force, first.due, second.force, second.due) == (4, None, 3, date(2032, 12, 31))


@pytest.mark.parametrize("case", read_cases("extraction_acts", "order"))
def test_force_rises(case: dict[str, Any]) -> None:
    forces = []
    for text in case["rising"]:
        [found] = read({"text": text}).commitments
        forces.append(found.force or 0)
    assert all(softer < firmer for softer, firmer in pairwise(forces)), (forces, case["why"])


TOLD = "The ministers met in Oslo. They condemned the raid. They welcomed plans for a pier. Both sides urged restraint."


@pytest.mark.parametrize("case", read_cases("extraction_reports"))
def test_reports(case: dict[str, Any]) -> None:
    found = read(case | {"text": f"{TOLD}\n\n{case['text']}"}).commitments[3:]
    assert [[str(each.act), each.quote] for each in found] == case["expected"], case["why"]


def test_a_statement_in_the_present_leaves_no_agent_out() -> None:
    told = "We condemn the raid. We welcome the plan for the pier. We urge restraint. The boats drew praise."
    assert len(read({"text": told}).commitments) == 3


def test_an_aside_does_not_hide_that_a_text_tells() -> None:
    told = "The ministers, in this regard, condemned the raid. They, however, liked tolls. We once again urged calm."
    assert read({"text": f"{told} The boats drew praise."}).commitments[-1].quote == "The boats drew praise"


def test_what_the_adjective_said_stands_in_is_no_report() -> None:
    terms = "The said plan stays. Of said parties none pays. The aid added strength. The money told its own tale."
    report = "The mayor said the port was small. He added that it leaked. The guild told reporters so."
    assert len(read({"text": f"{terms} The boats drew praise."}).commitments) == 0
    assert len(read({"text": f"{report} The boats drew praise."}).commitments) == 1


@pytest.mark.parametrize("case", read_cases("extraction_actors"))
def test_actors(case: dict[str, Any]) -> None:
    assert [list(each.actors) for each in read(case).commitments] == case["expected"], case["why"]


@pytest.mark.parametrize("case", read_cases("extraction_left_out"))
def test_left_out(case: dict[str, Any]) -> None:
    found = read(case)
    assert [each.quote for each in found.commitments] == [], case["why"]
    assert [each.reason for each in found.uncovered] == case["expected"], case["why"]


@pytest.mark.parametrize("case", read_cases("extraction_parts"))
def test_parts_of_covered_sentences(case: dict[str, Any]) -> None:
    found = read(case)
    assert found.commitments, case["why"]
    assert [[str(each.reason), each.text] for each in found.uncovered if each.part] == case["expected"], case["why"]


def test_a_part_is_no_sentence_left_out() -> None:
    found = read(
        {"text": "We met in Lima. The reef has recovered from the storm, and we will reopen it to fishing boats."}
    )
    assert [each.part for each in found.uncovered] == [False, True]
    coverage = measure(found)
    assert (coverage.sentences, coverage.left_out, coverage.parts) == (2, {Omission.MEETING: 1}, 1)


def test_coverage_counts_sentences() -> None:
    found = read({"text": "# Statement\n\nThe leaders met in Lima. They condemned the raid and called for talks."})
    assert (found.sentences, len(found.commitments), len(found.uncovered)) == (2, 2, 2)


# --- what a ledger's own commitrack.toml teaches


def taught(root: Path, config: str) -> Lexicon:
    (root / "commitrack.toml").write_text("schema = 1\n" + config, encoding="utf-8")
    return load_lexicon(Ledger(root).config)


def shown(found: Extraction, fields: list[str]) -> list[list[Any]]:
    values = [[getattr(each, field) for field in fields] for each in found.commitments]
    return [[list(value) if isinstance(value, tuple) else value for value in row] for row in values]


@pytest.mark.parametrize("case", read_cases("extraction_taught"))
def test_taught(case: dict[str, Any], tmp_path: Path) -> None:
    known = "the package knows this by now: teach words that it doesn't"
    assert shown(read(case), case["shows"]) == case["before"], known
    assert shown(read(case, taught(tmp_path, case["config"])), case["shows"]) == case["after"]


@pytest.mark.parametrize(
    ("config", "place"),
    [
        (
            LedgerConfig(verbs={"verb": [{"lemma": "champion", "force": 3}]}),
            "verbs.verb[0].act: pledge, affirm, support, urge or oppose is expected",
        ),
        (LedgerConfig(verbs={"verb": [{"act": "pledge", "force": 3}]}), "verbs.verb[0].lemma: a verb is expected"),
        (
            LedgerConfig(verbs={"verb": [{"lemma": "a", "act": "pledge", "force": 9}]}),
            "verbs.verb[0].force: a number from",
        ),
        (
            LedgerConfig(verbs={"verb": [{"lemma": "a", "act": "pledge", "force": 3, "ned": 1}]}),
            "verbs.verb[0].ned: unknown",
        ),
        (
            LedgerConfig(verbs={"verb": [{"lemma": "a", "act": "pledge", "force": 3, "needs": [["to"]]}]}),
            "verbs.verb[0].needs: a list of words is expected",
        ),
        (
            LedgerConfig(verbs={"verb": [{"lemma": "a", "act": "pledge", "force": 3, "speech": "loud"}]}),
            "verbs.verb[0].speech: vouch, stress, believe, grant or note is expected",
        ),
        (
            LedgerConfig(verbs={"verb": [{"lemma": "a", "act": "pledge", "force": 3, "fresh": "yes"}]}),
            "verbs.verb[0].fresh: true or false is expected",
        ),
        (
            LedgerConfig(verbs={"verb": [{"lemma": "a", "act": "pledge", "force": 3, "later": ["in mind"]}]}),
            "verbs.verb[0].later: a list of single words is expected",
        ),
        (
            LedgerConfig(verbs={"verb": [{"lemma": "a", "act": "pledge", "force": 3, "to": 0}]}),
            "verbs.verb[0].to: pledge, affirm",
        ),
        (
            LedgerConfig(verbs={"verb": [{"lemma": "Will", "act": "pledge", "force": 5}]}),
            "verbs.verb[0].lemma: what stands with this word is grammar",
        ),
        (LedgerConfig(verbs={"verb": "x"}), "verbs.verb: rows"),
        (LedgerConfig(verbs={"action": "x"}), "verbs.action: rows"),
        (
            LedgerConfig(verbs={"verb": [{"lemma": "a", "act": "vow", "force": 3}]}),
            "verbs.verb[0].act: pledge, affirm, support, urge or oppose is expected",
        ),
        (LedgerConfig(topics={"whales": {"decide": "whale"}}), "topics.whales.decide: unknown; known are"),
        (LedgerConfig(parties={"Ruritania": {"capital": "Strelsau"}}), "parties.Ruritania.capital: unknown; known are"),
        (LedgerConfig(aliases={"RUR": 3}), "aliases.RUR: the name of a party is expected"),
    ],
)
def test_a_wrong_table_is_reported_with_its_place(config: LedgerConfig, place: str) -> None:
    with pytest.raises(CommitrackError, match="^" + re.escape(f"commitrack.toml: {place}")):
        load_lexicon(config)


def test_the_package_s_own_verbs_have_the_shape_that_a_ledger_s_must_have() -> None:
    for number, row in enumerate(read_table("verbs")["verb"]):
        assert check_row(f"verb[{number}]", row, COLUMNS, needed=("lemma", "act", "force"))


# --- the documentation says what is so


def sections(name: str) -> str:
    """Return the part of the documentation under a heading."""
    return DOCUMENTATION.read_text(encoding="utf-8").split(f"\n## {name}\n")[1].split("\n## ")[0]


def quoted(markdown: str) -> str:
    """Return the words of a block quotation."""
    return " ".join(line.removeprefix("> ") for line in markdown.splitlines() if line.startswith("> "))


def test_documentation_shows_a_sentence_as_it_is_read() -> None:
    section = sections("One sentence, worked")
    text = quoted(section)
    tokens = tokenize(text)
    found = read({"text": text}).commitments
    lines = re.findall(r"^\| (\d+)–(\d+) \| (.+) \| (\w+) \| (\d) \| (.+) \|$", section, re.MULTILINE)
    assert [(each.quote, str(each.act), str(each.force), each.verb) for each in found] == [line[2:] for line in lines]
    for each, (first, last, *_) in zip(found, lines, strict=True):
        assert each.span == (tokens.starts[int(first)], tokens.ends[int(last)])
    assert str(found[0].due) in section
    assert all(f'"{each.text}"' in " ".join(section.split()) for each in found[1:])


def test_documentation_teaches(tmp_path: Path) -> None:
    examples = re.findall(r"```toml\n([^`]+)```\n\n> (.+)\n\n((?:→ .+\n)+)", sections("Teaching it"))
    assert len(examples) == 3
    for config, text, expected in examples:
        found = read({"text": text, "parties": ["Ruritania", "Japan"]}, taught(tmp_path, config)).commitments
        said = [f"{each.act} {each.force} {each.verb} · {each.actors[0]} · {each.topics[0]}" for each in found]
        assert said == re.findall(r"`(.+)`", expected)


def test_documentation_shows_a_pattern_of_the_package() -> None:
    [block] = re.findall(r"```toml\n(\[\[pattern\]\].*?)```", sections("Teaching it"), re.DOTALL)
    [shown_row] = tomllib.loads(block)["pattern"]
    assert any(row | shown_row == row for row in read_table("stances")["pattern"])


def test_documentation_ranks_as_the_tables_do() -> None:
    ranks = re.findall(r"^\| (\d) \| (.+) \|$", sections("Force"), re.MULTILINE)
    assert sorted(force for force, _ in ranks) == list("12345")
    for force, words in ranks:
        for verb in words.split(", "):
            if not verb.startswith(("will", "express")):
                assert {form.row.force for form in load_verbs().forms[verb.split()[0]] if form.row.lemma == verb} == {
                    int(force)
                }, verb


def test_a_party_of_the_statement_is_no_topic() -> None:
    text = "Both sides support the harbours of Israel."
    assert "middle-east" in read({"text": text, "parties": ["Norway", "Serbia"]}).commitments[0].topics
    assert "middle-east" not in read({"text": text, "parties": ["Israel", "Serbia"]}).commitments[0].topics


def test_a_party_that_a_topic_is_called_after_keeps_telling_it() -> None:
    text = "Both sides support the harbours of Ukraine."
    assert read({"text": text, "parties": ["Ukraine", "Serbia"]}).commitments[0].topics[0] == "ukraine"


def test_a_straight_quotation_mark_opens_behind_a_space_and_closes_behind_a_word() -> None:
    words = tokenize('"We will," he said ("again"), "open it." Both "agreed"').words
    assert [word for word in words if word in '“”"'] == [*"“”“”“”“”"]


def test_words_are_read_alike_however_their_hyphen_is_written() -> None:
    """A hyphen at which no line breaks is one, and that of co-operate and co-ordinate says nothing."""
    text = "Co-operate on long\u2011term plans, co\u2011ordinate, co-owned"
    assert tokenize(text).words == ["cooperate", "on", "long-term", "plans", ",", "coordinate", ",", "co-owned"]
