"""Views on objects made by hand: what an analyst reads, and what programs do."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace
from tests.stand_ins import Taxonomy, commitment, words_apart

from commitrack.model import (
    Act,
    Change,
    Commitment,
    Coverage,
    Diff,
    Entry,
    Evidence,
    Finding,
    Link,
    Omission,
    Span,
    Statement,
    Status,
    Thread,
)
from commitrack.views import records
from commitrack.views.commitments import passage, show_commitment, show_commitments, show_deadlines
from commitrack.views.diff import DiffStyle, show_diff
from commitrack.views.evidence import draw_bar, show_waterfall
from commitrack.views.findings import show_findings
from commitrack.views.intake import say_coverage, say_tally, show_outcome
from commitrack.views.markdown import write_diff
from commitrack.views.screen import Screen, columns, cut
from commitrack.views.stat import show_stat
from commitrack.views.structured import Format, Listing, dump, to_row, toml_tables
from commitrack.views.table import show_table
from commitrack.views.threads import shorten, show_history, show_matrix

SCREEN = Screen(width=80)

FORMER = commitment("2030-05-01/aa01", "Two states renewed a pledge to defend the strait", force=3)
FIRMER = commitment("2031-05-01/bb01", "Two states renewed an ironclad pledge to defend the strait", force=5)
KEPT = commitment("2030-05-01/aa02", "They welcomed the ferry", Act.SUPPORT, topics=("people",))
KEPT_AGAIN = commitment("2031-05-01/bb02", "They welcomed the ferry line", Act.SUPPORT, topics=("people",))
NEW = commitment(
    "2031-05-01/bb03", "They will open a [joint] office\x1b[2J by 2032", topics=("dprk",), due=date(2032, 12, 31)
)
NEW_AGAIN = commitment("2031-05-01/bb04", "open an office", topics=("dprk",), restates=NEW.id)
GONE = commitment("2030-05-01/aa03", "They opposed dumping", Act.OPPOSE, topics=("taiwan",), actors=("Japan",))

EARLIER = Statement(
    id="2030-05-01", date=date(2030, 5, 1), place="Busan", series="pair", commitments=(FORMER, KEPT, GONE)
)
LATER = Statement(
    id="2031-05-01",
    date=date(2031, 5, 1),
    place="Kobe",
    series="pair",
    commitments=(FIRMER, KEPT_AGAIN, NEW, NEW_AGAIN),
)
ENTRIES = (
    Entry(
        status=Status.REAFFIRMED,
        change=Change.STRONGER,
        score=0.93333333,
        earlier=(FORMER,),
        later=(FIRMER,),
        topics=("defense",),
        why=(Evidence(name="rare words", weight=2.25, words="strait"), Evidence(name="position", weight=-0.5)),
        reasons=("'ironclad' new",),
    ),
    Entry(
        status=Status.REAFFIRMED,
        change=Change.SAME,
        score=1.0,
        earlier=(KEPT,),
        later=(KEPT_AGAIN,),
        topics=("people",),
        decided=True,
    ),
    Entry(status=Status.ADDED, change=None, score=0.9, earlier=(), later=(NEW,), topics=("dprk",)),
    Entry(status=Status.ADDED, change=None, score=0.9, earlier=(), later=(NEW_AGAIN,), topics=("dprk",)),
    Entry(status=Status.DROPPED, change=None, score=0.8, earlier=(GONE,), later=(), topics=("taiwan",)),
)
DIFF = Diff(earlier=EARLIER, later=LATER, entries=ENTRIES)


def style(screen: Screen = SCREEN, **choices: Any) -> DiffStyle:
    return DiffStyle(screen=screen, titles=Taxonomy(), changed_words=words_apart, **choices)


def text_of(lines: Iterable[str]) -> str:
    return "\n".join(lines)


def test_a_diff_opens_with_both_meetings_and_counts_that_explain_the_signs() -> None:
    lines = list(show_diff(DIFF, ENTRIES, style()))
    assert lines[0] == "2030-05-01 Busan → 2031-05-01 Kobe (pair)"
    assert lines[1] == "3 → 4 commitments: ▲ 1 firmer, + 1 added, − 1 dropped, = 1 same"


def test_a_firmer_commitment_shows_both_wordings_with_the_words_marked() -> None:
    shown = text_of(show_diff(DIFF, ENTRIES, style(Screen(width=120))))
    assert " ▲ was  Two states renewed [-a-] pledge to defend the strait\n" in shown
    assert "   now  Two states renewed {+an+} {+ironclad+} pledge to defend the strait [aa01 → bb01]\n" in shown
    assert "   firmer: 'ironclad' new\n" in shown


def test_the_same_commitment_is_shown_once_with_its_other_words_and_a_persons_word_is_marked() -> None:
    shown = text_of(show_diff(DIFF, ENTRIES, style()))
    assert " = They welcomed the ferry {+line+} [aa02 → bb02; decided by a person]" in shown
    assert "welcomed the ferry [" not in shown


def test_what_a_text_says_twice_is_shown_once() -> None:
    shown = text_of(show_diff(DIFF, ENTRIES, style()))
    assert "open an office" not in shown
    assert "[bb03; due 2032-12-31; again bb04]" in " ".join(shown.split())
    written = text_of(write_diff(DIFF, ENTRIES, style()))
    assert "open an office" not in written
    assert "(again `2031-05-01/bb04`)" in written


def test_what_a_text_says_twice_is_counted_once_wherever_people_read_it() -> None:
    told = "One commitment that a statement says twice is shown once"
    once = "1 firmer, 1 added, 1 dropped, 1 same."
    elsewhere = replace(ENTRIES[3], topics=("defense",))
    for entries in (ENTRIES, (*ENTRIES[:3], elsewhere, ENTRIES[4])):
        for shown in (show_diff(DIFF, entries, style()), show_stat(DIFF, entries, style())):
            lines = list(shown)
            assert "+ 1 added" in lines[1].replace("\u00a0", " ")
            assert lines[2] == told
            assert not any("open an office" in line for line in lines)
        assert once in list(write_diff(DIFF, entries, style()))[2]
        summary = records.summary_record(entries)
        assert (summary["added"], summary["restated"]) == (2, 1)
    assert told not in text_of(show_diff(DIFF, ENTRIES[:3], style()))


def test_quotes_keep_their_brackets_and_lose_their_power() -> None:
    shown = text_of(show_diff(DIFF, ENTRIES, style(Screen(width=120))))
    assert "They will open a [joint] office\\x1b[2J by 2032" in shown


def test_topics_stand_in_the_order_of_the_taxonomy() -> None:
    lines = list(show_diff(DIFF, ENTRIES, style()))
    heads = [line.split("  ")[0] for line in lines if line and not line.startswith(" ")][3:]
    assert heads == ["Defense", "North Korea", "Taiwan", "People"]


def test_what_moved_stands_before_what_stayed() -> None:
    entries = [replace(ENTRIES[1], topics=("defense",)), ENTRIES[0]]
    lines = [line for line in show_diff(DIFF, entries, style()) if line[:2] in (" ▲", " =")]
    assert [line[1] for line in lines] == ["▲", "="]


def test_word_diff_is_one_text() -> None:
    shown = text_of(show_diff(DIFF, ENTRIES[:1], style(Screen(width=120), inline=True)))
    assert " ▲ [-a-] Two states renewed {+an+} {+ironclad+} pledge to defend the strait [aa01 → bb01]" in shown


def test_why_puts_the_strongest_evidence_first() -> None:
    lines = list(show_diff(DIFF, ENTRIES[:1], style(why=True)))
    assert [line.strip() for line in lines[-2:]] == ["+2.25 rare words: strait", "-0.50 position"]


def test_a_filter_is_named() -> None:
    assert "only topic dprk" in list(show_diff(DIFF, ENTRIES[2:3], style(only="topic dprk")))[2]


def test_nothing_left_is_said() -> None:
    assert "no difference to show" in text_of(show_diff(DIFF, (), style()))


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("unicode", [True, False])
def test_a_diff_fits_its_width_and_loses_no_word(width: int, unicode: bool) -> None:
    lines = list(show_diff(DIFF, ENTRIES, style(Screen(width=width, unicode=unicode), why=True)))
    assert max(map(columns, lines)) <= min(width, 120)
    shown = " ".join(text_of(lines).split())
    assert all(words in shown for words in ("They will open a [joint]", "by 2032", "opposed dumping", "ironclad"))
    assert unicode or shown.isascii()


def test_colour_replaces_the_marks() -> None:
    shown = text_of(show_diff(DIFF, ENTRIES, style(Screen(width=120, colour=True))))
    assert "{+" not in shown
    assert "\x1b[32;1man ironclad\x1b[0m" in shown


MERGED = replace(ENTRIES[0], earlier=(FORMER, KEPT), change=Change.CHANGED)
SPLIT = replace(ENTRIES[1], earlier=(GONE,), later=(KEPT_AGAIN, NEW))
REGROUPED = (MERGED, SPLIT, ENTRIES[3])


def test_a_headline_says_what_was_merged_and_split_so_that_both_sides_add_up() -> None:
    told = "3 come back as 3: 2 merged into 1, 1 split into 2"
    assert list(show_diff(DIFF, REGROUPED, style()))[2] == told
    assert list(show_stat(DIFF, REGROUPED, style()))[2] == told
    assert f"\n{told}.\n" in text_of(write_diff(DIFF, REGROUPED, style()))
    assert "come back" not in text_of(show_diff(DIFF, ENTRIES, style()))
    summary = records.diff_record(DIFF, REGROUPED)["summary"]
    assert (summary["earlier_reaffirmed"], summary["later_reaffirmed"]) == (3, 3)
    assert (summary["merged"], summary["split"], summary["recast"]) == (1, 1, 0)
    assert summary["earlier_reaffirmed"] + summary["dropped"] == summary["earlier_commitments"]
    assert summary["later_reaffirmed"] + summary["added"] == summary["later_commitments"]


def link(one: Commitment, other: Commitment, score: float, *, decided: bool = False) -> Link:
    return Link(earlier=(one.id,), later=(other.id,), score=score, decided=decided)


DOUBTED = (
    replace(ENTRIES[0], links=(link(FORMER, FIRMER, 0.62),)),
    replace(MERGED, links=(link(FORMER, FIRMER, 0.97), link(KEPT, FIRMER, 0.38))),
    replace(ENTRIES[1], links=(link(KEPT, KEPT_AGAIN, 0.5, decided=True),)),
)


def test_uncertain_links_bear_a_mark_and_the_legend_stands_once() -> None:
    shown = text_of(show_diff(DIFF, DOUBTED, style(Screen(width=120)))).replace("\u00a0", " ")
    assert "[aa01 → bb01; ? 62%]" in shown
    assert "[aa01, aa02 → bb01; ? aa02 38%]" in shown
    assert "[aa02 → bb02; decided by a person]" in shown
    assert shown.count("? an uncertain link and its probability") == 1
    document = text_of(write_diff(DIFF, DOUBTED, style()))
    assert "'ironclad' new; ? 62%" in document
    assert document.count("? an uncertain link and its probability") == 1
    assert "uncertain" not in text_of(show_diff(DIFF, ENTRIES, style()))
    assert [one["uncertain"] for one in records.entry_record(DOUBTED[1])["links"]] == [False, True]


def test_what_two_became_two_is_neither_merged_nor_split() -> None:
    recast = replace(MERGED, later=(FIRMER, KEPT_AGAIN))
    assert list(show_diff(DIFF, [recast], style()))[2] == "2 come back as 2: 2 recast as 2"
    summary = records.diff_record(DIFF, [recast])["summary"]
    assert (summary["merged"], summary["split"], summary["recast"]) == (0, 0, 1)


def test_the_words_of_several_commitments_are_parted_in_a_cell() -> None:
    record = {"later_text": ["boats, nets", "and sails"], "later": ["a", "b"]}
    assert to_row(record, [("later_text", None), ("later", None)]) == ["boats, nets / and sails", "a, b"]


def test_stat_draws_a_sign_per_entry_and_scales_down() -> None:
    other = replace(ENTRIES[3], later=(replace(NEW_AGAIN, restates=""),))
    entries = (*ENTRIES[:3], other, ENTRIES[4])
    lines = list(show_stat(DIFF, entries, style()))
    assert lines[:2] == list(show_diff(DIFF, entries, style()))[:2]
    assert lines[3:] == [
        "                     ▲   +   −   =",
        " Defense         1   1              ▲",
        " North Korea     2       2          ++",
        " Taiwan          1           1      −",
        " People          1               1  =",
        " in all          5   1   2   1   1",
    ]
    many = list(show_stat(DIFF, entries * 100, style()))
    assert max(map(len, many)) <= 80
    assert "200     200          +" in many[5]
    assert many[-1] == " The bars are drawn to scale: a sign may stand for more than one entry."
    everything = [replace(ENTRIES[0], change=change) for change in Change] + [*entries] * 30
    narrow = list(show_stat(DIFF, [replace(entry, topics=("x" * 50,)) for entry in everything], style(Screen(40))))
    assert max(map(len, narrow)) <= 40
    assert narrow[-4] == f" X{'x' * 18}…   154  ▲▼~++−="


@pytest.mark.parametrize("number", [10, 11, 12, 50, 107])
@pytest.mark.parametrize("kinds", [1, 2, 3])
def test_a_bar_that_is_too_long_fills_its_room(number: int, kinds: int) -> None:
    added, dropped, same = (replace(ENTRIES[at], topics=("x" * 50,)) for at in (2, 4, 1))
    entries = [added, dropped, same][:kinds] + [added] * (number - kinds)
    lines = show_stat(DIFF, [*entries, ENTRIES[0]], style(Screen(40)))
    [bar] = (line.split()[-1] for line in lines if line.startswith(" Xx"))
    assert len(bar) == 10
    assert len(set(bar)) == kinds


def test_markdown_shows_words_as_they_are() -> None:
    document = text_of(write_diff(DIFF, ENTRIES, style()))
    assert document.startswith("# 2030-05-01 Busan → 2031-05-01 Kobe (pair)\n")
    assert "- **firmer** (`2030-05-01/aa01` → `2031-05-01/bb01`): 'ironclad' new" in document
    assert "  - now: Two" in document
    assert "**ironclad**" in document
    assert "\\[joint\\] office\\\\x1b" in document


def listing(entries: Iterable[Entry] = ENTRIES) -> Listing:
    return Listing(
        kind="entry",
        plural="entries",
        fields=records.ENTRY,
        brief=("status", "later", "later_text"),
        records=[records.entry_record(entry) for entry in entries],
        envelope=records.diff_record(DIFF, ENTRIES),
    )


def test_the_json_of_a_diff_keeps_its_promise() -> None:
    found = json.loads("".join(dump(listing(), Format.JSON)))
    assert list(found) == ["schema", "earlier", "later", "summary", "entries"]
    assert (found["schema"], found["earlier"], found["later"]) == (1, "2030-05-01", "2031-05-01")
    assert found["summary"]["added"] == 2
    first = found["entries"][0]
    assert list(first)[:7] == ["status", "change", "score", "earlier", "later", "topics", "why"]
    assert first["why"][0] == {"evidence": "rare words", "weight": 2.25, "words": "strait"}
    assert (first["score"], first["change"]) == (0.9333, "stronger")
    assert found["entries"][2]["change"] is None
    assert json.loads("".join(dump(listing(()), Format.JSON)))["entries"] == []


def test_the_json_of_a_commitment_keeps_its_promise() -> None:
    record = records.commitment_record(LATER, NEW)
    assert list(record)[:13] == [
        *("id", "statement", "date", "text", "quote", "span", "act", "verb", "force"),
        *("actors", "topics", "due", "reviewed"),
    ]
    assert (record["span"], record["verb"], record["force"], record["due"]) == (None, None, None, date(2032, 12, 31))


def plain(*values: str) -> Listing:
    return Listing(
        kind="thing", fields=("id", "text"), brief=("id", "text"), records=[{"id": v, "text": v} for v in values]
    )


def test_tsv_is_one_line_per_record_without_a_header() -> None:
    lines = "".join(dump(plain("a\tb\nc", "d"), Format.TSV)).splitlines()
    assert lines == ["a b c\ta b c", "d\td"]


def test_csv_has_a_header_and_every_field() -> None:
    rows = list(csv.reader(io.StringIO("".join(dump(plain('say "so", then'), Format.CSV)))))
    assert rows == [["id", "text"], ['say "so", then', 'say "so", then']]
    assert list(dump(plain(), Format.CSV)) == ["id,text\n"]


def test_a_mapping_is_one_cell_unless_its_keys_are_the_same_in_every_record() -> None:
    both, one = {"2030": "first", "2031": None}, {"2031": "same"}
    listed: list[dict[str, Any]] = [{"id": "a", "m": both}, {"id": "b", "m": one}, {"id": "c"}]
    whole = Listing(kind="x", fields=("m", "id"), brief=("m", "id"), records=listed)
    rows = list(csv.reader(io.StringIO("".join(dump(whole, Format.CSV)))))
    assert rows == [["m", "id"], ['{"2030": "first", "2031": null}', "a"], ['{"2031": "same"}', "b"], ["", "c"]]
    wide = replace(whole, records=listed[:2], spread={"m": ("2030", "2031")})
    assert "".join(dump(wide, Format.CSV)) == "2030,2031,id\nfirst,,a\n,same,b\n"
    assert "".join(dump(wide, Format.TSV)) == "first\t\ta\n\tsame\tb\n"
    assert "".join(dump(replace(wide, records=[]), Format.MARKDOWN)).startswith("| 2030 | 2031 | id |\n")


def test_json_shows_no_control_characters_and_loses_none() -> None:
    text = "".join(dump(plain("x\x9b31m\u202e\U000e0041"), Format.JSON))
    assert text.isascii()
    assert json.loads(text)[0]["id"] == "x\x9b31m\u202e\U000e0041"


def test_fields_asked_for_come_in_that_order() -> None:
    chosen = replace(listing(), asked=("later", "status"))
    assert list(json.loads("".join(dump(chosen, Format.JSONL)).splitlines()[0])) == ["later", "status"]
    assert "".join(dump(chosen, Format.TSV)).splitlines()[0] == "2031-05-01/bb01\treaffirmed"


def test_toml_leaves_out_what_has_no_value() -> None:
    tables = toml_tables(listing())
    assert tables["earlier"] == "2030-05-01"
    assert "change" not in tables["entry"][2]


def test_markdown_tables_escape_their_bars() -> None:
    assert list(dump(plain("a|b [c]"), Format.MARKDOWN))[-1] == "| a\\|b \\[c\\] | a\\|b \\[c\\] |\n"


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


def sure(earlier: str, later: str) -> Link:
    return Link(earlier=(earlier,), later=(later,), score=1.0)


THREAD = Thread(
    series="pair",
    meetings=("2029-05-01", "2030-05-01", "2031-05-01", "2032-05-01"),
    appearances=((), (FORMER,), (FIRMER,), ()),
    changes=(None, None, Change.STRONGER, None),
    topics=("defense",),
    links=(sure(FORMER.id, FIRMER.id),),
)
MEETINGS = (
    Statement(id="2029-05-01", date=date(2029, 5, 1)),
    EARLIER,
    LATER,
    Statement(id="2032-05-01", date=date(2032, 5, 1)),
)


def test_a_history_tells_each_meeting() -> None:
    lines = list(show_history(THREAD, MEETINGS, SCREEN, here="2031-05-01"))
    assert lines[0] == "pair: said at 2 of 4 meetings"
    assert lines[1] == " + 2030-05-01 Busan earliest here"
    assert lines[3] == " ▲ 2031-05-01 Kobe firmer <-"
    assert lines[-1] == " − 2032-05-01 no longer said"


PARALLEL = replace(
    THREAD,
    appearances=((), (FORMER, KEPT, GONE), (FIRMER, KEPT_AGAIN, NEW), (commitment("2032-05-01/dd01", "All in one"),)),
    changes=(None, None, Change.CHANGED, Change.CHANGED),
    links=(
        sure(FORMER.id, FIRMER.id),
        sure(KEPT.id, KEPT_AGAIN.id),
        sure(FIRMER.id, "2032-05-01/dd01"),
        sure(KEPT_AGAIN.id, "2032-05-01/dd01"),
        sure(NEW.id, "2032-05-01/dd01"),
    ),
)


def test_a_history_of_parallel_wordings_tells_which_carries_on_which() -> None:
    shown = " ".join(text_of(show_history(PARALLEL, MEETINGS, Screen(width=120))).split())
    assert "2030-05-01 Busan earliest here, 3 wordings" in shown
    assert "[aa01, pledge, force 3]" in shown
    assert "[aa01 → bb01, pledge, force 5]" in shown
    assert "[aa02 → bb02, support]" in shown
    assert "[aa03, oppose, ends here]" in shown
    assert "[bb03, pledge, begins here]" in shown
    assert "[bb01, bb02, bb03 → dd01, pledge]" in shown
    rows = records.appearance_records(PARALLEL, {each.id: each for each in MEETINGS})
    assert rows[2]["continues"] == {FIRMER.id: [FORMER.id], KEPT_AGAIN.id: [KEPT.id], NEW.id: []}


UNSURE = replace(THREAD, links=(Link(earlier=(FORMER.id,), later=(FIRMER.id,), score=0.62),))
BY_HAND = replace(THREAD, links=(Link(earlier=(FORMER.id,), later=(FIRMER.id,), score=1.0, decided=True),))


def test_a_history_tells_which_links_are_uncertain_and_which_a_person_made() -> None:
    unsure, by_hand, sure = (
        " ".join(text_of(show_history(thread, MEETINGS, Screen(width=120))).split())
        for thread in (UNSURE, BY_HAND, THREAD)
    )
    assert "? an uncertain link and its probability" in unsure
    assert "[bb01, pledge, force 5, ? 62%]" in unsure
    assert "[bb01, pledge, force 5, decided by a person]" in by_hand
    assert "?" not in by_hand + sure
    merged = replace(
        PARALLEL, links=(*PARALLEL.links[:3], Link(earlier=(KEPT_AGAIN.id,), later=("2032-05-01/dd01",), score=0.7))
    )
    assert "[bb01, bb02 → dd01, pledge, ? bb02 70%]" in " ".join(
        text_of(show_history(merged, MEETINGS, Screen(width=120))).split()
    )


def test_a_matrix_marks_links_beside_the_signs() -> None:
    lines = list(show_matrix([UNSURE, BY_HAND], Taxonomy(), Screen(width=120)))
    assert lines[5].startswith("   + ▲?−  bb01")
    assert lines[6].startswith("   + ▲*−  bb01")
    assert "? an uncertain link, * a link made by a person" in " ".join(lines)
    assert "?" not in text_of(show_matrix([THREAD], Taxonomy(), SCREEN))


def test_records_of_threads_hold_their_links() -> None:
    link = {"earlier": FORMER.id, "later": FIRMER.id, "score": 0.62, "decided": False, "uncertain": True}
    assert records.thread_record(UNSURE)["links"] == [link]
    rows = records.appearance_records(UNSURE, {each.id: each for each in MEETINGS})
    assert [row["links"] for row in rows] == [[], [], [link], []]


def test_a_thread_knows_missed_meetings_and_returns() -> None:
    back = replace(THREAD, appearances=((FORMER,), (), (FIRMER,), ()))
    assert back.states == ("first", "missing", "back", "gone")
    record = records.thread_record(THREAD)
    assert record["meetings"] == {
        "2029-05-01": "before",
        "2030-05-01": "first",
        "2031-05-01": "stronger",
        "2032-05-01": "gone",
    }
    assert (record["first"], record["last"], record["said"]) == ("2030-05-01", "2031-05-01", 2)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_matrix_fits_a_terminal(width: int) -> None:
    lines = list(show_matrix([THREAD], Taxonomy(), Screen(width=width)))
    assert lines[0] == " 2029-05-01"
    assert lines[3] == " │ │ │ 2032-05-01"
    assert lines[5].startswith("   + ▲ −  bb01  Two states")
    assert max(map(columns, lines)) <= width
    plain = list(show_matrix([THREAD], Taxonomy(), Screen(width=width, unicode=False)))
    assert plain[3] == " | | | 2032-05-01"
    assert max(map(columns, plain)) <= width


def test_a_matrix_of_many_meetings_numbers_its_columns_where_their_names_have_no_room() -> None:
    many = tuple(f"20{year}-05-01-a-long-name-of-a-meeting" for year in range(20, 34))
    long = replace(
        THREAD,
        meetings=many,
        appearances=((FORMER,), *[()] * 12, (FIRMER,)),
        changes=(*[None] * 13, Change.STRONGER),
    )
    lines = list(show_matrix([long], Taxonomy(), Screen(width=40)))
    assert lines[:2] == ["                   1 1 1 1 1", " 1 2 3 4 5 6 7 8 9 0 1 2 3 4"]
    assert lines[3] == " + · · · · · · · · · · · · ▲  bb01"
    assert lines[4].startswith("   Two states")
    assert lines[-14] == "  1 2020-05-01-a-long-name-of-a-meeting"
    assert max(map(columns, lines)) <= 40
    whole = list(show_matrix([long], Taxonomy(), Screen(width=40), shared=("bb01",)))
    assert (whole[3].rstrip()[-1], whole[4]) == ("▲", f"   {FIRMER.id}")
    assert list(show_matrix([long], Taxonomy(), Screen(width=90)))[13].endswith(many[-1])


def test_a_waterfall_leaves_room_for_words() -> None:
    why = (Evidence(name="against the alternatives", weight=2.5), Evidence(name="object", weight=-1.0, words="a, b"))
    assert max(map(columns, show_waterfall(-3.0, why, Screen(width=40)))) <= 40
    assert len(draw_bar(0.0, 1.0, -1.0, 1.0)) == 24


@pytest.mark.parametrize(
    ("text", "verb", "shown"),
    [
        ("The Leaders strongly condemn the launches of last week", "condemn", "… strongly condemn the la…"),
        ("The three countries will keep to what they said", "keep", "… will keep to what they…"),
        ("The Leaders keep to it", "keep", "The Leaders keep to it"),
        ("The Prime Minister has undertaken to be there", "undertook", "The Prime Minister has un…"),
        ("Exercise Freedom will be conducted in two years", "will", "Exercise Freedom will be…"),
        ("Their support for the people of Ukraine goes on", "support", "Their support for the peo…"),
    ],
)
def test_words_are_cut_where_they_tell_least(text: str, verb: str, shown: str) -> None:
    one = Commitment(id="m/1", quote=text, act=Act.PLEDGE, verb=verb, actors=("all",), topics=("dprk",))
    assert shorten(one, 26, Screen()) == shown
    assert columns(shorten(one, 26, Screen(unicode=False))) <= 26
    assert shorten(replace(one, actors=("Japan",)), 26, Screen()) == cut(text, 26)


def test_a_table_wraps_its_longest_column() -> None:
    rows = [{"id": "aa01", "text": "words " * 30}, {"id": "aa02", "text": "few"}]
    wide = Listing(kind="x", fields=("id", "text"), brief=("id", "text"), records=rows)
    lines = list(show_table(wide, Screen(width=60)))
    assert (lines[0], lines[-1]) == ("id    text", "aa02  few")
    assert max(map(len, lines)) <= 60


def test_a_table_without_room_becomes_blocks() -> None:
    wide = Listing(kind="x", fields=("a", "b"), brief=("a", "b"), records=[{"a": "y" * 50, "b": "z" * 50}])
    assert next(show_table(wide, Screen(width=40))).startswith("a  yyy")


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
