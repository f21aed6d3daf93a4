"""The shareable report without a browser: what it says, where its links lead, that nothing quoted is obeyed."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from msgspec.structs import replace
from tests.stand_ins import Taxonomy, commitment, words_apart

from commitrack.model import (
    Act,
    Block,
    BlockKind,
    Change,
    Commitment,
    Decision,
    Diff,
    Document,
    Entry,
    Link,
    Span,
    Statement,
    Status,
    Thread,
    Verdict,
)
from commitrack.views.report import Material, write_html, write_markdown, write_series_html, write_series_markdown
from commitrack.views.report.names import join, name_parties, short_names, tell_gap
from commitrack.views.report.page import read_own
from commitrack.views.report.places import mark_passages, web_address, web_place
from commitrack.views.report.prose import write_headline

SMALLEST_CONTRAST = 4.5
"""Of text on its ground, WCAG 2.2, 1.4.3."""

OLD_TEXT = "They renewed a pledge to defend the strait. They welcomed the ferry."
FORMER = commitment("2030-05-01/aa01", "They renewed a pledge to defend the strait", force=3, span=Span(0, 42))
KEPT = commitment("2030-05-01/aa02", "They welcomed the ferry", Act.SUPPORT, topics=("people",), span=Span(44, 67))
GONE = commitment("2030-05-01/aa03", "They opposed dumping", Act.OPPOSE, topics=("dprk",), actors=("Japan",))
FIRMER = commitment("2031-05-01/bb01", "They renewed an ironclad pledge to defend the strait", force=5)
KEPT_AGAIN = commitment("2031-05-01/bb02", "They welcomed the ferry", Act.SUPPORT, topics=("people",))
NEW = commitment(
    "2031-05-01/bb03", "Japan will open an office", topics=("dprk",), due=date(2032, 12, 31), note="see annex"
)

EARLIER = Statement(
    id="2030-05-01",
    date=date(2030, 5, 1),
    place="Busan",
    series="pair",
    parties=("Japan", "Republic of Korea"),
    source="https://example.org/busan",
    sha256="ab" * 32,
    commitments=(FORMER, KEPT, GONE),
)
LATER = replace(
    EARLIER, id="2031-05-01", date=date(2031, 5, 1), place="Nara", source="", commitments=(FIRMER, KEPT_AGAIN, NEW)
)


def entry(status: Status, earlier: tuple[Commitment, ...], later: tuple[Commitment, ...], **more: Any) -> Entry:
    return Entry(
        **{"status": status, "change": None, "score": 0.8, "earlier": earlier, "later": later} | more,
        topics=(later or earlier)[0].topics,
    )


FIRM = entry(Status.REAFFIRMED, (FORMER,), (FIRMER,), change=Change.STRONGER, reasons=("'ironclad' new",))
SAID_AGAIN = entry(Status.REAFFIRMED, (KEPT,), (KEPT_AGAIN,), change=Change.SAME, decided=True)
ADDED = entry(Status.ADDED, (), (NEW,))
DROPPED = entry(Status.DROPPED, (GONE,), ())
DIFF = Diff(earlier=EARLIER, later=LATER, entries=(FIRM, SAID_AGAIN, ADDED, DROPPED))


def thread(*appearances: Commitment | None, changes: tuple[Change | None, ...], topics: tuple[str, ...]) -> Thread:
    said = tuple((one,) if one else () for one in appearances)
    ids = ("2029-05-01", EARLIER.id, LATER.id)
    links = tuple(
        Link(earlier=(one.id,), later=(other.id,), score=1.0) for one, other in pairwise(filter(None, appearances))
    )
    return Thread(series="pair", meetings=ids, appearances=said, changes=changes, topics=topics, links=links)


NEW_BEFORE = commitment("2029-05-01/cc01", "Japan opens an office", topics=("dprk",))
FIRST = replace(
    EARLIER, id="2029-05-01", date=date(2029, 5, 1), place="Seoul", source="notes.txt", commitments=(NEW_BEFORE,)
)
MATERIAL = Material(
    titles=Taxonomy(),
    changed_words=words_apart,
    statements=(FIRST, EARLIER, LATER),
    threads=(
        thread(None, FORMER, FIRMER, changes=(None, None, Change.STRONGER), topics=("defense",)),
        thread(None, KEPT, KEPT_AGAIN, changes=(None, None, Change.SAME), topics=("people",)),
        thread(NEW_BEFORE, None, NEW, changes=(None, None, Change.CHANGED), topics=("dprk",)),
        thread(None, GONE, None, changes=(None, None, None), topics=("dprk",)),
    ),
    texts={EARLIER.id: Document(text=OLD_TEXT, blocks=(Block(kind=BlockKind.PARAGRAPH, span=Span(0, len(OLD_TEXT))),))},
    decisions=(Decision(earlier=KEPT.id, later=KEPT_AGAIN.id, verdict=Verdict.SAME, reason="same ferry"),),
    version="1.2.3",
    command="commitrack report A B -o x.html",
)


@dataclass
class Page(HTMLParser):
    """A page as a browser sees it: elements with attributes, and its text."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements, self.texts = [], []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def values(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.elements if name in attributes]

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())


