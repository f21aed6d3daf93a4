"""What words name the place of a meeting, written in one way."""

from __future__ import annotations

from commitrack.lexicon import months
from commitrack.lexicon.parties import Parties
from commitrack.patterns import compile_late

CAPITALISED = rf"(?!(?:{months.ANY})\b)(?:[ae][lsh]h?-)?[^\W\d_a-z][\w’'-]*"
PLACE = compile_late(
    rf"(?:the\s+)?(?P<place>(?:St\.\s+)?{CAPITALISED}(?:\s+(?:(?:de|da|do|di|del|of)\s+)?{CAPITALISED}){{0,3}}"
    rf"(?:,\s+(?:D\.?C\b\.?|(?:{CAPITALISED}\s+of\s+|United\s+|Papua\s+)?{CAPITALISED}(?:\s+{CAPITALISED})?(?!\s+of\b)))?)"
)
_INTO_PLACE = compile_late(r"\b(?:in|at|(?P<to>to))\s+")
_AT_HOUSE = compile_late(rf"\bat\s+the\s+(?P<house>{CAPITALISED}(?:\s+{CAPITALISED})?)")
_BEFORE_PLACE = compile_late(r"(?:(?:Done|Adopted|Agreed|Held|Issued|Released|Signed)\s+)?(?:in\s+|at\s+)?")
_NO_PLACE = compile_late(
    r"(?:Article|Section|Paragraph|Spring|Summer|Fall|Autumn|Winter|Leaders?|Ministers?|Prime|President"
    r"|Europe|Asia|Africa|Gaza|Person|Support|Order|Official|State|Secretary|Foreign|G7|G20|NATO|East|APEC"
    r"|Action|Charge|Defen[cs]e|Focus|Honou?r|Review)\b"
    r"|.*\b(?:Summit|Meeting|\w+day|Dates?|Release[ds]?|Published|Posted|Issued|Updated?|Modified|Retrieved|Accessed"
    r"|Archived|Reviewed|Press|News|Media|Speech|Remarks|Transcript|Statements?|Communiqu[eé]|Declaration|Readout|Fact"
    r"|Sheet|Report|Draft|Final|Annex|Version|Chapter|Page|Copyright)\b"
)


def read_place(words: str, known: Parties) -> str:
    """Return the place that words name and nothing else, such as `Done at Ottawa`; empty for other words."""
    before = _BEFORE_PLACE.match(words)
    found = PLACE.fullmatch(words, before.end() if before else 0)
    return "" if not found or _is_other(found["place"], known) else fold_place(found["place"], known)


def read_seat(line: str, known: Parties) -> str:
    """Return the place that a line is beyond doubt, a capital or a town with its country; empty for other lines."""
    place = read_place(line.strip(), known)
    city, _, country = place.partition(", ")
    if not country:
        return place if place in known.capitals else ""
    return place if known.is_state(country) and not known.canonical(city) else ""


def find_place(window: str, known: Parties, *, travels: bool) -> str:
    """Return the first place that words about a meeting lead to; `to` leads to one only in words of travel."""
    for into in _INTO_PLACE.finditer(window):
        found = PLACE.match(window, into.end())
        city, _, country = found["place"].partition(", ") if found else ("", "", "")
        if city and (travels or not into["to"]) and not _is_other(city, known):
            return fold_place(city if not country or _is_other(country, known) else f"{city}, {country}", known)
    return ""


def find_house(sentence: str, known: Parties) -> str:
    """Return the city of the house of government at which a sentence says that people met."""
    houses = (into for into in _AT_HOUSE.finditer(sentence) if into["house"] in known.venues)
    return next((known.venues[into["house"]] for into in houses), "")


def fold_place(place: str, known: Parties) -> str:
    """Return a place as it is written elsewhere: a capital without its country, a house of government as its city."""
    place = known.venues.get(place.replace(",", "").replace(".", ""), place)
    city, _, country = place.partition(", ")
    seat, party = known.capitals.get(city), known.canonical(country)
    return city if seat and party and (party == seat or party in known.groups.get(seat, ())) else place


def _is_other(place: str, known: Parties) -> bool:
    """Tell whether capitalised words are a person, an office or a document rather than a place."""
    return bool(_NO_PLACE.match(place) or known.has_office(place) or known.leader(place))
