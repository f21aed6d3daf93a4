"""What is wrong in a ledger, each promise broken once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from commitrack.errors import CommitrackError
from commitrack.ledger import Ledger, init_ledger
from commitrack.ledger.check import check_ledger
from commitrack.model import Act, Commitment, Finding, Severity, Span, Statement

TEXT = "They will meet  again.\n\nThey will train together.\n\n" + "Long is the road. " * 40
Write = Callable[[str, str], None]


def read_text(data: bytes, name: str) -> str:
    """As reading does it."""
    if b"\0" in data:
        raise CommitrackError(f"{name} is no text")
    return data.decode()


def made(day: date, series: str) -> Statement:
    parts = {"act": Act.PLEDGE, "actors": ("all",)}
    meet = Commitment(id=f"{day}/1", quote="will meet again", span=Span(5, 21), topics=("institutions",), **parts)  # type: ignore[arg-type]
    train = Commitment(id=f"{day}/2", quote="will train together", span=Span(29, 48), topics=("defense",), **parts)  # type: ignore[arg-type]
    return Statement(id=day.isoformat(), date=day, title="Meeting", series=series, commitments=(meet, train))


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    ledger = init_ledger(tmp_path)
    for day in (date(2025, 4, 3), date(2025, 9, 22)):
        ledger.write(made(day, "three"), TEXT.encode())
    return ledger


def findings(ledger: Ledger, *, strict: bool = False) -> list[Finding]:
    return list(check_ledger(Ledger(ledger.root), strict=strict, read_text=read_text))


def change(ledger: Ledger, file: str, old: str, new: str) -> None:
    path = ledger.root / file
    before = path.read_text() if path.exists() else ""
    assert old in before
    path.write_text(before.replace(old, new, 1) if old else before + new)


def test_a_sound_ledger_has_no_findings(ledger: Ledger) -> None:
    assert findings(ledger) == []


NEW = "statements/2025-09-22.toml"
BROKEN = [
    ("commitrack.toml", "schema = 1", "schema = 9", "", "schema"),
    ("commitrack.toml", "schema = 1", "topics = 3", "topics", "type"),
    ("commitrack.toml", "schema = 1", "[", "", "toml"),
    (NEW, "schema = 1", "schema = 2", "schema", "schema"),
    (NEW, "[statement]", "[statement", "", "toml"),
    (NEW, 'act = "pledge"', 'act = "plege"', "commitment[0].act", "act"),
    (NEW, "date = 2025-09-22", "date = 2025-09-23", "statement.date", "date"),
    (NEW, "date = 2025-09-22", 'date = "2025-09-22"', "statement.date", "date"),
    (NEW, 'id = "2025-09-22"', 'id = "2025-09-23"', "statement.id", "file-name"),
    ("commitrack.toml", "schema = 1", 'series = "a,b"', "series", "series"),
    (NEW, 'series = "three"', 'series = "a,b"', "statement.series", "series"),
    (NEW, "2025-09-22/2", "2025-09-22/1", "commitment[1].id", "duplicate-id"),
    (NEW, "2025-09-22/2", "2025-04-03/2", "commitment[1].id", "foreign-id"),
    (NEW, "2025-09-22/2", "2025-09-22/a b", "commitment[1].id", "id"),
    (NEW, 'topics = ["defense"]', 'topics = ["other", "defence"]', "commitment[1].topics[1]", "topic"),
    (NEW, 'actors = ["all"]', "actors = []", "commitment[0].actors", "actors"),
    (NEW, 'topics = ["defense"]', "topics = []", "commitment[1].topics", "no-topic"),
    (NEW, "will meet again", "will never meet again", "commitment[0].quote", "quote"),
    (NEW, "span = [29, 48]", "span = [28, 47]", "commitment[1].span", "span"),
    (NEW, "span = [29, 48]", 'restates = "2025-09-22/3"', "commitment[1].restates", "restates"),
    (NEW, "sources/2025-09-22.txt", "sources/2025-09-23.txt", "statement.file", "source"),
    (NEW, "sources/2025-09-22.txt", "../2025-09-22.txt", "statement.file", "source"),
    ("sources/2025-09-22.txt", "Long", "Longer", "statement.sha256", "hash"),
    ("decisions.toml", "", "x = [", "", "toml"),
    ("commitrack.toml", "", "[topics.fisheries]\nphrases = 'fish'\n", "topics.fisheries.phrases", "taught"),
]


@pytest.mark.parametrize(("file", "old", "new", "place", "check"), BROKEN, ids=lambda value: str(value)[:30])
def test_a_broken_promise_is_found(ledger: Ledger, file: str, old: str, new: str, place: str, check: str) -> None:
    change(ledger, file, old, new)
    found = findings(ledger)
    assert check in [each.check for each in found if each.place == (place or each.place)]
    assert all(each.severity is Severity.ERROR and each.message for each in found)
    assert all(each.remedy for each in found if each.check not in ("toml", "type", "taught"))


def test_all_that_is_wrong_is_reported_by_file_and_place(ledger: Ledger) -> None:
    rows = [f'[[commitment]]\nid = "2025-09-22/{n}"\nact = "x"\n' for n in range(3, 13)]
    change(ledger, NEW, "", "\n".join(rows))
    change(ledger, "statements/2025-04-03.toml", "schema = 1", "schema = 0")
    found = [(each.file, each.place) for each in findings(ledger)]
    needed = ("act", "actors", "quote", "topics")
    assert found == [
        ("statements/2025-04-03.toml", "schema"),
        *((NEW, f"commitment[{number}].{key}") for number in range(2, 12) for key in needed),
    ]


def test_a_statement_without_a_commitment_is_empty(ledger: Ledger) -> None:
    ledger.write(replace(made(date(2025, 9, 22), "three"), commitments=()))
    assert [each.check for each in findings(ledger)] == ["empty"]


def test_a_source_that_is_no_text_is_reported(ledger: Ledger) -> None:
    ledger.write(ledger.read("2025-09-22"), b"\0")
    assert [(each.check, each.place) for each in findings(ledger)] == [("source", "statement.file")]


def test_a_name_that_cannot_be_an_id_is_reported(ledger: Ledger) -> None:
    (ledger.root / "statements/my notes.toml").write_text("")
    assert [(each.file, each.check) for each in findings(ledger)] == [("statements/my notes.toml", "name")]


@pytest.mark.parametrize("file", ["statements/2025-10-01.toml", "decisions.toml"])
def test_what_is_no_file_is_reported(ledger: Ledger, file: str) -> None:
    (ledger.root / file).mkdir()
    assert [(each.file, each.check) for each in findings(ledger)] == [(file, "file")]


def test_statements_kept_elsewhere_are_not_passed_over(
    ledger: Ledger, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "statements"
    (ledger.root / "statements").rename(elsewhere)
    (ledger.root / "statements").symlink_to(elsewhere)
    (found,) = findings(ledger)
    assert (found.file, found.check) == ("statements", "file")
    assert "leads out of the ledger" in found.message


def test_a_topic_of_the_ledger_s_own_is_known(ledger: Ledger) -> None:
    change(ledger, NEW, 'topics = ["defense"]', 'topics = ["fisheries"]')
    assert [each.check for each in findings(ledger)] == ["topic"]
    change(ledger, "commitrack.toml", "", "[topics.fisheries]\ntitle = 'Fisheries'\n")
    assert findings(ledger) == []


@pytest.mark.parametrize(
    ("table", "meant"),
    [
        ("[[verb]]\nlemma = 'greenlight'\n", "verbs"),
        ("[topic.fisheries]\ntitle = 'Fisheries'\n", "topics"),
        ("[alias]\nRUR = 'Ruritania'\n", "aliases"),
        ("[partys.Ruritania]\n", "parties"),
        ("[party.Ruritania]\n", "parties"),
    ],
)
def test_a_misspelt_table_of_the_settings_deserves_a_look(ledger: Ledger, table: str, meant: str) -> None:
    change(ledger, "commitrack.toml", "", table)
    (found,) = (each for each in findings(ledger, strict=True) if each.file == "commitrack.toml")
    assert (found.check, found.severity, found.remedy) == ("unknown-key", Severity.WARNING, f"did you mean '{meant}'?")
    assert findings(ledger) == []


def test_a_key_of_one_s_own_in_the_settings_is_left_alone(ledger: Ledger) -> None:
    change(ledger, "commitrack.toml", "", "colour = 'blue'\n[views]\nnewest_first = true\n")
    assert "commitrack.toml" not in [each.file for each in findings(ledger, strict=True)]


@pytest.mark.parametrize(
    ("name", "remedy"),
    [("Jappan", "did you mean 'Japan'?"), ("South Korea", "write 'Republic of Korea'"), ("Oz", "add your own under")],
)
def test_an_unknown_party_of_a_statement_deserves_a_look(ledger: Ledger, name: str, remedy: str) -> None:
    change(ledger, NEW, 'series = "three"', f'series = "three"\nparties = ["Australia", "{name}"]')
    (found,) = (each for each in findings(ledger, strict=True) if each.check == "unknown-party")
    assert (found.place, found.severity) == ("statement.parties[1]", Severity.WARNING)
    assert found.remedy.startswith(remedy)


def test_a_party_of_the_statement_or_the_ledger_s_own_is_known(ledger: Ledger) -> None:
    change(ledger, NEW, 'actors = ["all"]', 'actors = ["Atlantis"]')
    strict = [each for each in findings(ledger, strict=True) if each.check == "party"]
    assert [(each.place, each.severity) for each in strict] == [("commitment[0].actors[0]", Severity.WARNING)]
    change(ledger, "commitrack.toml", "", "[parties.Atlantis]\n")
    assert "party" not in [each.check for each in findings(ledger, strict=True)]
    change(ledger, "commitrack.toml", "[parties.Atlantis]\n", "")
    change(ledger, NEW, 'series = "three"', 'series = "three"\nparties = ["Atlantis"]')
    assert "party" not in [each.check for each in findings(ledger, strict=True)]


DECISIONS = [
    ("earlier = '2025-04-03/9'\nlater = '2025-09-22/1'", ["orphan"]),
    ("earlier = '2025-09-22/2'\nlater = '2025-04-03/1'", ["order"]),
    ("earlier = '2025-04-03/1'\nlater = '2025-09-22/1'", ["contradiction"]),
    ("earlier = '2025-09-22/1'\nlater = '2025-04-03/1'", ["contradiction", "order"]),
    ("earlier = '2025-04-03/1'", ["missing"]),
    ("earlier = '2025-04-03/1'\nlater = '2025-04-03/2'", ["one-statement"]),
    ("earlier = '2025-04-03/1'\nlater = '2025-04-03/1'", ["one-statement"]),
]


@pytest.mark.parametrize(("pair", "checks"), DECISIONS)
def test_decisions_are_held_against_the_ledger_and_each_other(ledger: Ledger, pair: str, checks: list[str]) -> None:
    first = "[[decision]]\nearlier = '2025-04-03/1'\nlater = '2025-09-22/1'\nverdict = 'different'\n"
    change(ledger, "decisions.toml", "", f"{first}[[decision]]\n{pair}\nverdict = 'same'\n")
    found = findings(ledger)
    assert sorted(each.check for each in found) == checks
    assert {each.place.partition(".")[0] for each in found} == {"decision[1]"}


def test_a_change_of_what_is_different_is_found(ledger: Ledger) -> None:
    pair = "earlier = '2025-04-03/1'\nlater = '2025-09-22/1'"
    change(ledger, "decisions.toml", "", f"[[decision]]\n{pair}\nverdict = 'different'\nchange = 'weaker'\n")
    assert [(each.place, each.check) for each in findings(ledger)] == [("decision[0].change", "no-change")]


STRICT = [
    (NEW, 'topics = ["defense"]', 'topics = ["defense", "defense"]', "topic-twice"),
    (NEW, 'topics = ["defense"]', 'topics = ["defense", "institutions", "defense", "defense"]', "many-topics"),
    (NEW, "span = [29, 48]", "due = 2024-01-01", "due"),
    (NEW, "span = [29, 48]", "note_ = 'x'", "unknown-key"),
    (NEW, 'actors = ["all"]', 'actors = ["all", "Jpan"]', "party"),
    (NEW, 'actors = ["all"]', 'actors = ["ROK"]', "party"),
    (NEW, 'file = "sources/2025-09-22.txt"', "", "no-source"),
    (NEW, "sha256 =", "hash =", "no-hash"),
    ("sources/2025-10-01.txt", "", "x", "unused"),
    ("commitrack.toml", "schema = 1", 'series = "(draft) talks"', "series"),
    (NEW, 'series = "three"', 'series = "three/four"', "series"),
]


@pytest.mark.parametrize(("file", "old", "new", "check"), STRICT, ids=lambda value: str(value)[:30])
def test_what_deserves_a_look_is_only_said_on_request(
    ledger: Ledger, file: str, old: str, new: str, check: str
) -> None:
    change(ledger, file, old, new)
    assert findings(ledger) == []
    found = [each for each in findings(ledger, strict=True) if each.check == check]
    assert len(found) == 1
    assert found[0].severity is Severity.WARNING


def test_a_long_commitment_a_gap_and_two_meetings_a_day_deserve_a_look(ledger: Ledger) -> None:
    assert [each.check for each in findings(ledger, strict=True)] == ["gap", "gap", "twin"]
    row = Commitment(id="x/1", quote="Long is the road. " * 40, act=Act.AFFIRM, actors=("all",), topics=("defense",))
    day = date(2025, 9, 22)
    twin = replace(made(day, "three"), id="2025-09-22-x", commitments=(replace(row, id="2025-09-22-x/1"),))
    ledger.write(twin, TEXT.encode())
    found = [each.check for each in findings(ledger, strict=True) if each.file == "statements/2025-09-22-x.toml"]
    assert sorted(found) == ["gap", "long", "series-order"]


def test_names_that_differ_in_case_alone_deserve_a_look(ledger: Ledger) -> None:
    for name in ("2025-10-01-Quad", "2025-10-01-quad"):
        row = Commitment(id=f"{name}/1", quote="will meet again", act=Act.AFFIRM, actors=("all",), topics=("other",))
        ledger.write(Statement(id=name, date=date(2025, 10, 1), commitments=(row,)), TEXT.encode())
    found = [each for each in findings(ledger, strict=True) if each.check == "case"]
    assert [each.file for each in found] == ["statements/2025-10-01-quad.toml"]
    assert "2025-10-01-Quad" in found[0].message
    assert findings(ledger) == []


def test_one_text_added_twice_deserves_a_look(ledger: Ledger) -> None:
    twin = [each for each in findings(ledger, strict=True) if each.check == "twin"]
    assert [(each.file, each.severity, each.message.split()[0]) for each in twin] == [
        (NEW, Severity.WARNING, "2025-04-03")
    ]
    change(ledger, NEW, "will meet again", "They will meet")
    assert "twin" not in [each.check for each in findings(ledger, strict=True)]
