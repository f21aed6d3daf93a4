from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest

from commitrack.errors import CommitrackError, MissingExtraError
from commitrack.model import Document
from commitrack.reading import read_document

TEXT = [
    ("heading", "Counting the Fish"),
    (
        "paragraph",
        "The ministers of the three coasts will count the fish in all waters, and they will publish the figures, "
        "so that nobody has to guess how many of them there are left. They underscored that long-term cooperation on "
        "counting comes before every other step, and they committed to well-trained crews.",
    ),
    ("paragraph", "The ministers will:"),
    ("item", "widen the quays in every harbour that has more than two cranes, the small ones first and then others;"),
    ("item", "share the cost among the ports; and"),
    ("item", "meet again within the year."),
    ("heading", "Quays of Fish and Cranes"),
    (
        "paragraph",
        "They reaffirmed that their unwavering commitment to the herring, the cod and the small boats which go out "
        "remains the foundation of their work, and they welcomed the decision of the neighbours to join the counting.",
    ),
]
ANIMALS = [
    "Gulls",
    "Seals",
    "Whales",
    "Otters",
    "Terns",
    "Crabs",
    "Herons",
    "Eels",
    "Storks",
    "Puffins",
    "Toads",
    "Swans",
]


def written(times: int) -> list[tuple[str, str]]:
    """The text above so many times, each about other animals: lines that come again are running heads."""
    return [
        (kind, re.sub(r"\bthe\b", f"the {animal}", words).replace("Fish", animal))
        for animal in ANIMALS[:times]
        for kind, words in TEXT
    ]


@pytest.fixture(autouse=True)
def _library() -> None:
    pytest.importorskip("pypdfium2")
    pytest.importorskip("fpdf")


def made(columns: int = 1, times: int = 1, **more: Any) -> bytes:
    """A PDF with running heads, page numbers and the text above, in so many columns."""
    from fpdf import FPDF

    def head() -> None:
        pdf.set_font("Helvetica", size=8)
        pdf.cell(0, 8, "Harbour Declaration - Official Record", align="C", new_x="LMARGIN", new_y="NEXT")

    def foot() -> None:
        pdf.set_y(-15)
        pdf.set_font("Helvetica", size=8)
        pdf.cell(0, 8, f"Page {pdf.page_no()} of 9", align="C")

    pdf: Any = FPDF()
    pdf.header, pdf.footer = head, foot
    pdf.set_auto_page_break(True, margin=25)
    if more:
        pdf.set_encryption(**more)
    pdf.add_page()
    pdf.set_font("Helvetica", "B", 18)
    pdf.multi_cell(0, 10, "Harbour Declaration", align="C", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Helvetica", size=10)
    pdf.multi_cell(0, 6, "Oslo, 3 May 2024", align="C", new_x="LMARGIN", new_y="NEXT")
    with pdf.text_columns(ncols=columns, gutter=8, text_align="J" if columns > 1 else "L") as area:
        for kind, words in written(times):
            pdf.set_font(*(("Helvetica", "B", 12) if kind == "heading" else ("Times", "", 11)))
            with area.paragraph(top_margin=3, bottom_margin=2) as paragraph:
                paragraph.write(f"- {words}" if kind == "item" else words)
    return bytes(pdf.output())


def lines_of(lines: Sequence[str], *, pages: Sequence[Sequence[str]] = ()) -> bytes:
    """A PDF with exactly these lines, on one page or several."""
    from fpdf import FPDF

    pdf = FPDF()
    pdf.set_font("Times", size=11)
    for page in pages or [lines]:
        pdf.add_page()
        for line in page:
            pdf.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def shown(document: Document) -> list[tuple[str, str]]:
    return [(str(block.kind), document.text[block.span.start : block.span.end]) for block in document.blocks]


@pytest.mark.parametrize(("columns", "times"), [(1, 5), (1, 12), (2, 6), (2, 12)])
def test_pages_and_columns_become_one_text(columns: int, times: int) -> None:
    document = read_document(made(columns, times), name="a.pdf")
    assert shown(document)[:2] == [("heading", "Harbour Declaration"), ("heading", "Oslo, 3 May 2024")]
    assert shown(document)[2:] == written(times)
    assert (str(document.header.date), document.header.place) == ("2024-05-03", "Oslo")
    assert document.header.title == "Harbour Declaration"


def titled(title: Sequence[str], head: str = "") -> bytes:
    """A page with a title of 18 points, a line each, over text of 10 points, and perhaps a head of 12 on top."""
    from fpdf import FPDF

    pdf = FPDF(unit="pt")
    pdf.add_page()
    for size, leading, lines in ((12, 30, [head]), (18, 22, title), (10, 12, ["", *[TEXT[1][1]] * 2])):
        pdf.set_font("Helvetica", size=size)
        for line in lines:
            pdf.multi_cell(0, leading, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


@pytest.mark.parametrize(
    "title",
    [
        ["Joint Statement of the Ministers of Norway", "and the Kingdom of Denmark"],
        ["Joint Statement of the Ministers of Norway,", "Iceland, and Denmark on the Counting", "of the Herring"],
        ["Joint Statement of the Ministers of Norway and", "Denmark from Minister Jens P. Holm"],
    ],
)
def test_a_title_of_several_lines_is_one(title: list[str]) -> None:
    document = read_document(titled(title), name="a.pdf")
    assert shown(document)[0] == ("heading", " ".join(title))
    assert document.header.title == " ".join(title)
    assert {"Norway", "Denmark"} <= set(document.header.parties)


@pytest.mark.parametrize(
    "lines",
    [
        ["We condemn the theft of nets from our friends, the harbours of the west,", "and we will mend them by spring"],
        ["We will widen the quays of Bergen and", "train the crews of Oslo by 2027"],
    ],
)
def test_bold_lines_of_a_sentence_are_no_heading(lines: list[str]) -> None:
    from fpdf import FPDF

    pdf = FPDF(unit="pt")
    pdf.add_page()
    for style, body in (("", [TEXT[1][1]]), ("B", lines), ("", [TEXT[1][1]] * 2)):
        pdf.set_font("Helvetica", style=style, size=10)
        for line in body:
            pdf.multi_cell(0, 12, line, new_x="LMARGIN", new_y="NEXT")
        pdf.ln(12)
    assert ("paragraph", " ".join(lines)) in shown(read_document(bytes(pdf.output()), name="a.pdf"))


def test_a_head_of_the_only_page_is_not_the_title() -> None:
    head = "MINISTRY OF FISHERIES OF NORWAY  PRESS OFFICE"
    header = read_document(titled(["Quad Statement on Herring"], head), name="a.pdf").header
    assert (header.title, header.series) == ("Quad Statement on Herring", "quad")


def test_columns_keep_nearly_every_word_in_its_place() -> None:
    words = re.findall(r"\w+", read_document(made(3, 6)).text)
    expected = re.findall(r"\w+", " ".join(text for _, text in written(6)))
    neighbours = set(pairwise(expected))
    assert len(neighbours & set(pairwise(words))) >= 0.95 * len(neighbours)


def test_words_parted_at_a_lines_end_are_joined_and_compounds_kept() -> None:
    text = read_document(
        lines_of(
            [
                "The ministers committed to long-term work, to a free and open co-",
                "operation of all ports, and to the far-sighted protec-",
                "tion of the fish. This long-",
                "term work and the coopera-",
                "tion of the ports is what they want, and free ports too.",
            ]
        )
    ).text
    assert text == (
        "The ministers committed to long-term work, to a free and open cooperation of all ports, and to the "
        "far-sighted protection of the fish. This long-term work and the cooperation of the ports is what they want, "
        "and free ports too."
    )


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("long-", "term plans", "long-term plans"),
        ("anti-", "submarine drills", "anti-submarine drills"),
        ("rules-", "based order", "rules-based order"),
        ("people-", "to-people ties", "people-to-people ties"),
        ("small-", "and medium-sized ports", "small- and medium-sized ports"),
        ("short-", "ages of fish", "shortages of fish"),
        ("high-", "lighted the harbour", "highlighted the harbour"),
        ("antici-", "pated storms", "anticipated storms"),
        ("re-", "building quays", "rebuilding quays"),
        ("co-", "operation of ports", "cooperation of ports"),
        ("Mid-", "dle waters", "Middle waters"),
        ("human-", "itarian ships", "humanitarian ships"),
        ("high-", "est waves", "highest waves"),
        ("wide-", "spread storms", "widespread storms"),
        ("near-", "by ports", "nearby ports"),
        ("under-", "standing tides", "understanding tides"),
        ("knowl-", "edge of tides", "knowledge of tides"),
        ("high-", "level talks", "high-level talks"),
        ("state-", "owned ports", "state-owned ports"),
    ],
)
def test_a_hyphen_at_a_lines_end_is_judged_by_the_parts_of_the_word(before: str, after: str, whole: str) -> None:
    lines = [f"The ministers of the two coasts will talk about {before}", f"{after}, and count the fish in winter."]
    assert f"talk about {whole}, and" in read_document(lines_of(lines)).text


