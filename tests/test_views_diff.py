"""How a comparison is shown: on a terminal, by topic, in markdown."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.two_meetings import (
    DIFF,
    EARLIER,
    ENTRIES,
    FIRMER,
    FORMER,
    GONE,
    KEPT,
    KEPT_AGAIN,
    LATER,
    NEW,
    NEW_AGAIN,
    style,
    text_of,
)

from commitrack.model import Change, Commitment, Diff, Entry, Link, Status
from commitrack.views import records
from commitrack.views.diff import show_diff
from commitrack.views.markdown import write_diff
from commitrack.views.screen import Screen, columns
from commitrack.views.stat import show_stat


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


def test_what_is_dropped_is_folded_as_what_is_added_is() -> None:
    """So that a comparison and its mirror image show and count the same."""

    def turn(entry: Entry) -> Entry:
        statuses = {Status.ADDED: Status.DROPPED, Status.DROPPED: Status.ADDED}
        status = statuses.get(entry.status, entry.status)
        return replace(entry, status=status, earlier=entry.later, later=entry.earlier)

    turned = [turn(entry) for entry in ENTRIES]
    mirror = Diff(earlier=LATER, later=EARLIER, entries=tuple(turned))
    shown = text_of(show_diff(mirror, turned, style()))
    assert "1 added, − 1 dropped" in shown.replace("\u00a0", " ")
    assert "open an office" not in shown
    assert "again bb04]" in " ".join(shown.split())
    assert "(again `2031-05-01/bb04`)" in text_of(write_diff(mirror, turned, style()))
    summary = records.summary_record(turned)
    assert (summary["dropped"], summary["restated"]) == (2, 1)


def test_what_came_back_by_itself_keeps_both_wordings_whatever_it_says_again() -> None:
    again, later = replace(FORMER, restates=GONE.id), replace(FIRMER, restates=NEW.id)
    entries = (replace(ENTRIES[0], earlier=(again,), later=(later,)), *ENTRIES[1:])
    firm = ("renewed [-a-] pledge to defend", "renewed {+an+} {+ironclad+} pledge to defend")
    shown = text_of(show_diff(DIFF, entries, style(Screen(width=120))))
    assert all(words in shown for words in firm)
    assert "[bb03; due 2032-12-31; again bb04]" in shown.replace("\u00a0", " ")
    assert "[aa03]" in shown
    written = text_of(write_diff(DIFF, entries, style()))
    assert "renewed ~~a~~ pledge to defend" in written
    assert "renewed **an** **ironclad** pledge to defend" in written


def test_what_came_back_together_is_told_once_unless_each_says_the_other_again() -> None:
    other = replace(KEPT, id="2030-05-01/aa04", text="They hailed the ferry", restates=FORMER.id)
    for one, words in ((FORMER, 0), (replace(FORMER, restates=other.id), 1)):
        entry = replace(ENTRIES[0], earlier=(one, other))
        shown = text_of(show_diff(DIFF, [entry], style(Screen(width=120))))
        assert "to defend the strait" in shown
        assert shown.count("hailed") == words


def test_the_line_on_what_is_said_twice_tells_the_number_of_the_summary() -> None:
    together = replace(ENTRIES[1], earlier=(KEPT, replace(KEPT, id="2030-05-01/aa04", restates=KEPT.id)))
    gone = replace(ENTRIES[4], earlier=(replace(GONE, id="2030-05-01/aa05", restates=GONE.id),))
    entries = (ENTRIES[0], together, *ENTRIES[2:], gone)
    assert records.summary_record(entries)["restated"] == 2
    assert records.summary_record([together])["restated"] == 0
    told = "2 commitments that a statement says twice are shown once"
    for view in (show_diff, show_stat, write_diff):
        assert told in text_of(view(DIFF, entries, style()))
        assert "says twice" not in text_of(view(DIFF, [together], style()))


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
    split = replace(recast, earlier=recast.earlier[:1])
    assert list(show_diff(DIFF, [split], style()))[2] == "1 comes back as 2: 1 split into 2"
    summary = records.diff_record(DIFF, [recast])["summary"]
    assert (summary["merged"], summary["split"], summary["recast"]) == (0, 0, 1)


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