PAIR = Page(write_html(DIFF, MATERIAL))
SERIES = Page(write_series_html(MATERIAL))
BOTH = pytest.mark.parametrize("page", [PAIR, SERIES], ids=["pair", "series"])


def test_opens_with_what_changed() -> None:
    assert "The statement of 1 May 2031 (Nara) repeats 2 of 3 commitments, adds 1 and drops 1" in PAIR.text
    assert "Japan and the Republic of Korea made 3 commitments on 1 May 2031 (Nara)" in PAIR.text
    assert "12 months earlier, on 1 May 2030 (Busan), there were 3." in PAIR.text
    assert "Of the earlier 3, 2 come back: 1 the same in substance and 1 firmer." in PAIR.text
    assert "The words got firmer on Defense (1)." in PAIR.text
    assert "Of what is new, 1 was said before" in PAIR.text
    assert "1 commitment of 1 May 2031 names a time, the nearest being 31 December 2032." in PAIR.text


def test_a_merge_is_told_beside_the_pairs_that_it_makes() -> None:
    merged = entry(Status.REAFFIRMED, (FORMER, KEPT), (FIRMER,), change=Change.CHANGED)
    text = write_markdown(replace(DIFF, entries=(merged, DROPPED)), MATERIAL)
    told = "Of the earlier 3, 2 come back and 1 does not: 2 merged into 1. Side by side that makes 1 pair: 1 changed"
    assert told in text


def test_uncertain_links_bear_the_same_mark_as_on_a_terminal() -> None:
    doubted = replace(FIRM, links=(Link(earlier=(FORMER.id,), later=(FIRMER.id,), score=0.62),))
    compared = replace(DIFF, entries=(doubted, SAID_AGAIN, ADDED, DROPPED))
    page, document = Page(write_html(compared, MATERIAL)).text, write_markdown(compared, MATERIAL)
    for text in (page, document):
        assert "? 62%" in text
        assert text.count("? an uncertain link and its probability") == 1
    assert "uncertain link" not in PAIR.text


def test_series_opens_with_what_held() -> None:
    assert "3 meetings, 4 commitments: none said every time" in SERIES.text
    assert "They make 7 commitments; what comes back counted once, that leaves 4." in SERIES.text
    assert (
        "2 went on from the meeting before, 1 came back after a pause, 0 were new and 1 was no longer said"
        in SERIES.text
    )


def test_a_report_says_no_more_than_the_ledger_knows() -> None:
    for text in (SERIES.text, write_series_markdown(MATERIAL)):
        assert "This ledger holds 3 statements of" in text
        assert " met " not in text
        assert "first said" not in text
        assert "earliest here" in text
    for text in (SERIES.text, PAIR.text, write_markdown(DIFF, MATERIAL), write_series_markdown(MATERIAL)):
        assert "firmer or softer is right about six times in ten" in text


HEADLINES = [
    ((FIRM, SAID_AGAIN), "The statement of 1 May 2031 (Nara) repeats 2 of 2 commitments, adds none and drops none"),
    (
        (SAID_AGAIN,),
        "The statement of 1 May 2031 (Nara) says the same as the statement of 1 May 2030 (Busan): 1 commitment, none "
        "changed",
    ),
    ((ADDED, DROPPED), "The statement of 1 May 2031 (Nara) repeats none of 1 commitment and adds 1"),
    ((), "The statement of 1 May 2031 (Nara) and the statement of 1 May 2030 (Busan) hold no commitments"),
]


@pytest.mark.parametrize(("entries", "expected"), HEADLINES)
def test_headline(entries: tuple[Entry, ...], expected: str) -> None:
    assert write_headline(DIFF, entries) == expected


