"""Operative phrases: the tables hold what they say, and the reader knows each row by its own example."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from commitrack.extraction import extract
from commitrack.extraction.auxiliaries import PhraseReader
from commitrack.extraction.phrases import Phrase
from commitrack.lexicon.headers import STANDS_FOR as HEADER_WORDS
from commitrack.lexicon.headers import Headers
from commitrack.lexicon.pages import Pages
from commitrack.lexicon.register import Register
from commitrack.lexicon.tables import join_rows, read_table
from commitrack.lexicon.tokens import tokenize
from commitrack.lexicon.verbs import BASE, ING, PARTICIPLE, PAST, THIRD, inflect, load_verbs
from commitrack.model import Act, Commitment
from commitrack.reading import read_document

VERBS = load_verbs()
VERB_ROWS: list[dict[str, Any]] = read_table("verbs")["verb"]
STANCES = read_table("stances")
STANDS_FOR = {
    "houses": "Bergen",
    "instruments": "Agreement|Arrangement|Framework|MOU|Memorandum",
    "what": "cookies?|newsletter",
    "box": "banner",
    **HEADER_WORDS,
}
TABLES = {"register": Register, "headers": Headers, "pages": Pages}
EXPRESSIONS = [row for name in TABLES for kind in read_table(name).values() for row in kind if isinstance(row, dict)]


def phrase_at(text: str, word: str) -> Phrase | None:
    """Read the phrase that starts at the first token equal to `word`."""
    tokens = tokenize(text)
    return PhraseReader(VERBS).read(tokens, tokens.words.index(word))


def only_commitment(text: str) -> Commitment:
    document = read_document(text.encode())
    [found] = extract(document, meeting=date(2030, 5, 1), parties=("United States", "Japan")).commitments
    return found


def named(rows: Iterable[dict[str, Any]], key: str) -> list[Any]:
    return [pytest.param(row, id=row[key]) for row in rows]


# --- the tables


def test_every_verb_is_known_in_each_of_its_forms() -> None:
    for row in VERB_ROWS:
        irregular = {key: row[key] for key in ("double", "past", "participle") if key in row}
        forms = inflect(row["lemma"].split()[0], **irregular)
        for name, word in forms.items():
            known = PAST if name == PARTICIPLE and word == forms[PAST] else name
            assert (row["lemma"], known) in [(form.row.lemma, form.form) for form in VERBS.forms[word]]
        assert row["force"] in range(1, 6)
        assert Act(row["act"])


def test_no_verb_stands_in_the_table_twice() -> None:
    lemmas = [row["lemma"] for row in VERB_ROWS]
    assert sorted(set(lemmas)) == sorted(lemmas)


def test_no_stance_word_stands_in_two_groups() -> None:
    for table in (STANCES["noun"], STANCES["adjective"]):
        words = [word for name, group in table.items() if name != "weak" for word in group["words"].split()]
        assert sorted(set(words)) == sorted(words)
    assert set(STANCES["noun"]["weak"]["words"].split()) <= set(VERBS.nouns)


@pytest.mark.parametrize("row", named(STANCES["pattern"], "name"))
def test_every_pattern_reads_its_own_example(row: dict[str, Any]) -> None:
    found = only_commitment(row["example"] + ".")
    assert (found.act, found.force, found.quote) == (row["act"], row["force"], row["example"])


@pytest.mark.parametrize("row", named(STANCES["report"], "name"))
def test_every_report_reads_its_own_example(row: dict[str, Any]) -> None:
    told = "They condemned the raid. They welcomed the plan. They urged restraint. " + row["example"] + "."
    found = extract(read_document(told.encode()), meeting=date(2030, 5, 1), parties=("United States", "Japan"))
    last = found.commitments[3]
    assert (last.act, last.force, last.quote) == (row["act"], row["force"], row["example"])


@pytest.mark.parametrize("row", named(EXPRESSIONS, "name"))
def test_every_expression_of_a_table_reads_its_own_example(row: dict[str, Any]) -> None:
    assert join_rows([row], STANDS_FOR).search(row["example"])


@pytest.mark.parametrize("name", TABLES)
def test_every_row_of_a_table_is_read(name: str) -> None:
    table = read_table(name)
    ingredients = {"register": {"houses", "instruments"}, "pages": {"what", "box"}}.get(name, set())
    assert set(table) - ingredients == set(TABLES[name].__struct_fields__)


@pytest.mark.parametrize("row", named(STANCES["clause"], "name"))
def test_every_clause_rule_decides_its_own_example(row: dict[str, Any]) -> None:
    verb = "" if "lemmas" in row else "reaffirmed "
    found = only_commitment(f"They {verb}{row['example']}.")
    assert (found.act, found.force) == (row["act"], row["force"])


def test_every_verb_that_a_clause_rule_names_has_a_row_that_asks_for_it() -> None:
    asking = {row["lemma"] for row in VERB_ROWS if row["act"] in ("pledge", "affirm")}
    assert {lemma for row in STANCES["clause"] for lemma in row.get("lemmas", ())} <= asking


@pytest.mark.parametrize(
    ("verb", "known", "expected"),
    [
        ("build", {}, ["build", "builds", "builded", "builded", "building"]),
        ("agree", {}, ["agree", "agrees", "agreed", "agreed", "agreeing"]),
        ("urge", {}, ["urge", "urges", "urged", "urged", "urging"]),
        ("deny", {}, ["deny", "denies", "denied", "denied", "denying"]),
        ("convey", {}, ["convey", "conveys", "conveyed", "conveyed", "conveying"]),
        ("press", {}, ["press", "presses", "pressed", "pressed", "pressing"]),
        ("commit", {"double": True}, ["commit", "commits", "committed", "committed", "committing"]),
        (
            "undertake",
            {"past": "undertook", "participle": "undertaken"},
            ["undertake", "undertakes", "undertook", "undertaken", "undertaking"],
        ),
        ("set", {"double": True, "past": "set"}, ["set", "sets", "set", "set", "setting"]),
    ],
)
def test_verbs_are_inflected(verb: str, known: dict[str, Any], expected: list[str]) -> None:
    forms = inflect(verb, **known)
    assert [forms[name] for name in (BASE, THIRD, PAST, PARTICIPLE, ING)] == expected


# --- the reader


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("we will build a pier", "will", ("will build", Act.PLEDGE, "modal")),
        ("we will continue to map the reef", "will", ("will map", Act.PLEDGE, "modal")),
        ("we will continue to oppose tolls", "will", ("oppose", Act.OPPOSE, "modal")),
        ("we will never tolerate tolls", "will", ("will not tolerate", Act.OPPOSE, "modal")),
        ("we are committed to peace", "are", ("be committed", Act.PLEDGE, "present")),
        ("they were deeply concerned by it", "were", ("be concerned", Act.OPPOSE, "past")),
        ("we remain united in our support for it", "remain", ("be united", Act.SUPPORT, "present")),
        ("we are united in our opposition to it", "are", ("be united", Act.OPPOSE, "present")),
        ("we are of the view that it helps", "are", ("be of the view", Act.AFFIRM, "present")),
        ("we have decided to build a pier", "have", ("decide", Act.PLEDGE, "past")),
        ("they took this opportunity to condemn it", "took", ("condemn", Act.OPPOSE, "past")),
        ("they continue to urge calm", "continue", ("urge", Act.URGE, "present")),
        ("they continue to dig", "continue", ("continue to dig", Act.PLEDGE, "present")),
        ("reaffirming their support for it", "reaffirming", ("reaffirm support", Act.SUPPORT, "ing")),
        ("they strongly condemn it", "condemn", ("condemn", Act.OPPOSE, "present")),
        ("they expressed grave concern about it", "expressed", ("express concern", Act.OPPOSE, "past")),
        ("they encouraged Russia to sign", "encouraged", ("encourage", Act.URGE, "past")),
        ("they encouraged a peaceful outcome", "encouraged", ("encourage", Act.SUPPORT, "past")),
        ("they asked their ministers to report", "asked", ("ask", Act.PLEDGE, "past")),
        ("they reiterated that they will act", "reiterated", ("reiterate", Act.PLEDGE, "past")),
        ("they resolved that it must end", "resolved", ("resolve", Act.URGE, "past")),
        ("they stood firmly against it", "stood", ("stand against", Act.OPPOSE, "past")),
    ],
)
def test_phrase(text: str, word: str, expected: tuple[str, Act, str]) -> None:
    found = phrase_at(text, word)
    assert found is not None
    assert (found.verb, found.act, found.form) == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("they have delivered the ships", "have"),
        ("the road is long", "is"),
        ("they are facing a drought", "are"),
        ("the sides will", "will"),
        ("will we act", "will"),
        ("they stated a fact", "stated"),
        ("they expressed thanks", "expressed"),
        ("the pier stands in the bay", "stands"),
        ("support was strong", "support"),
    ],
)
def test_no_phrase(text: str, word: str) -> None:
    assert phrase_at(text, word) is None


def test_what_may_follow_a_phrase_is_told() -> None:
    assert (promise := phrase_at("we will build it", "will"))
    assert (promise.promises, promise.gerunds, promise.quoting) == (True, False, False)
    assert (committed := phrase_at("we are committed to building it", "are"))
    assert (committed.promises, committed.gerunds) == (True, True)
    assert (noted := phrase_at("they noted that it rains", "noted"))
    assert noted.quoting
    assert (launched := phrase_at("they launched a fund", "launched"))
    assert launched.deed
