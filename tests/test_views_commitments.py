"""How commitments, deadlines, evidence and what came of reading are shown."""

from __future__ import annotations

from datetime import date

from tests.stand_ins import commitment
from tests.two_meetings import EARLIER, GONE, LATER, NEW, SCREEN, text_of

from commitrack.model import Act, Coverage, Evidence, Finding, Omission, Span
from commitrack.views import records
from commitrack.views.commitments import passage, show_commitment, show_commitments, show_deadlines
from commitrack.views.evidence import draw_bar, show_waterfall
from commitrack.views.findings import show_findings
from commitrack.views.intake import say_coverage, say_tally, show_outcome
from commitrack.views.screen import Screen, columns


def test_a_list_stands_under_its_meetings() -> None:
    shown = list(show_commitments([(EARLIER, GONE), (LATER, NEW)], SCREEN))
    assert shown[:2] == ["2030-05-01 Busan (pair)", " oppose   They opposed dumping [aa03; taiwan; Japan]"]
    assert shown[3] == "2031-05-01 Kobe (pair)"


def test_one_commitment_stands_in_its_context() -> None:
    whole = "Before it. They opposed dumping at sea. After it.\n\nAnother paragraph."
    start = whole.index("They")
    around = passage(whole, Span(start, start + 20), [Span(0, 49), Span(51, 69)])
    assert around == ("Before it.", "They opposed dumping", " at sea. After it.")
    shown = text_of(show_commitment(EARLIER, GONE, SCREEN, context=around))
    assert "  | Before it. >>They opposed dumping<< at sea. After it." in shown
    assert "  actors   Japan\n" in shown


def test_deadlines_that_have_passed_are_marked() -> None:
    assert "overdue" in text_of(show_deadlines([(LATER, NEW)], date(2033, 1, 1), SCREEN))
    assert "overdue" not in text_of(show_deadlines([(LATER, NEW)], date(2032, 12, 31), SCREEN))
    welcomed = commitment("2031-05-01/bb05", "They welcomed the chair of 2032", Act.SUPPORT, due=NEW.due)
    shown = text_of(show_deadlines([(LATER, welcomed)], date(2033, 1, 1), SCREEN))
    assert "passed" in shown
    assert "overdue" not in shown
    assert records.deadline_record(LATER, NEW, date(2033, 1, 1))["days"] == -1


def test_a_waterfall_leaves_room_for_words() -> None:
    why = (Evidence(name="against the alternatives", weight=2.5), Evidence(name="object", weight=-1.0, words="a, b"))
    assert max(map(columns, show_waterfall(-3.0, why, Screen(width=40)))) <= 40
    assert len(draw_bar(0.0, 1.0, -1.0, 1.0)) == 24


def test_coverage_says_what_was_left_out_and_why() -> None:
    covered = Coverage(sentences=3, left_out={Omission.MEETING: 1})
    assert say_coverage(2, covered) == "2 commitments in 2 of 3 sentences; 1 left out: 1 who met, where and when"
    whole = Coverage(sentences=3, left_out={}, parts=1)
    assert say_coverage(4, whole) == "4 commitments in 3 of 3 sentences; also left out: 1 part of covered sentences"
    shown = text_of(show_outcome(EARLIER, covered, "stored", ("place",), SCREEN))
    assert "  place    Busan (read from the text)" in shown
    assert "  title    unknown" in shown


def test_a_tally_counts_outcomes_and_what_was_not_looked_at() -> None:
    assert say_tally({"stored": 2, "skipped": 0, "failed": 1}, {}) == "2 stored, 1 failed"
    assert say_tally({"stored": 1}, {".jpg": 3, "": 1}) == "1 stored; not looked at: 3 .jpg, 1 without a suffix"
    assert say_tally({}, {}) == "nothing found"


def test_findings_read_like_a_compilers() -> None:
    finding = Finding(file="statements/x.toml", place="commitment[3].act", check="act", message="'plege' is none")
    assert list(show_findings([finding], SCREEN)) == ["statements/x.toml: commitment[3].act: error: 'plege' is none"]