def test_meetings_without_a_place_of_their_own_are_named_by_their_day() -> None:
    same_place = replace(LATER, place="Busan")
    nameless = replace(LATER, id="x", place="")
    assert short_names((EARLIER, same_place)) == {
        EARLIER.id: "Busan, 1 May 2030",
        LATER.id: "Busan, 1 May 2031",
    }
    assert short_names((EARLIER, nameless))["x"] == "1 May 2031"
    assert short_names((LATER, replace(LATER, id="2031-05-01-b"))).keys() == {LATER.id, "2031-05-01-b"}


def test_plain_english() -> None:
    assert join(["a"]) == "a"
    assert join(["a", "b", "c"]) == "a, b and c"
    assert name_parties(("United States", "India")) == "the United States and India"
    assert name_parties(tuple("abcdefg")) == "the 7 parties"
    assert tell_gap(date(2030, 1, 1), date(2030, 1, 2)) == "1 day"
    assert tell_gap(date(2030, 1, 1), date(2030, 2, 12)) == "6 weeks"
    assert tell_gap(date(2030, 1, 1), date(2032, 1, 1)) == "2 years"


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
def test_tells_how_it_was_made(page: Page) -> None:
    assert "commitrack 1.2.3" in page.text
    assert "ab" * 32 in page.text
    assert "commitrack report A B -o x.html" in page.text
    assert "same ferry" in page.text
    assert "note: see annex" in page.text


def test_marks_what_only_one_side_has() -> None:
    html = write_html(DIFF, MATERIAL)
    assert "<ins>ironclad</ins>" in html
    assert "<del>a</del>" in html
    assert "said before, last at Seoul" in html
    assert "decided by a person" in html


def test_matrix_stands_only_where_it_says_more() -> None:
    assert "threads" in PAIR.values("id")
    alone = replace(MATERIAL, statements=(EARLIER, LATER), threads=())
    assert "threads" not in Page(write_html(DIFF, alone)).values("id")


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


def test_parallel_wordings_of_a_series_say_which_carries_on_which() -> None:
    meetings = (EARLIER.id, LATER.id)
    parallel = Thread(
        series="pair",
        meetings=meetings,
        appearances=((FORMER, KEPT), (FIRMER, KEPT_AGAIN)),
        changes=(None, Change.CHANGED),
        topics=("defense",),
        links=tuple(
            Link(earlier=(one.id,), later=(other.id,), score=1.0)
            for one, other in ((FORMER, FIRMER), (KEPT, KEPT_AGAIN))
        ),
    )
    page = Page(write_series_html(replace(MATERIAL, statements=(EARLIER, LATER), threads=(parallel,))))
    assert "carries on aa01" in page.text
    assert "carries on aa02" in page.text
    assert "carries on" not in SERIES.text


def test_a_timeline_says_what_it_counts() -> None:
    for text in (SERIES.text, write_series_markdown(MATERIAL)):
        assert "counts once at a meeting" in text
    assert "1 back after a pause" in SERIES.text


def test_a_series_tells_which_links_are_uncertain_and_which_a_person_made() -> None:
    firm, again = MATERIAL.threads[:2]
    unsure = replace(firm, links=(replace(firm.links[0], score=0.62),))
    by_hand = replace(again, links=(replace(again.links[0], decided=True),))
    material = replace(MATERIAL, threads=(unsure, by_hand))
    page = Page(write_series_html(material))
    assert "firmer; ? 62%" in page.text
    assert "same; decided by a person" in page.text
    assert "an uncertain link" in page.text
    assert "an uncertain link" not in SERIES.text
    document = write_series_markdown(material)
    assert "| ▲? |" in document
    assert "| =\\* |" in document
    assert "\\* a link made by a person" in document


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
        bare = re.sub(r"\\.", "", text)
        assert not re.search(r"[<`\[]", bare)
        assert "\x1b" not in text


def test_markdown_holds_the_same_parts() -> None:
    text = write_markdown(DIFF, MATERIAL)
    assert text.startswith("# The statement of 1 May 2031 (Nara) repeats 2 of 3 commitments, adds 1 and drops 1\n")
    assert "| North Korea |  |  |  |  | 1 | 1 |" in text
    assert "**ironclad**" in text
    assert "~~a~~" in text
    assert "said before, last at Seoul" in text
    assert "<https://example.org/busan>" in text
    assert "same ferry" in text
    assert "| Defense | They renewed an ironclad pledge to defend the strait |  | + | ▲ |" in write_series_markdown(
        MATERIAL
    )


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


def test_same_data_same_bytes() -> None:
    assert write_html(DIFF, MATERIAL) == write_html(DIFF, MATERIAL)
    assert write_series_html(MATERIAL) == write_series_html(MATERIAL)


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
