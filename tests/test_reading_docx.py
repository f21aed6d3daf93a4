from __future__ import annotations

import io
import sys
import zipfile
from typing import Any

import pytest
from tests.support import show_blocks

from commitrack.errors import CommitrackError, MissingExtraError
from commitrack.reading import read_document


@pytest.fixture
def word() -> Any:
    """A new Word document."""
    return pytest.importorskip("docx").Document()


def saved(word: Any) -> bytes:
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def test_headings_paragraphs_lists_and_tables_in_their_order(word: Any) -> None:
    word.core_properties.title = "Joint Statement of Japan and Fiji"
    word.add_heading("Joint Statement", 0)
    word.add_paragraph("Japan and Fiji met in Suva on 3 May 2024.\nThey talked about fish.")
    word.add_heading("Counting", 2)
    word.add_paragraph("The ministers will:")
    word.add_paragraph("count the fish;", style="List Bullet")
    word.add_paragraph("in winter,", style="List Bullet 2")
    word.add_paragraph("publish the figures.", style="List Bullet")
    word.add_paragraph().add_run("Quays").bold = True
    word.add_paragraph("They decided to:")
    word.add_paragraph("widen the quays;", style="List Number")
    word.add_paragraph("share the cost.", style="List Number")
    table = word.add_table(2, 2)
    for cell, text in zip((*table.rows[0].cells, *table.rows[1].cells), ("Port", "Quays", "Suva", "four"), strict=True):
        cell.text = text
    document = read_document(saved(word), name="a.docx")
    assert show_blocks(document) == [
        "heading 1 Joint Statement",
        "paragraph 0 Japan and Fiji met in Suva on 3 May 2024.",
        "paragraph 0 They talked about fish.",
        "heading 2 Counting",
        "paragraph 0 The ministers will:",
        "item 1 count the fish;",
        "item 2 in winter,",
        "item 1 publish the figures.",
        "heading 3 Quays",
        "paragraph 0 They decided to:",
        "item 1 widen the quays;",
        "item 1 share the cost.",
        "item 1 Port | Quays",
        "item 1 Suva | four",
    ]
    header = document.header
    assert (str(header.date), header.place, header.title) == ("2024-05-03", "Suva", "Joint Statement of Japan and Fiji")
    assert header.parties == ("Japan", "Fiji")


def test_numbered_paragraphs_are_paragraphs(word: Any) -> None:
    for water in ("first", "second"):
        word.add_paragraph(f"We will count the fish in the {water} water by the spring.", style="List Number")
    assert show_blocks(read_document(saved(word))) == [
        "paragraph 0 We will count the fish in the first water by the spring.",
        "paragraph 0 We will count the fish in the second water by the spring.",
    ]


def test_words_stand_as_after_all_changes(word: Any) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    word.element.body.insert(
        0,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>We will </w:t></w:r>"
            "<w:del w:id='1' w:author='x'><w:r><w:delText>perhaps </w:delText></w:r></w:del>"
            "<w:ins w:id='2' w:author='x'><w:r><w:t>surely </w:t></w:r></w:ins>"
            "<w:r><w:t>count the fish.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )
    assert read_document(saved(word)).text == "We will surely count the fish."


def test_a_damaged_or_huge_file_is_one_line(word: Any) -> None:
    data = saved(word)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    damaged = [data[:2000] + b"word/document.xml", data[: len(data) // 2] + b"word/document.xml"]
    for name, content in (("word/document.xml", b"<w:p"), ("[Content_Types].xml", b""), ("_rels/.rels", b"<x/>")):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for part, words in parts.items():
                archive.writestr(part, content if part == name else words)
        damaged.append(file.getvalue())
    for broken in damaged:
        with pytest.raises(CommitrackError, match=r"a\.docx") as caught:
            read_document(broken, name="a.docx")
        assert "\n" not in str(caught.value)


def test_an_empty_document_is_one_line(word: Any) -> None:
    with pytest.raises(CommitrackError, match="is empty"):
        read_document(saved(word), name="a.docx")


def test_another_zip_archive_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "We will count the fish.")
    with pytest.raises(CommitrackError, match="zip archive"):
        read_document(file.getvalue(), name="a.zip")


def test_a_missing_library_says_what_to_install(word: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    data = saved(word)
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'commitrack\[documents\]'"):
        read_document(data, name="a.docx")
