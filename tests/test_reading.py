from __future__ import annotations

import codecs
import io
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from msgspec.structs import replace
from tests.support import read_cases, show_blocks

from commitrack.errors import CommitrackError
from commitrack.lexicon import months
from commitrack.model import Document, Header
from commitrack.reading import is_readable, read_document, read_source, walk_folder
from commitrack.reading.dates import read_date
from commitrack.reading.inline import plain_words


def read(text: str, name: str = "") -> Document:
    return read_document(text.encode(), name=name)


@pytest.mark.parametrize("case", read_cases("reading"))
def test_blocks(case: dict[str, Any]) -> None:
    assert show_blocks(read(case["text"], case["file"])) == case["blocks"]


@pytest.mark.parametrize("case", read_cases("reading_headers"))
def test_headers(case: dict[str, Any]) -> None:
    header = read(case["text"], case.get("file", "statement.md")).header
    keys = ("date", "title", "place", "series", "source")
    expected = {key: case[key] for key in keys if key in case}
    assert replace(header, stated=frozenset()) == Header(parties=tuple(case.get("parties", ())), **expected)


def test_header_says_what_the_source_states() -> None:
    header = read("---\ndate: 2024-05-06\nurl: https://example.org\n---\n# Fish\n\nJapan and Fiji met in Suva.").header
    assert header.stated == {"date", "source"}


@pytest.mark.parametrize(
    "data",
    [
        "Ça va: we’ll count.".encode(),
        codecs.BOM_UTF8 + "Ça va: we’ll count.".encode(),
        "Ça va: we’ll count.".encode("utf-16"),
        "Ça va: we’ll count.".encode("utf-16-le"),
        "Ça va: we’ll count.".encode("utf-16-be"),
        "Ça va: we’ll count.".encode("utf-32"),
        "Ça va: we’ll count.".encode("cp1252"),
        "Ça va:\r\nwe’ll\rcount.\r\n".encode(),
    ],
)
def test_encodings_and_line_ends(data: bytes) -> None:
    assert read_document(data).text == "Ça va: we’ll count."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "a.md: is empty"),
        (b" \n\t\r\n", "a.md: is empty"),
        (b"***\n\n---\n", "a.md: is empty"),
        (b"---\ntitle: Nothing\n---\n", "a.md: is empty"),
        (b"abc\0def\0\0x" * 20, "a.md: is not a text"),
        (bytes(range(1, 9)) * 40, "a.md: is not a text"),
        (b"\x89PNG\r\n\x1a\n", "a.md: is a picture"),
    ],
)
def test_what_is_no_text_is_one_line(data: bytes, message: str) -> None:
    with pytest.raises(CommitrackError, match=message) as caught:
        read_document(data, name="a.md")
    assert "\n" not in str(caught.value)


def test_a_files_date_wins_over_the_texts() -> None:
    document = read("We met in Oslo on 3 May 2021.", "/tmp/2021-05-04-fish.txt")
    assert str(document.header.date) == "2021-05-04"
    assert read("We met in Oslo on 3 May 2021.", "20210504.txt").header.date == document.header.date
    assert read("We met in Oslo on 3 May.", "fish-99-04.txt").header.date is None


@pytest.mark.parametrize("number", range(1, 13))
def test_a_month_is_read_by_its_name_and_by_its_first_letters(number: int) -> None:
    name = months.NAMES[number - 1]
    assert read_date(f"{name} 5, 2031") == read_date(f"5 {name[:3]} 2031") == date(2031, number, 5)


def test_sources_are_read_from_files_and_standard_input(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"We will.")
    assert read_source(str(path)).data == b"We will."
    assert read_source("-", stdin=io.BytesIO(b"We will.")).name == "standard input"


def test_sources_that_cannot_be_read_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "large.md").write_bytes(b"x" * 11)
    for source in ("missing.md", "", "large.md"):
        with pytest.raises(CommitrackError) as caught:
            read_source(str(tmp_path / source), limit=10)
        assert "\n" not in str(caught.value)
    for source in ("-", "a\0b"):
        with pytest.raises(CommitrackError):
            read_source(source)


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ("www.example.org/talks", "; an address is written https://www.example.org/talks"),
        ("example.org/talks.md", "; an address is written https://example.org/talks.md"),
        ("talks.md", ""),
        ("../old.d/talks.md", ""),
    ],
)
def test_an_address_without_its_beginning_is_taken_for_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, hint: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommitrackError, match=f"^{re.escape(source)}: no such file{re.escape(hint)}$"):
        read_source(source)


def test_a_folder_lists_what_could_be_statements(tmp_path: Path) -> None:
    for name in ("b.md", "a.txt", ".hidden.md", "picture.png", "sub/c.md", "a-sub/d", ".git/d.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"We will.")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "dead.md").symlink_to("gone.md")
    (tmp_path / "loop.md").symlink_to("loop.md")
    (tmp_path / "round").symlink_to(tmp_path)
    troubles: list[CommitrackError] = []
    passed_by: list[str] = []
    paths = walk_folder(str(tmp_path), troubles.append, passed_by.append)
    found = [Path(path).relative_to(tmp_path).as_posix() for path in paths]
    assert Counter(passed_by) == {
        "hidden": 2,
        "that links to nothing": 2,
        "that links to a folder": 1,
        **({"neither file nor folder": 1} if hasattr(os, "mkfifo") else {}),
    }
    assert found == ["a-sub/d", "a.txt", "b.md", "picture.png", "sub/c.md"]
    assert [name for name in found if is_readable(name)] == ["a-sub/d", "a.txt", "b.md", "sub/c.md"]
    assert not troubles
    assert list(walk_folder(str(tmp_path / "missing"), troubles.append)) == []
    assert "missing: cannot be read" in str(troubles[0])


def test_folders_may_be_nested_deeper_than_calls(tmp_path: Path) -> None:
    inner = tmp_path.joinpath(*["sub"] * 100)
    inner.mkdir(parents=True)
    (inner / "a.md").touch()
    program = (
        "import sys; from commitrack.reading.sources import walk_folder\n"
        "sys.setrecursionlimit(80); print(len(list(walk_folder(sys.argv[1], print))))"
    )
    words = [sys.executable, "-c", program, str(tmp_path)]
    assert subprocess.run(words, capture_output=True, text=True, check=False).stdout == "1\n"


def test_accents_that_stand_behind_their_letter_are_put_on_it() -> None:
    text = "Türkiye and São Tomé and Príncipe will share charts."
    assert read_document(normalize("NFD", text).encode(), name="a.txt").text == text
    assert plain_words(normalize("NFD", text)) == text
