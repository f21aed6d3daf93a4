"""Ledgers that somebody else damaged: told with the place, and left alone."""

# ruff: noqa: E501  # the rows of tables

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.hostile import STATEMENT, judge, make_folder, run
from tests.support import files_of


@dataclass(frozen=True)
class Damage:
    """Files written into a ledger by somebody else, and what a command makes of them."""

    name: str
    files: dict[str, str | bytes]
    words: str
    code: int
    says: str

    def request(self) -> list[str]:
        """The words of the command."""
        return [*self.words.split(), *(["--date", "2030-07-01"] if "text.md" in self.words else [])]


def harm(damage: Damage, root: Path) -> Path:
    """Write the files of a damage into a ledger, and beside it a text that can be added."""
    for name, data in damage.files.items():
        (root / name).write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    (root.parent / "text.md").write_text("The ministers will meet.\n2030-07-01", encoding="utf-8")
    return root


def changed(old: str, new: str) -> dict[str, str | bytes]:
    """The ledger's statement with something else in it."""
    assert old in STATEMENT
    return {"statements/2030-05-01.toml": STATEMENT.replace(old, new)}


QUOTE = 'quote = "will open a ferry line"'
ACTION = 'act = "pledge"'
DAY = "date = 2030-05-01"
LONG = "".join(map(str, range(12_000)))
DAMAGES = (
    # a statement's file
    Damage("TOML that breaks off", changed(QUOTE, 'quote = "will'), "list", 2, "statements/2030-05-01.toml: damaged TOML"),
    Damage("TOML that breaks off, checked", changed(QUOTE, 'quote = "will'), "check", 1, "damaged TOML"),
    Damage("a binary file", {"statements/2030-05-01.toml": bytes(range(256))}, "list", 2, "not UTF-8"),
    Damage("UTF-16", {"statements/2030-05-01.toml": STATEMENT.encode("utf-16")}, "list", 2, "not UTF-8"),
    Damage("NUL bytes", changed("open", "op\0en"), "list", 2, "damaged TOML"),
    Damage("lone surrogates", changed("open", "\\uD800"), "list", 2, "damaged TOML"),
    Damage("an empty file", {"statements/2030-05-01.toml": ""}, "list", 2, "[statement]"),
    Damage("arrays in arrays", changed(ACTION, f"act = {'[' * 50_000}"), "list", 2, "nested too deep"),
    Damage("tables in tables", {"statements/2030-05-01.toml": f"[{'a.' * 20_000}a]"}, "list", 2, ""),
    Damage("a number of 50,000 digits", changed(ACTION, f"force = {'9' * 50_000}"), "list", 2, "damaged TOML"),
    Damage("a key twice", changed(ACTION, f"{ACTION}\n{ACTION}"), "list", 2, "damaged TOML"),
    Damage("20 MB on one line", changed("open", "open " * 4_000_000), "statements", 0, "2030-05-01"),
    Damage("a newer format", changed("schema = 1", "schema = 2"), "list", 2, "upgrade it: pip install --upgrade"),
    Damage("a newer format, checked", changed("schema = 1", "schema = 2"), "check", 1, "upgrade it"),
    Damage("a newer format, written to", changed("schema = 1", "schema = 2"), "set aa01 note=x", 2, "upgrade it"),
    Damage("no version of the format", changed("schema = 1", "schema = 'new'"), "list", 2, "no version of the format"),
    Damage("a huge version", changed("schema = 1", f"schema = {'9' * 400}"), "list", 2, "is newer"),
    Damage("a day in quotes", changed(DAY, 'date = "2030-05-01"'), "list", 2, "statement.date"),
    Damage("a day that does not exist", changed(DAY, "date = 2030-02-31"), "list", 2, "damaged TOML"),
    Damage("another day than the name's", changed(DAY, "date = 1999-01-01"), "check", 1, "statement.date"),
    Damage("an unknown act", changed(ACTION, 'act = "plegde"'), "list", 2, "did you mean 'pledge'?"),
    Damage("an unknown topic", changed('["infrastructure"]', '["infrastrcture"]'), "check", 1, "'infrastructure'?"),
    Damage("topics that are no list", changed('["infrastructure"]', '"infrastructure"'), "list", 2, "topics"),
    Damage("a span out of the text", changed(ACTION, f"{ACTION}\nspan = [5, {10**18}]"), "check", 1, "span"),
    Damage("a span beyond all numbers", changed(ACTION, f"{ACTION}\nspan = [5, {10**300}]"), "show aa01", 0, "ferry"),
    Damage("a span that goes back", changed(ACTION, f"{ACTION}\nspan = [9, 5]"), "list", 2, "no range"),
    Damage("a quote that is not there", changed("ferry line", "railway"), "check", 1, "not in the text"),
    Damage("an id that leads out", changed('"2030-05-01/aa01"', '"../../x"'), "check", 1, "is no id"),
    Damage("an id of another statement", changed('"2030-05-01/aa01"', '"2031-01-01/aa01"'), "check", 1, "foreign-id"),
    Damage("the same id twice", changed("[[commitment]]", STATEMENT[STATEMENT.index("[[") :] + "[[commitment]]"), "check", 1, "duplicate-id"),
    Damage("UTF-16, an id in it", {"statements/2030-05-01.toml": STATEMENT.encode("utf-16")}, "show 2030-05-01/aa01", 2, "statements/2030-05-01.toml: line 1 is not UTF-8"),
    Damage("UTF-16, the end of an id in it", {"statements/2030-05-01.toml": STATEMENT.encode("utf-16")}, "show aa01", 2, "no commitment 'aa01' in the ledger; statements/2030-05-01.toml: line 1 is not UTF-8"),
    Damage("carriage returns alone, an id among them", {"statements/2030-05-01.toml": STATEMENT.replace("\n", "\r")}, "show 2030-05-01/aa01", 2, "statements/2030-05-01.toml: damaged TOML"),
    Damage("noise, an id in it", {"statements/2030-05-01.toml": bytes(range(256))}, "set 2030-05-01/aa01 note=x", 2, "statements/2030-05-01.toml: line 2 is not UTF-8"),
    Damage("an id like an escape", changed('"2030-05-01/aa01"', '"2030-05-01/\\u001b[2J"'), "list", 0, "ferry"),
    Damage("what is said again has a long name", changed(ACTION, f'{ACTION}\nrestates = "{LONG}"'), "check", 1, "no other commitment"),
    Damage("a statement without words", changed(STATEMENT[STATEMENT.index("[[") :], ""), "check", 1, "empty"),
    Damage("a statement that names itself otherwise", changed('id = "2030-05-01"\n', 'id = "../x"\n'), "list", 2, "not the file's name"),
    Damage("a file's name that is no id", {"statements/a b;rm.toml": STATEMENT}, "check", 1, "name"),
    # sources
    Damage("a source outside", changed("sources/2030-05-01.md", "../../secret"), "check", 1, "leads out of the ledger"),
    Damage("a source at the root", changed("sources/2030-05-01.md", "/etc/passwd"), "check", 1, "leads out"),
    Damage("a source that is a device", changed("sources/2030-05-01.md", "/dev/zero"), "check", 1, "leads out"),
    Damage("a source that is gone", changed("sources/2030-05-01.md", "sources/gone.md"), "check", 1, "is not there"),
    Damage("a source that is no text", {"sources/2030-05-01.md": b"\x89PNG\0"}, "check", 1, "a picture"),
    Damage("a source that has changed", {**changed(ACTION, ACTION), "sources/2030-05-01.md": "Other words."}, "check", 1, "not in the text"),
    # what a reader or a spreadsheet would run
    Damage("escapes in a quote", changed("open", "\\u001b[31m \\u009b2J \\u202e"), "list", 0, "\\x1b[31m"),
    Damage("escapes in a title", changed("two", "\\u001b]0;x\\u0007"), "statements", 0, "\\x1b]0;x"),
    Damage("a formula, for spreadsheets", changed("will open", "=cmd|'/C calc'!A0"), "list --format csv", 0, "'=cmd"),
    Damage("a formula behind a blank", changed("will open", "  @SUM(1)"), "list --format csv", 0, "' @SUM"),
    Damage("a formula in a title", changed("Ministers", "+1+1"), "statements --format csv", 0, "'+1+1"),
    Damage("markup, for markdown", changed("open", "<img onerror=x>|`*"), "list --format markdown", 0, "\\<img"),
    Damage("markup, for JSON", changed("open", "\\u001b</script>\\u2028"), "list --format json", 0, "\\u001b"),
    Damage("markup, for TOML", changed("open", "\\u001b\\u202e"), "list --format toml", 0, "\\U0000202e"),
    # settings and decisions
    Damage("damaged settings", {"commitrack.toml": "schema = "}, "add text.md", 2, "commitrack.toml: damaged TOML"),
    Damage("newer settings", {"commitrack.toml": "schema = 7"}, "add text.md", 2, "upgrade it"),
    Damage("settings that are lists", {"commitrack.toml": "verbs = [1]\ntopics = 3"}, "add text.md", 2, "expected a table"),
    Damage("a series that nobody can name", {"commitrack.toml": "series = 'a,b'"}, "add text.md", 2, "commitrack.toml: series: 'a,b' is no name for a series: it begins with"),
    Damage("a topic without words", {"commitrack.toml": "[topics.x]\nphrases = 7"}, "add text.md", 2, "commitrack.toml: topics.x.phrases: unknown"),
    Damage("an alias that is empty", {"commitrack.toml": "[aliases]\n'' = 'Japan'"}, "add text.md", 2, "commitrack.toml: aliases.: a name is expected"),
    Damage("an alias that is a pattern", {"commitrack.toml": "[aliases]\n'(a+)+$[' = 'Japan'"}, "add text.md", 0, "2030"),
    Damage("a verb that is nothing", {"commitrack.toml": "[verbs]\nverb = [{}]"}, "add text.md", 2, "commitrack.toml: verbs.verb[0].lemma"),
    Damage("decisions that break off", {"decisions.toml": "[[decision"}, "check", 1, "decisions.toml"),
    Damage("decisions about nothing", {"decisions.toml": "[[decision]]\nearlier='a'\nlater='b'\nverdict='same'"}, "check", 1, "orphan"),
    Damage("a change that is none", {"decisions.toml": "[[decision]]\nearlier='a'\nlater='b'\nverdict='same'\nchange='up'"}, "check", 1, "'up'"),
    Damage("a verdict that is none", {"decisions.toml": "[[decision]]\nearlier='a'\nlater='b'\nverdict='eval'"}, "check", 1, "'eval'"),
)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_a_damaged_ledger_is_told_and_left_alone(damage: Damage, tmp_path: Path) -> None:
    root = make_folder(tmp_path)
    before = files_of(harm(damage, root))
    judge(run(damage.request(), tmp_path), damage.code, damage.says)
    after = files_of(root)
    assert {name: after.get(name) for name in before} == before
    assert damage.code == 0 or after.keys() == before.keys()
