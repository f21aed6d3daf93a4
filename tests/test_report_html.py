"""The page of a report without a browser: where its links lead, who can read it, that nothing quoted is obeyed."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest
from msgspec.structs import replace
from tests.report_material import (
    BOTH,
    DIFF,
    EARLIER,
    FORMER,
    GONE,
    LATER,
    MATERIAL,
    OLD_TEXT,
    PAIR,
    SERIES,
    Page,
    entry,
)
from tests.stand_ins import commitment

from commitrack.model import Block, BlockKind, Change, Decision, Diff, Document, Span, Status, Thread, Verdict
from commitrack.views.report import Material, write_html, write_markdown, write_series_html, write_series_markdown
from commitrack.views.report.page import read_own
from commitrack.views.report.places import mark_passages, web_address, web_place

SMALLEST_CONTRAST = 4.5
"""Of text on its ground, WCAG 2.2, 1.4.3."""


@BOTH
def test_every_link_inside_leads_somewhere(page: Page) -> None:
    ids = Counter(page.values("id"))
    assert max(ids.values()) == 1
    inside = [href[1:] for href in page.values("href") if href.startswith("#")]
    assert inside
    assert set(inside) <= ids.keys()


@BOTH
def test_every_commitment_can_be_linked_to(page: Page) -> None:
    statements = MATERIAL.statements if page is SERIES else (EARLIER, LATER)
    assert {one.id for each in statements for one in each.commitments} <= set(page.values("id"))


def test_leads_to_the_place_in_the_text_and_to_the_source() -> None:
    assert f"text-{FORMER.id}" in PAIR.values("id")
    assert f"text-{GONE.id}" not in PAIR.values("id")  # its record tells no place
    assert "https://example.org/busan#:~:text=They%20welcomed%20the%20ferry" in PAIR.values("href")


@BOTH
def test_can_be_read_by_everyone(page: Page) -> None:
    tags = Counter(tag for tag, _ in page.elements)
    assert ("html", {"lang": "en"}) in page.elements
    assert tags["h1"] == tags["main"] == tags["title"] == 1
    assert {"header", "nav", "footer"} <= tags.keys()
    assert tags["table"] == tags["caption"]
    for tag, attributes in page.elements:
        if tag == "th":
            assert "scope" in attributes
        if tag in {"input", "select"}:
            assert attributes["id"] in page.values("for")
        if tag == "button":
            assert attributes["type"] in {"button", "reset"}


@BOTH
def test_fetches_nothing(page: Page) -> None:
    assert not page.values("src")
    assert not page.values("style")
    for tag, attributes in page.elements:
        assert tag not in {"iframe", "object", "embed", "img", "base", "video", "audio"}
        assert tag != "link" or attributes["href"].startswith("data:")
    assert set(re.findall(r"url\(([^)]*)\)", read_own("report.css"))) == {"#hatch"}
    assert "@import" not in read_own("report.css")


@pytest.mark.parametrize("html", [write_html(DIFF, MATERIAL), write_series_html(MATERIAL)], ids=["pair", "series"])
def test_policy_lets_its_own_styles_and_scripts_through_and_nothing_else(html: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    rules = policy[1].replace("&#39;", "'")
    own = re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", html, re.DOTALL)
    assert set(re.findall(r"'sha256-([^']+)'", rules)) == {
        b64encode(sha256(text.encode()).digest()).decode() for text in own
    }
    assert "default-src 'none'" in rules
    assert "unsafe" not in rules
    assert "http" not in rules


HOSTILE = (
    '<script>alert(1)</script>"><img src=x onerror=alert(1)> {{ 7 * 7 }} </style> '
    "`x` [a](javascript:alert(1)) \x1b[2J\u202e"
)


def hostile_material() -> tuple[Diff, Material]:
    one = commitment("2030-05-01/aa01", HOSTILE, topics=(HOSTILE,), actors=(HOSTILE,), due_text=HOSTILE, note=HOSTILE)
    other = replace(one, id=f"2031-05-01/{HOSTILE}")
    dressed: dict[str, Any] = {"title": HOSTILE, "place": HOSTILE, "series": HOSTILE, "parties": (HOSTILE,)}
    earlier = replace(EARLIER, commitments=(one,), source="javascript:alert(1)", sha256=HOSTILE, **dressed)
    later = replace(LATER, commitments=(other,), source="data:text/html,<script>alert(1)</script>", **dressed)
    pair = entry(Status.REAFFIRMED, (one,), (other,), change=Change.STRONGER, reasons=(HOSTILE,))
    text = Document(text=HOSTILE, blocks=(Block(kind=BlockKind.HEADING, span=Span(0, len(HOSTILE))),))
    threads = (
        Thread(
            series=HOSTILE,
            meetings=(earlier.id, later.id),
            appearances=((one,), (other,)),
            changes=(None, Change.STRONGER),
            topics=(HOSTILE,),
        ),
    )
    material = replace(
        MATERIAL,
        statements=(earlier, later),
        threads=threads,
        texts={earlier.id: text},
        decisions=(Decision(earlier=one.id, later=other.id, verdict=Verdict.SAME, reason=HOSTILE),),
        command=HOSTILE,
    )
    return Diff(earlier=earlier, later=later, entries=(pair,)), material


def test_nothing_quoted_is_obeyed() -> None:
    diff, material = hostile_material()
    for html in (write_html(diff, material), write_series_html(material)):
        page = Page(html)
        tags = Counter(tag for tag, _ in page.elements)
        assert tags["script"] == 2
        assert tags["style"] == 1
        assert not tags["img"]
        assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
        assert all(href.startswith(("#", "data:image/svg+xml,")) for href in page.values("href"))
        assert "<script>alert(1)</script>" in page.text  # shown as it is
        assert "{{ 7 * 7 }}" in page.text
        assert "\x1b" not in html
        assert "\u202e" not in html
        assert {href[1:] for href in page.values("href") if href.startswith("#")} <= set(page.values("id"))


def test_markdown_obeys_nothing_quoted_either() -> None:
    diff, material = hostile_material()
    for text in (write_markdown(diff, material), write_series_markdown(material)):
        bare = re.sub(r"\\.", "", text.partition("\n")[2])  # behind the mark of the program
        assert not re.search(r"[<`\[]", bare)
        assert "\x1b" not in text


ADDRESSES = [
    ("https://example.org/a?b=c#d", True),
    ("HTTP://example.org", True),
    (" https://example.org ", True),
    ("javascript:alert(1)", False),
    ("https://", False),
    ("https://[::1", False),
    ("https://example.org/ onclick=x", False),
    ('https://example.org/"x', False),
    ("data:text/html,x", False),
    ("//example.org", False),
    ("ftp://example.org/x", False),
    ("statements/2025.md", False),
    ("", False),
]


@pytest.mark.parametrize(("source", "linked"), ADDRESSES)
def test_only_addresses_on_the_web_are_linked(source: str, linked: bool) -> None:
    assert bool(web_address(source)) is linked


def test_address_of_a_place_names_both_ends_of_a_long_quote() -> None:
    words = "one two three four five-a six, seven eight nine ten eleven"
    found = web_place("https://example.org/x", words)
    assert (
        found == "https://example.org/x#:~:text=one%20two%20three%20four%20five%2Da,seven%20eight%20nine%20ten%20eleven"
    )
    assert web_place("https://example.org/x#part", words) == "https://example.org/x#part"
    assert web_place("file.md", words) == ""


def test_passages_are_the_text() -> None:
    document = MATERIAL.texts[EARLIER.id]
    places = {"a": Span(0, 20), "b": Span(10, 30), "c": Span(44, 67)}
    (passage,) = mark_passages(document, places)
    assert "".join(stretch.text for stretch in passage.stretches) == OLD_TEXT
    assert [stretch.ids for stretch in passage.stretches] == [("a",), ("a", "b"), ("b",), (), ("c",), ()]
    assert [name for stretch in passage.stretches for name in stretch.begins] == ["a", "b", "c"]


def palettes() -> Iterator[tuple[str, dict[str, str]]]:
    """The colours of each theme, as the style sheet gives them."""
    for selector, body in re.findall(r"([^{}]*)\{([^{}]*--paper:[^{}]*)\}", read_own("report.css")):
        yield " ".join(selector.split()), dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", body))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_in_every_theme() -> None:
    themes = list(palettes())
    assert len(themes) == 4  # light, dark by the system, dark by choice, paper
    assert themes[1][1] == themes[2][1]
    for selector, colours in themes:
        for ink in ("ink", "quiet", "link", "firmer", "softer", "changed", "same", "added", "dropped"):
            for ground in ("paper", "raised", "soft", "mark-ground"):
                assert contrast(colours[ink], colours[ground]) >= SMALLEST_CONTRAST, (selector, ink, ground)
        for ground in ("gone-ground", "new-ground"):
            assert contrast(colours["ink"], colours[ground]) >= SMALLEST_CONTRAST, (selector, ground)
        assert contrast(colours["edge"], colours["paper"]) >= 3, selector  # of a control, 1.4.11
