"""Which commitments are picked, and how they are sorted."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from commitrack.ledger.selection import Order, Selection, select, sort_found
from commitrack.model import Act, Commitment, Statement

ONE = Commitment(id="m/1", quote="We will", act=Act.PLEDGE, actors=("all",), topics=("cyber",), force=2)
OTHER = replace(ONE, id="m/2", quote="We also will")
MEETING = Statement(id="m", date=date(2030, 1, 1), parties=("Atlantis",), commitments=(ONE, OTHER))


def test_no_value_sorts_last_either_way() -> None:
    unknown = replace(ONE, id="m/2", force=None)
    strong = replace(ONE, id="m/3", force=5)
    found = [(MEETING, one) for one in (unknown, ONE, strong)]
    assert [one.id for _, one in sort_found(found, Order.FORCE)] == ["m/3", "m/1", "m/2"]
    assert [one.id for _, one in sort_found(found, Order.FORCE, reverse=True)] == ["m/1", "m/3", "m/2"]


def test_an_empty_selection_picks_all() -> None:
    assert list(select([MEETING], Selection())) == [(MEETING, ONE), (MEETING, OTHER)]
