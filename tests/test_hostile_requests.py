"""Requests that cannot be meant: one line, and nothing changed."""

# the rows of tables

from __future__ import annotations

from pathlib import Path

import pytest
from tests.hostile import TEXT, judge, make_folder, run
from tests.support import files_of

REQUESTS: tuple[tuple[str | list[str | bytes], int, str], ...] = (
    ("add text.md --date 2030-13-45", 2, "no day"),
    ("add text.md --date 0000-01-01", 2, "no day"),
    ("add text.md --date 99999-01-01", 2, "no day"),
    ("add text.md --date 2030-06-01 --id ../../x", 2, "cannot name a statement"),
    ("add text.md --date 2030-06-01 --id a/b", 2, "cannot name a statement"),
    ("add text.md --date 2030-06-01 --id ..", 2, "cannot name a statement"),
    ("add text.md --date 2030-06-01 --id .hidden", 2, "cannot name a statement"),
    ("add text.md --date 2030-06-01 --id con\u202e", 2, "cannot name a statement"),
    (f"add text.md --date 2030-06-01 --id {'x' * 300}", 2, "cannot name a statement"),
    ("add text.md --date 2030-06-01 --id latest", 2, "cannot name a statement of 2030-06-01"),
    ("add text.md --date 2030-06-01 --id 2024-06-01", 2, "cannot name a statement of 2030-06-01"),
    ("add /dev/null", 2, "is empty"),
    ("add /dev/zero", 2, "larger than 64 MB"),
    ("add no-such-file.md", 2, "no such file"),
    ("add .. --glob ../*", 2, ""),
    ("add -", 2, "standard input: is empty"),
    ("add file:///etc/passwd", 2, "only http and https"),
    ("add ftp://example.org/a", 2, "only http and https"),
    ("add gopher://example.org/a", 2, "only http and https"),
    ("add https://user:secret@example.org/a", 2, "neither followed nor kept"),
    ("add http://[::1", 2, "no address"),
    ("add http://", 2, ""),
    ("add javascript:alert(1)", 2, "no such file"),
    (["add", "text\u202e\x1b[2J.md"], 2, "no such file"),
    (["add", b"\xff\xfe.md"], 2, "no such file"),
    (["add", "a" * 5000], 2, "name too long"),
    ("list --topic nonsense", 2, "no topic"),
    ("list --act nonsense", 2, "no act"),
    ("list --statement ../../etc/passwd", 2, "no statement"),
    ("list --since nonsense", 2, "nonsense"),
    ("list --due 99999999999999999999", 2, ""),
    ("list --format exe", 2, "no format 'exe'"),
    ("list --fields ../x", 2, "no field"),
    (["list", "--match", "(a+)+$["], 0, ""),
    ("show ../..", 2, "no commitment"),
    (["show", ""], 2, "no commitment"),
    (["show", b"\xed\xa0\x80"], 2, "no commitment"),
    (["show", "".join(map(str, range(5000)))], 2, "no commitment"),
    ("diff nonsense latest", 2, "no statement"),
    ("diff latest~99999999999999999999 latest", 2, ""),
    (["diff", "..", ".."], 2, ""),
    ("why aa01 aa01", 2, ""),
    ("history nonsense", 2, "no commitment"),
    (["similar", ""], 2, "nothing to look for"),
    (["similar", "peace " * 20_000], 0, ""),
    ("set aa01 act=destroy", 2, "no act"),
    ("set aa01 due=99999-99-99", 2, "no day"),
    ("set aa01 topics=", 2, "must not be empty"),
    ("set aa01 id=../../x", 2, "no key"),
    ("set aa01 force=1e9", 2, "whole number"),
    (["set", "aa01", b"note=\xff"], 2, "no character that a file can hold"),
    ("link aa01 aa01", 2, ""),
    ("--ledger /nonexistent list", 2, "is no ledger"),
    ("--ledger /etc/passwd list", 2, "is no ledger"),
    ("init /proc/nothing", 2, "cannot make"),
    ("init text.md", 2, "cannot make"),
    ("export -o /nonexistent/a.csv", 2, "no folder"),
    ("export -o a.exe", 2, ""),
    ("export -o /dev/full", 2, ""),
    ("evaluate /nonexistent", 2, ""),
    ("nonsense", 2, "nonsense"),
    ("--nonsense", 2, "nonsense"),
)


@pytest.mark.parametrize(("words", "code", "says"), REQUESTS, ids=lambda value: str(value)[:40])
def test_a_wrong_request_changes_nothing(words: str | list[str | bytes], code: int, says: str, tmp_path: Path) -> None:
    root = make_folder(tmp_path)
    (tmp_path / "text.md").write_text(TEXT, encoding="utf-8")
    before = files_of(root)
    judge(run(words.split() if isinstance(words, str) else words, tmp_path), code, says)
    assert files_of(root) == before
