"""Topics: the table of cases, what stands around a commitment, a ledger's own topics, and the table's own order."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
from tests.support import CASES, read_cases

from commitrack.errors import CommitrackError
from commitrack.extraction.topics import Piece, label_topics
from commitrack.lexicon.tables import read_table
from commitrack.lexicon.tokens import tokenize
from commitrack.lexicon.topics import CLASSES, Topics, load_topics
from commitrack.model import Span

TABLE = tomllib.loads((CASES / "topics.toml").read_text(encoding="utf-8"))
KEYS: list[str] = TABLE["keys"]


def topics_of(text: str, topics: Topics | None = None) -> tuple[str, ...]:
    topics = topics or load_topics()
    return topics.rank(topics.weigh(topics.find(tokenize(text))))


def label(text: str, *commitments: str, heading: str = "") -> list[tuple[str, ...]]:
    """Label the named pieces of a text, each in its own sentence."""
    pieces = []
    for words in commitments:
        at = text.index(words)
        sentence = (text.rfind(".", 0, at) + 1, text.index(".", at))
        tokens = tokenize(text, *sentence)
        first = next(n for n, start in enumerate(tokens.starts) if start >= at)
        last = sum(end <= at + len(words) for end in tokens.ends)
        under = Span(text.index(heading), text.index(heading) + len(heading)) if heading else None
        pieces.append(Piece(tokens, first, last, under))
    return label_topics(pieces, load_topics(), text)


@pytest.mark.parametrize("case", read_cases("topics"))
def test_case(case: dict[str, Any]) -> None:
    found = topics_of(case["text"])
    assert found[0] == case["main"], case["why"]
    assert set(case.get("also", ())) <= set(found), case["why"]
    assert not set(case.get("lacks", ())) & set(found), case["why"]
    assert len(found) <= 3


def test_keys_and_their_order_are_promised() -> None:
    assert list(load_topics().keys) == KEYS
    assert load_topics().title("dprk") == "North Korea"
    assert load_topics().title("unheard-of") == "unheard-of"


def test_heading_helps_where_words_tell_little() -> None:
    text = "Fighting Terrorism\n\nWe will do more together."
    assert label(text, "We will do more together", heading="Fighting Terrorism")[0][0] == "crime"


def test_words_go_before_heading() -> None:
    text = "Fighting Terrorism\n\nWe will vaccinate children against malaria."
    assert label(text, "We will vaccinate children against malaria", heading="Fighting Terrorism")[0][0] == "health"


def test_rest_of_sentence_helps() -> None:
    text = "They stressed calm across the Taiwan Strait and opposed any attempt to change it."
    assert (
        label(text, "They stressed calm across the Taiwan Strait", "opposed any attempt to change it")[1][0] == "taiwan"
    )


def test_what_leads_up_helps_within_its_paragraph() -> None:
    told, asked = "The talks turned to the missiles of the DPRK.", "The ministers urged restraint."
    assert label(f"{told} {asked}", "The ministers urged restraint")[0][0] == "dprk"
    assert label(f"{told}\n\n{asked}", "The ministers urged restraint")[0][0] == "other"


def test_commitment_before_helps_within_its_paragraph() -> None:
    before = "We will expand scholarships. We will open trade talks. "
    after = "We will keep up the momentum."
    names = ("We will expand scholarships", "We will open trade talks", "We will keep up the momentum")
    assert label(before + after, *names)[-1][0] == "economic-security"


def test_document_helps_where_nothing_else_does() -> None:
    text = "We condemn the war against Ukraine.\n\nWe arm Ukraine.\n\nWe stand firm."
    names = ("We condemn the war against Ukraine", "We arm Ukraine", "We stand firm")
    assert label(text, *names)[-1][0] == "ukraine"


def test_no_pieces() -> None:
    assert label("") == []


def test_own_topic() -> None:
    topics = load_topics({"whales": {"title": "Whaling", "decides": "whale, whaling moratorium"}})
    assert topics.keys == (*load_topics().keys, "whales")
    assert topics.title("whales") == "Whaling"
    assert topics_of("They upheld the whaling moratorium", topics) == ("whales",)
    assert "whales" not in load_topics().keys


def test_own_phrases_as_list() -> None:
    topics = load_topics({"climate": {"tells": ["peatland, bog", "moor"]}})
    assert topics_of("They will protect moors", topics)[0] == "climate"
    assert topics_of("They will protect peatlands", topics)[0] == "climate"
    assert topics.title("climate") == load_topics().title("climate")


def test_own_class_and_weight_go_before() -> None:
    assert topics_of("They discussed tourism and semiconductors")[0] == "people"
    weaker = load_topics({"people": {"hints": "tourism"}})
    assert topics_of("They discussed tourism and semiconductors", weaker)[0] == "technology"
    heavier = load_topics({"technology": {"weight": 3}})
    assert topics_of("They discussed tourism and semiconductors", heavier)[0] == "technology"


@pytest.mark.parametrize(
    ("own", "place"),
    [
        ({"whales": "whale"}, "topics.whales: a table is expected"),
        ({"whales": {"decide": "whale"}}, "topics.whales.decide: unknown; known are"),
        ({"whales": {"decides": 3}}, "topics.whales.decides: phrases in quotes, parted by commas, are expected"),
        ({"whales": {"tells": ["whale", 3]}}, "topics.whales.tells: phrases in quotes"),
        ({"whales": {"title": ["Whaling"]}}, "topics.whales.title: words in quotes are expected"),
        ({"whales": {"weight": True}}, "topics.whales.weight: a number above 0 is expected"),
        ({"whales": {"weight": float("inf")}}, "topics.whales.weight: a number above 0 is expected"),
        ({"sea, air": {}}, "topics.sea, air: a key of letters, digits and hyphens is expected"),
    ],
)
def test_own_in_a_wrong_shape(own: dict[str, Any], place: str) -> None:
    with pytest.raises(CommitrackError, match="^" + re.escape(f"commitrack.toml: {place}")):
        load_topics(own)


@pytest.mark.parametrize("key", KEYS)
def test_no_phrase_stands_in_two_classes_of_a_topic(key: str) -> None:
    row = read_table("topics")["topics"][key]
    lines = [row.get(name, []) for name in CLASSES]
    phrases = [
        each.strip()
        for line in lines
        for text in ([line] if isinstance(line, str) else line)
        for each in text.split(",")
    ]
    assert sorted(phrases) == sorted(set(phrases))
    assert all(phrase and phrase == phrase.lower() for phrase in phrases)
