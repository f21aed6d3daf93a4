from __future__ import annotations

import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import show_blocks

from commitrack.errors import CommitrackError, MissingExtraError
from commitrack.model import Document
from commitrack.reading import read_document

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Joint Statement of Norway and Chile - Ministry of Fish</title>
<meta property="og:title" content="Joint Statement of Norway and Chile">
<meta property="article:published_time" content="2024-05-07T10:00:00+02:00">
<script>var x = "We will count nothing";</script></head>
<body>
<div id="cookie-banner" class="cookie-consent"><p>We use cookies for this site. By going on you accept.</p></div>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News of the ministry</a></li></ul></nav></header>
<main><article>
<h1>Joint Statement of Norway and Chile</h1>
BODY
</article>
<aside class="related"><h2>Related articles</h2><ul><li><a href="/a">Ministers drink tea</a></li></ul></aside>
<div class="share"><a href="#">Share this page</a></div>
</main>
<footer><p>© 2024 Ministry of Fish. All rights reserved. Privacy policy.</p></footer>
</body></html>"""
PROSE = "<p>The ministers will count the fish in all waters, and they will publish the figures every year.</p>\n"


@pytest.fixture(autouse=True)
def _library() -> None:
    pytest.importorskip("trafilatura")


def read(body: str, name: str = "a.html") -> Document:
    return read_document(PAGE.replace("BODY", body).encode(), name=name)


@pytest.mark.parametrize(
    ("title", "site", "heading", "expected"),
    [
        ("Talks of Norway and Chile | The Ministry", "The Ministry", "", "Talks of Norway and Chile"),
        ("Talks of Norway and Chile | The Ministry", "", "Talks of Norway and Chile", "Talks of Norway and Chile"),
        ("Talks – Norway | News | The Ministry", "", "Talks – Norway", "Talks – Norway"),
        ("Talks of Norway and Chile - On Fish", "The Ministry", "", "Talks of Norway and Chile - On Fish"),
        ("Talks of Norway and Chile - On Fish", "The Ministry", "Talks", "Talks of Norway and Chile - On Fish"),
        ("Norway and Chile Meet - Ministry of Fiji", "Ministry of Fiji", "", "Norway and Chile Meet"),
        ("Norway – Chile", "", "Norway", "Norway – Chile"),
        ("Talks – Envoys of Chile | News", "", "Talks", "Talks – Envoys of Chile | News"),
        ("Norway - Chile", "Chile", "", "Norway - Chile"),
        ("Joint Statement - ASEAN", "ASEAN", "", "Joint Statement - ASEAN"),
        ("Fish - Talks | Fish", "Talks | Fish", "", "Fish - Talks | Fish"),
        ("Fish - The Talks", "", "Fish</h1><h1>Nets", "Fish - The Talks"),
    ],
)
def test_the_name_of_the_site_is_no_part_of_the_title(title: str, site: str, heading: str, expected: str) -> None:
    meta = f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="{site}">'
    page = f"<html><head><title>{title}</title>{meta}</head><body><main><article><h1>{heading}</h1>{PROSE * 5}"
    header = read_document(f"{page}</article></main></body></html>".encode(), name="a.html").header
    assert header.title == expected


def test_the_pages_own_text_is_kept_and_its_furniture_is_not() -> None:
    body = f"""
