from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.errors import CommitrackError
from commitrack.lexicon.party_rows import load_parties

PARTIES = load_parties()


def found(text: str, adjectives: bool = False) -> list[tuple[str, str]]:
    return [(text[m.span.start : m.span.end], m.party) for m in PARTIES.find(text, adjectives=adjectives)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Japan and the ROK will meet.", ["Japan", "Republic of Korea"]),
        ("The U.S. and the UK agree with the EU.", ["United States", "United Kingdom", "European Union"]),
        ("a U.S.-Japan dialogue", ["United States", "Japan"]),
        ("the US–ROK alliance", ["United States", "Republic of Korea"]),
        ("let us meet; it told us so", []),
        ("THE UNITED STATES AND JAPAN", ["United States", "Japan"]),
        ("India’s coast guard and Japan's", ["India", "Japan"]),
        ("the Democratic People’s Republic of Korea", ["Democratic People's Republic of Korea"]),
        ("North Korea, not South Korea", ["Democratic People's Republic of Korea", "Republic of Korea"]),
        ("the South China Sea and the Indian Ocean", []),
        ("Latin America and Northern Ireland", []),
        ("the Government of Papua New Guinea", ["Papua New Guinea"]),
        ("Guinea-Bissau and Guinea", ["Guinea-Bissau", "Guinea"]),
        ("leaders of the C5+1 and of I2U2", ["C5+1", "I2U2"]),
        ("Indians and Japans", []),
        ("aid of US$5 million", []),
        ("CÔTE D’IVOIRE", ["Côte d'Ivoire"]),
    ],
)
def test_names_are_found_in_the_longest_form(text: str, expected: list[str]) -> None:
    assert [party for _, party in found(text)] == expected


def test_spans_leave_possessive_endings_out() -> None:
    assert found("India’s plan") == [("India", "India")]


def test_adjectives_are_found_when_asked_for() -> None:
    assert found("The Japanese coast guard") == []
    assert found("The Japanese coast guard", adjectives=True) == [("Japanese", "Japan")]
    assert found("The Korean Peninsula", adjectives=True) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("the U.S.", "United States"),
        ("us", None),
        ("japan", "Japan"),
        ("Kingdom of Thailand", "Thailand"),
        ("The Government of the Republic of Kenya", "Kenya"),
        ("the Democratic Republic of the Congo", "Democratic Republic of the Congo"),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_canonical(name: str, expected: str | None) -> None:
    assert PARTIES.canonical(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Biden", "United States"),
        ("Joseph R. Biden, Jr.", "United States"),
        ("President Lee", "Republic of Korea"),
        ("Prime Minister Lee", "Singapore"),
        ("Prime Minister KISHIDA Fumio", "Japan"),
        ("Prime Minister Kallas", "Estonia"),
        ("Kallas", "European Union"),
        ("Prime Minister Mohammed Al-Sudani", "Iraq"),
        ("Nobody", None),
        ("", None),
    ],
)
def test_leader(name: str, expected: str | None) -> None:
    assert PARTIES.leader(name) == expected


def test_leaders_are_found_with_their_office() -> None:
    text = (
        "Then President Yoon Suk Yeol told Prime Minister Ishiba’s envoy and Secretary of State Rubio that it rained."
    )
    assert [(text[m.span.start : m.span.end], m.party) for m in PARTIES.find_leaders(text)] == [
        ("President Yoon Suk Yeol", "Republic of Korea"),
        ("Prime Minister Ishiba", "Japan"),
        ("Secretary of State Rubio", "United States"),
    ]
    assert PARTIES.find_leaders("The President also rested.") == ()


def test_groups_have_known_members() -> None:
    assert PARTIES.groups["Quad"] == ("Australia", "India", "Japan", "United States")
    assert len(PARTIES.groups["NATO"]) == 32
    for members in PARTIES.groups.values():
        assert set(members) <= set(PARTIES.rows)


def test_offices_begin_with_the_partys_own() -> None:
    assert PARTIES.offices("India")[0] == "Prime Minister"
    assert "Foreign Minister" in PARTIES.offices("Atlantis")


def test_no_name_belongs_to_two_parties() -> None:
    names = [name for row in PARTIES.rows.values() for name in (row.name, *row.names, *row.adjectives)]
    people = [person for row in PARTIES.rows.values() for person in row.people]
    assert sorted(set(names)) == sorted(names)
    assert sorted(set(people)) == sorted(people)


