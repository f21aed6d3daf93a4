"""Where a new statement belongs among those that a ledger has."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from commitrack.ledger.placing import Catalogue
from commitrack.model import Statement


def test_a_series_is_guessed_from_the_same_parties_alone() -> None:
    known = [
        Statement(id="a", date=date(2030, 1, 1), series="pair", parties=("X", "Y")),
        Statement(id="b", date=date(2030, 1, 1), series="trio", parties=("X", "Y", "Z")),
    ]
    catalogue = Catalogue(known)
    assert catalogue.guess_series(("Y", "X")) == "pair"
    assert catalogue.guess_series(("X",)) == ""
    assert catalogue.guess_series(()) == ""
    catalogue.add(replace(known[0], id="c", series="other"))
    assert catalogue.guess_series(("X", "Y")) == ""
