"""The codec: tables to records and back."""

from __future__ import annotations

from datetime import date

import pytest
from tests.support import CASES, ROOT, read_cases

from commitrack.errors import RecordError
from commitrack.ledger.ids import id_of_day, statement_id, with_ids
from commitrack.ledger.records import SCHEMA, decode_config, decode_decisions, dumps, encode_config, loads, strict
from commitrack.ledger.toml import has_comments, parse, render
from commitrack.model import Act, Commitment, LedgerConfig, Span, Statement, Verdict

FILE = "statements/2025-09-22.toml"
STORED = (CASES / "ledger_schema1.toml").read_bytes()
SMALL = """
[statement]
[[commitment]]
id = "2025-09-22/1"
quote = "will meet again"
act = "pledge"
actors = ["all"]
topics = ["institutions"]
"""


@pytest.mark.parametrize("case", read_cases("ledger_broken"))
def test_a_mistake_is_named_with_its_place(case: dict[str, str]) -> None:
    with pytest.raises(RecordError) as caught:
        loads(case["text"].encode(), FILE)
    assert str(caught.value).startswith(f"{FILE}: ")
    assert case["says"] in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_key_that_is_rightly_there_is_meant_for_no_other() -> None:
    with pytest.raises(RecordError) as caught:
        loads(SMALL.replace('act = "pledge"\n', "").encode(), FILE)
    assert str(caught.value) == f"{FILE}: commitment[0].act: is missing"


def test_the_first_version_of_the_format_is_read() -> None:
    statement = loads(STORED, FILE)
    first, second = statement.commitments
    assert (statement.id, statement.date, statement.series) == ("2025-09-22", date(2025, 9, 22), "three-coasts")
    assert (first.act, first.force, first.span, first.due) == (Act.PLEDGE, 5, Span(1204, 1258), date(2026, 12, 31))
    assert first.reviewed
    assert first.extra == {"checked_by": "a desk officer"}
    assert (second.text, second.topics, second.force) == (second.quote, (), None)
    assert statement.extra["desk"] == "Asia"
    assert statement.beside == {"archive": {"box": 7}}


def test_the_first_version_of_the_format_is_written_to_the_byte() -> None:
    assert SCHEMA == 1
    assert dumps(loads(STORED, FILE)).encode() == STORED


def test_what_may_be_missing_has_its_default() -> None:
    statement = loads(SMALL.encode(), FILE)
    only = statement.commitments[0]
    assert (statement.id, statement.date) == ("2025-09-22", date(2025, 9, 22))
    assert (only.text, only.span, only.verb, only.reviewed) == ("will meet again", None, "", False)


@pytest.mark.parametrize(
    "text",
    [
        SMALL.replace("\n", "\r\n"),
        "\ufeff" + SMALL,
        SMALL.replace('"', "'"),
        SMALL.replace('"will meet again"', '"""\\\n   will meet again"""'),
        SMALL.replace("[[commitment]]", "[[ commitment ]] # the only one"),
        'statement = {}\ncommitment = [{topics = ["institutions"], actors = ["all"], act = "pledge", '
        'quote = "will meet again", id = "2025-09-22/1"}]',
    ],
)
def test_any_valid_toml_is_read(text: str) -> None:
    assert loads(text.encode(), FILE) == loads(SMALL.encode(), FILE)


def test_bytes_that_are_not_utf8_are_refused_with_their_line() -> None:
    with pytest.raises(RecordError, match=r"line 3 is not UTF-8"):
        loads(b"schema = 1\n\ntitle = '\xe9'", FILE)


@pytest.mark.parametrize(
    "hostile", ["a = " + "[" * 20_000, "a = " + "9" * 5_000, "a = {b = " * 5_000, "\x00", "a.b" * 9]
)
def test_hostile_toml_is_damaged_toml(hostile: str) -> None:
    with pytest.raises(RecordError, match="damaged TOML"):
        loads(hostile.encode(), FILE)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("a = 1", False),
        ("a = 1 # one", True),
        ('a = "# none"', False),
        ("a = '# none'", False),
        ('a = """\n# none "" \\""" # none\n""""', False),
        ('a = "\\"" # one', True),
        ("a = '''\n# none\n'''", False),
        ("# one", True),
    ],
)
def test_comments_are_told_from_signs_in_texts(text: str, answer: bool) -> None:
    assert has_comments(text) is answer


def test_the_configuration_keeps_what_is_not_known() -> None:
    text = 'schema = 1\nname = "Desk"\ncolour = "blue"\n\n[aliases]\nROK = "Republic of Korea"\n'
    config = strict(decode_config, parse(text.encode(), "commitrack.toml"), "commitrack.toml")
    assert config == LedgerConfig(name="Desk", aliases={"ROK": "Republic of Korea"}, extra={"colour": "blue"})
    assert render(encode_config(config)) == text