def test_a_ledger_adds_parties_names_and_aliases() -> None:
    parties = load_parties(
        {
            "Ruritania": {"names": "Kingdom of Ruritania, RUR", "people": ["Rudolf"]},
            "Elbe Group": ["", "", "", "", "Ruritania, Germany"],
            "Japan": {"names": "Nippon"},
        },
        {"the Home Islands": "Japan", "Zenda": "Ruritania"},
    )
    text = "Ruritania, RUR and Nippon met in Zenda."
    assert [m.party for m in parties.find(text)] == ["Ruritania", "Ruritania", "Japan", "Ruritania"]
    assert parties.leader("King Rudolf") == "Ruritania"
    assert parties.canonical("the Home Islands") == "Japan"
    assert parties.groups["Elbe Group"] == ("Ruritania", "Germany")
    assert PARTIES.canonical("Nippon") is None


def test_a_name_written_small_is_found_as_it_is_written_and_behind_its_article_alone() -> None:
    parties = load_parties({}, {"the bloc": "European Union", "eSwatini": "Eswatini"})
    text = "The bloc’s envoy went to eSwatini for a bloc of marble; so did the blocks. THE BLOC"
    named = [text[mention.span.start : mention.span.end] for mention in parties.find(text)]
    assert named == ["bloc", "eSwatini", "BLOC"]
    assert parties.canonical("bloc") == parties.canonical("The bloc") == "European Union"


@pytest.mark.parametrize(
    ("own", "aliases", "place"),
    [
        ({"Ruritania": 3}, {}, "parties.Ruritania"),
        ({"Ruritania": {"capital": "Strelsau"}}, {}, "parties.Ruritania.capital"),
        ({"Ruritania": {"names": 3}}, {}, "parties.Ruritania.names"),
        ({}, {"RUR": ["Ruritania"]}, "aliases.RUR"),
        ({}, {"Nippon Land": "Japn"}, "aliases.Nippon Land"),
        ({}, {"": "Japan"}, "aliases."),
        ({}, {"All": "Japan"}, "aliases.All"),
        ({"all": {}}, {}, "parties.all"),
        ({" ": {}}, {}, "parties. "),
        ({"Elbe Group": {"members": "Germany, Ruritania"}}, {}, "parties.Elbe Group.members"),
    ],
)
def test_a_wrong_row_is_reported_with_its_place(own: dict[str, object], aliases: dict[str, object], place: str) -> None:
    with pytest.raises(CommitrackError, match=re.escape(f"commitrack.toml: {place}: ")):
        load_parties(own, aliases)


def test_an_unknown_party_of_an_alias_is_told_with_the_nearest_one() -> None:
    with pytest.raises(CommitrackError, match=r"no party 'Japn' in the .*; did you mean 'Japan'"):
        load_parties({}, {"Nippon Land": "Japn"})


def test_what_a_ledger_says_of_a_party_by_another_name_is_of_that_party() -> None:
    parties = load_parties(
        {
            "South Korea": {"names": "the Daehan Lands", "people": "Hong Gildong"},
            "Ruritania": {"names": "Kingdom of Strelsau"},
            "Elbe Group": {"members": "ROK, US, Elphberg Lands, South Korea"},
        },
        {"Elphberg Lands": "Kingdom of Strelsau"},
    )
    assert parties.rows.keys() - PARTIES.rows.keys() == {"Ruritania", "Elbe Group"}
    assert parties.canonical("Daehan Lands") == parties.leader("Hong Gildong") == "Republic of Korea"
    assert parties.canonical("Elphberg Lands") == "Ruritania"
    assert parties.groups["Elbe Group"] == ("Republic of Korea", "United States", "Ruritania")


def test_a_curly_apostrophe_in_a_name_is_one_all_the_same() -> None:
    parties = load_parties({"Fisher’s  Rest": {"names": "Fishers’ Isle"}}, {"Gull’s Head": "Fisher's Rest"})
    found = parties.find("Fisher’s Rest, Fishers' Isle and Gull's Head")
    assert [mention.party for mention in found] == ["Fisher's Rest"] * 3


@given(
    st.text() | st.lists(st.sampled_from(["the U.S.", "Japan’s", "SOUTH", "KOREA", "China", "Sea", "-"])).map(" ".join)
)
def test_spans_rise_and_name_what_they_say(text: str) -> None:
    end = 0
    for mention in PARTIES.find(text, adjectives=True):
        assert end <= mention.span.start < mention.span.end <= len(text)
        end = mention.span.end
    for mention in PARTIES.find_leaders(text):
        assert 0 <= mention.span.start < mention.span.end <= len(text)