<p>Norway and Chile met in Bergen on 6 May to talk about the <b>fish</b> of both oceans<sup>1</sup>.</p>
<h2>Counting</h2>
{PROSE}<p>They will:</p>
<ul><li>count the herring;</li><li>count the cod:<ul><li>in winter.</li></ul></li></ul>
<p><strong>Quays</strong></p>
<p>They widen the quays<br>in every harbour.<br>They share the cost, as in the 21<sup>st</sup> century one does.</p>
<ol><li>Bergen first,</li><li>Valparaíso second.</li></ol>
<table><tr><th>Port</th><th>Quays</th></tr><tr><td>Bergen</td><td>four</td></tr></table>
<p>[1] Herring and cod.</p>"""
    document = read(body)
    assert show_blocks(document) == [
        "heading 1 Joint Statement of Norway and Chile",
        "paragraph 0 Norway and Chile met in Bergen on 6 May to talk about the fish of both oceans.",
        "heading 2 Counting",
        "paragraph 0 The ministers will count the fish in all waters, and they will publish the figures every year.",
        "paragraph 0 They will:",
        "item 1 count the herring;",
        "item 1 count the cod:",
        "item 2 in winter.",
        "heading 3 Quays",
        "paragraph 0 They widen the quays in every harbour.",
        "paragraph 0 They share the cost, as in the 21st century one does.",
        "item 1 Bergen first,",
        "item 1 Valparaíso second.",
        "item 1 Port | Quays",
        "item 1 Bergen | four",
        "note 0 Herring and cod.",
    ]
    header = document.header
    assert (str(header.date), header.title, header.place) == (
        "2024-05-06",
        "Joint Statement of Norway and Chile",
        "Bergen",
    )
    assert header.parties == ("Norway", "Chile")
    assert header.stated == {"title"}


def test_the_day_of_release_counts_where_the_text_tells_none() -> None:
    header = read(PROSE * 5).header
    assert str(header.date) == "2024-05-07"
    assert header.stated == {"title", "date"}


def test_a_table_that_lays_out_a_page_is_text() -> None:
    rows = "".join(f"<tr><td><p>Part {number}.</p>{PROSE * 6}</td></tr>" for number in range(2))
    document = read(f"<table>{rows}</table>")
    assert document.text.count("The ministers will count") >= 10
    assert "|" not in document.text


STATEMENT = f"""<h1>Joint Statement of Norway and Chile</h1>
<p>The ministers of Norway and Chile met in Bergen on 6 May 2024 to talk about fish.</p>
<h2>Counting</h2>
{PROSE}<p>They decided to:</p>
<ol><li>count the herring by the end of 2025;</li><li>count the cod.</li></ol>
<p>They will meet again in the spring of the year after, and invite the islands.</p>"""


@pytest.mark.parametrize(
    "page",
    [
        STATEMENT,
        f"<ul><li><a href='/'>Home</a></li></ul>{STATEMENT}",
        f"<table width='100%'><tr><td><a href='/n'>News</a></td><td>{STATEMENT}</td></tr></table>",
    ],
    ids=["plain", "menu", "table"],
)
def test_lists_and_headings_are_kept_where_a_page_marks_no_text(page: str) -> None:
    title = "<head><title>Joint Statement of Norway and Chile</title></head>"
    document = read_document(f"<html>{title}<body>{page}</body></html>".encode(), name="a.html")
    told = show_blocks(document)
    assert {"item 1 count the herring by the end of 2025;", "item 1 count the cod.", "heading 2 Counting"} <= {*told}
    assert told.index("paragraph 0 They decided to:") + 1 == told.index("item 1 count the herring by the end of 2025;")
    assert "Home" not in document.text


@pytest.mark.parametrize(
    "furniture",
    [
        "<div class='cc-window'><p>SAID</p><button>Fine</button></div>",
        "<div id='gdpr'><p>SAID</p></div>",
        "<section class='eu-cookie'><p>SAID</p></section>",
        "<noscript><p>SAID</p></noscript>",
        "<div class='newsletter-box'><p>SAID</p></div>",
        "<p>Sign up for our newsletter. SAID</p>",
        "<div><p>This website uses cookies. SAID</p><button>Fine</button></div>",
        "<div><div><p>By going on you accept our use of cookies. SAID</p></div></div>",
        "<table class='infobox'><tr><td>Date</td><td>SAID</td></tr></table>",
        "<div id='toc'><ul><li>SAID</li></ul></div>",
        "<ol class='references'><li>SAID</li></ol>",
        "<h2>Harbours<span class='mw-editsection'>[<a href='e'>SAID</a>]</span></h2>",
    ],
)
@pytest.mark.parametrize("within", ["<body>{}{}</body>", "<body><article>{}{}</article></body>"])
def test_notices_and_a_wikis_additions_are_not_of_the_text(furniture: str, within: str) -> None:
    said = "We will share what we know of your visit with our partners."
    page = within.format(furniture.replace("SAID", said), STATEMENT)
    document = read_document(f"<html><head><title>Fish</title></head>{page}</html>".encode(), name="a.html")
    assert said not in document.text
    assert "count the cod." in document.text


def test_a_statement_in_a_box_named_after_a_newsletter_is_kept() -> None:
    page = f"<html><body class='has-cookies'><div class='newsletter-text'>{STATEMENT}</div></body></html>"
    assert "count the cod." in read_document(page.encode(), name="a.html").text


def test_what_a_statement_says_of_cookies_is_kept() -> None:
    said = "<p>Our ministries use cookies, and they will share their rules for websites that use cookies.</p>"
    assert "share their rules" in read(PROSE * 3 + said).text


@pytest.mark.parametrize(
    "box",
    [
        "div class='page newsletter-layout'",
        "div id='wrap' class='no-cookies'",
        "div class='body subscription-free'",
        "div class='cc-content'",
        "section class='newsletter'",
        "div class='has-cookie-banner'",
        "div class='newsletter-container'",
    ],
)
@pytest.mark.parametrize("within", ["<body>{}</body>", "<body><article><h1>Fish</h1>{}</article></body>"])
def test_what_holds_most_of_a_page_is_no_notice(box: str, within: str) -> None:
    page = within.format(f"<{box}>{PROSE * 8}</{box.split()[0]}>")
    assert "count the fish" in read_document(f"<html>{page}</html>".encode(), name="a.html").text


def test_numbered_paragraphs_are_paragraphs() -> None:
    document = read(
        "".join(f"<p>{number}. We count the fish in water number {number}, and so on.</p>" for number in (1, 2))
    )
    assert show_blocks(document)[1:] == [
        "paragraph 0 We count the fish in water number 1, and so on.",
        "paragraph 0 We count the fish in water number 2, and so on.",
    ]


@pytest.mark.parametrize("encoding", ["iso-8859-2", "shift_jis", "gb2312", "windows-1251"])
def test_a_page_that_names_its_encoding_is_read_in_it(encoding: str) -> None:
    words = {"iso-8859-2": "Łódź i Gdańsk", "shift_jis": "日本と韓国", "gb2312": "中国", "windows-1251": "Рыба"}[
        encoding
    ]
    page = PAGE.replace("utf-8", encoding).replace("© ", "").replace("BODY", f"<p>{words}: {PROSE[3:]}{PROSE * 3}")
    assert words in read_document(page.encode(encoding), name="a.html").text


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<html><body><div></div><noscript>Please enable JavaScript to run this.</noscript></body></html>",
        "<!doctype html><html><body><script>x</script></body></html>",
        "<html><body>" + "<div>" * 5000,
    ],
)
def test_a_page_without_text_is_one_line(page: str) -> None:
    with pytest.raises(CommitrackError, match=r"a\.html") as caught:
        read_document(page.encode(), name="a.html")
    assert "\n" not in str(caught.value)


def test_a_short_page_is_read_too() -> None:
    assert "They meet again." in read_document(b"<html><body><p>They meet again.</p></body></html>").text


def test_a_missing_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'commitrack\[documents\]'"):
        read(PROSE)


TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<ul>",
        "<li>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<br>",
        "<h2>",
        "<b>",
        "</b>",
        "<sup>1</sup>",
        "<!--",
        "-->",
        "&",
        "&lt;",
        "[1]",
        "1.",
        "-",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(TAGS | st.sampled_from(["Fish", "We count.", "\n", " ", "\x00", "\u202e"]), max_size=30).map("".join))
def test_any_page_is_read_or_refused(body: str) -> None:
    try:
        document: Any = read_document(f"<html><body>{body}".encode())
    except CommitrackError as error:
        message = str(error)
        assert "\n" not in message
    else:
        assert "\x00" not in document.text