def test_decisions_are_read() -> None:
    text = '[[decision]]\nearlier = "a/1"\nlater = "b/2"\nverdict = "different"\nby = "me"\n'
    (decision,) = strict(decode_decisions, parse(text.encode(), "decisions.toml"), "decisions.toml")
    assert (decision.verdict, decision.extra) == (Verdict.DIFFERENT, {"by": "me"})


def test_ids_follow_from_the_words_and_survive_their_order() -> None:
    def made(*quotes: str) -> Statement:
        parts = {"act": Act.PLEDGE, "actors": ("all",), "topics": ("other",)}
        numbered = [Commitment(id=str(n), quote=quote, **parts) for n, quote in enumerate(quotes, 1)]  # type: ignore[arg-type]
        return with_ids(Statement(id="2025-09-22", date=date(2025, 9, 22), commitments=tuple(numbered)))

    there = [each.id for each in made("will meet", "will train").commitments]
    back = [each.id for each in made("Will  train", "will meet", "will\nmeet").commitments]
    assert back == [there[1], there[0], f"{there[0]}-2"]
    assert there[0].startswith("2025-09-22/")
    assert len(there[0]) == len("2025-09-22/3f2a")


def test_a_restatement_follows_its_commitment_to_the_lasting_id() -> None:
    said = Commitment(id="1", quote="will meet", act=Act.PLEDGE, actors=("all",), topics=())
    again = Commitment(id="2", quote="shall meet", act=Act.PLEDGE, actors=("all",), topics=(), restates="1")
    first, second = with_ids(Statement(id="x", date=date(2025, 9, 22), commitments=(said, again))).commitments
    assert second.restates == first.id


@pytest.mark.parametrize(
    ("title", "taken", "expected"),
    [
        ("Anything", set(), "2025-09-22"),
        ("Joint Statement of the Quad Foreign Ministers", {"2025-09-22"}, "2025-09-22-quad-foreign-ministers"),
        ("Déclaration — Élysée, September 22, 2025", {"2025-09-22"}, "2025-09-22-declaration-elysee"),
        ("../../etc/passwd", {"2025-09-22"}, "2025-09-22-etc-passwd"),
        ("日米韓", {"2025-09-22"}, "2025-09-22-2"),
        ("", {"2025-09-22", "2025-09-22-2"}, "2025-09-22-3"),
        ("Quad", {"2025-09-22", "2025-09-22-quad"}, "2025-09-22-quad-2"),
        ("QUAD", {"2025-09-22", "2025-09-22-quad", "2025-09-22-quad-2"}, "2025-09-22-quad-3"),
    ],
)
def test_a_statement_is_named_by_its_day_and_then_its_title(title: str, taken: set[str], expected: str) -> None:
    assert statement_id(date(2025, 9, 22), title, taken) == expected


@pytest.mark.parametrize(
    ("name", "title", "expected"),
    [
        ("2026-01-05", "Quad", "2026-02-01"),
        ("2026-01-05-quad", "Quad", "2026-02-01"),
        ("2026-01-05-quad-2", "Quad", "2026-02-01"),
        ("2026-01-05-2", "", "2026-02-01"),
        ("2026-01-05-2", "日米韓", "2026-02-01"),
        ("2026-01-05-2", "Named later", "2026-02-01"),
        ("2026-01-05-annex", "Quad", "2026-02-01-annex"),
        ("2026-01-05-quadrant", "Quad", "2026-02-01-quadrant"),
        ("2026-01-05-annex-2", "", "2026-02-01-annex-2"),
        ("summit", "", "summit"),
    ],
)
def test_of_another_day_a_name_keeps_what_a_person_made_of_it(name: str, title: str, expected: str) -> None:
    """What the program added because the old day was taken means nothing on a day that is free."""
    statement = Statement(id=name, date=date(2026, 1, 5), title=title)
    assert id_of_day(statement, date(2026, 2, 1), title, {"2026-01-05"}) == expected


DOCS = (ROOT / "docs" / "ledger.md").read_text(encoding="utf-8")


def test_the_documented_examples_are_read() -> None:
    statement, decisions, config = (block.partition("```")[0].encode() for block in DOCS.split("```toml")[1:])
    assert loads(statement, FILE).commitments[0].act is Act.PLEDGE
    assert strict(decode_decisions, parse(decisions, ""), "")[0].verdict is Verdict.SAME
    assert strict(decode_config, parse(config, ""), "").series == "three-coasts"


@pytest.mark.parametrize("kind", [Statement, Commitment])
def test_every_key_is_documented(kind: type[Statement] | type[Commitment]) -> None:
    keys = set(kind.__struct_fields__) - {"extra", "beside", "commitments"}
    assert {key for key in keys if f"`{key}`" not in DOCS} == set()
