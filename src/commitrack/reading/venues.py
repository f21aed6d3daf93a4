"""What words name the place of a meeting, written in one way."""

from __future__ import annotations

from commitrack.lexicon.headers import load_headers
from commitrack.lexicon.parties import Parties


def read_place(words: str, known: Parties) -> str:
    """Return the place that words name and nothing else, such as `Done at Ottawa`; empty for other words."""
    before = load_headers().before_place.match(words)
    found = load_headers().place.fullmatch(words, before.end() if before else 0)
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
    for into in load_headers().into_place.finditer(window):
        found = load_headers().place.match(window, into.end())
        city, _, country = found["place"].partition(", ") if found else ("", "", "")
        if city and (travels or not into["to"]) and not _is_other(city, known):
            return fold_place(city if not country or _is_other(country, known) else f"{city}, {country}", known)
    return ""


def find_house(sentence: str, known: Parties) -> str:
    """Return the city of the house of government at which a sentence says that people met."""
    houses = (into for into in load_headers().at_house.finditer(sentence) if into["house"] in known.venues)
    return next((known.venues[into["house"]] for into in houses), "")


def fold_place(place: str, known: Parties) -> str:
    """Return a place as it is written elsewhere: a capital without its country, a house of government as its city."""
    place = known.venues.get(place.replace(",", "").replace(".", ""), place)
    city, _, country = place.partition(", ")
    seat, party = known.capitals.get(city), known.canonical(country)
    return city if seat and party and (party == seat or party in known.groups.get(seat, ())) else place


def _is_other(place: str, known: Parties) -> bool:
    """Tell whether capitalised words are a person, an office or a document rather than a place."""
    is_body = known.canonical(place) in known.bodies
    return is_body or bool(load_headers().no_place.match(place) or known.has_office(place) or known.leader(place))