def test_the_rows_of_a_table_stay_apart() -> None:
    from fpdf import FPDF

    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=11)
    pdf.multi_cell(0, 6, f"{TEXT[1][1]} They promise:", new_x="LMARGIN", new_y="NEXT")
    with pdf.table() as table:
        for cells in (("Port", "Promise"), ("Bergen", "Bergen will widen its quay"), ("Suva", "Suva will buy a crane")):
            row = table.row()
            for cell in cells:
                row.cell(cell)
    document = read_document(bytes(pdf.output()), name="a.pdf")
    shown = [(str(block.kind), document.text[block.span.start : block.span.end]) for block in document.blocks]
    assert shown[1:] == [
        ("item", "Port | Promise"),
        ("item", "Bergen | Bergen will widen its quay"),
        ("item", "Suva | Suva will buy a crane"),
    ]


def test_a_sentence_goes_on_over_the_end_of_a_page() -> None:
    first = [
        "The ministers of the three coasts will count the fish in all of",
        "the waters that they share, and they will",
    ]
    second = ["publish the figures every year, in spring or in autumn.", "They will meet again."]
    document = read_document(lines_of([], pages=[[*first, "1"], [*second, "2"]]))
    assert document.text == " ".join([*first, *second])


def test_a_locked_file_is_one_line() -> None:
    with pytest.raises(CommitrackError, match=r"a\.pdf: is locked"):
        read_document(made(owner_password="x", user_password="y"), name="a.pdf")


@pytest.mark.parametrize("length", [9, 300, 1200])
def test_a_damaged_file_is_one_line(length: int) -> None:
    with pytest.raises(CommitrackError, match=r"a\.pdf") as caught:
        read_document(made()[:length], name="a.pdf")
    assert "\n" not in str(caught.value)


def test_pictures_of_pages_are_one_line() -> None:
    with pytest.raises(CommitrackError, match="pictures of pages"):
        read_document(lines_of([""]), name="a.pdf")


def test_a_missing_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    data = made()
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'commitrack\[documents\]'"):
        read_document(data, name="a.pdf")
