"""How threads are shown: a history, a matrix, and their records."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace
from tests.stand_ins import Taxonomy, commitment
from tests.two_meetings import EARLIER, FIRMER, FORMER, GONE, KEPT, KEPT_AGAIN, LATER, NEW, SCREEN, text_of

from commitrack.model import Act, Change, Commitment, Link, Statement, Thread
from commitrack.views import records
from commitrack.views.screen import Screen, columns, cut
from commitrack.views.threads import shorten, show_history, show_matrix


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


def test_a_history_tells_where_a_thread_begins_once_more() -> None:
    joined = replace(
        THREAD,
        appearances=((KEPT,), (FORMER,), (FIRMER,), ()),
        changes=(None, None, Change.CHANGED, None),
        links=(sure(KEPT.id, FIRMER.id), sure(FORMER.id, FIRMER.id)),
    )
    shown = "\n".join(show_history(joined, MEETINGS, SCREEN))
    assert " + 2030-05-01 Busan another beginning\n" in shown
    assert records.thread_record(joined)["meetings"]["2030-05-01"] == "said"


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
