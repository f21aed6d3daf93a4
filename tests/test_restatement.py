"""A report and the statement that it quotes say everything twice: what is said again is marked as such."""

from __future__ import annotations

from datetime import date

from commitrack.extraction import says_twice
from commitrack.intake.work import take_apart
from commitrack.lexicon import load_lexicon
from commitrack.reading import read_document

REPORT = """The ministers of Japan and Kenya met in Mombasa on 3 May 2030.

They reaffirmed the importance of open sea lanes in the Indian Ocean. They condemned piracy off the Horn of Africa.
They agreed to share radar data on fishing fleets. They welcomed the opening of a geothermal plant at Naivasha.
They called for the release of detained sailors. They supported vaccine production in Nairobi.
They will train harbour pilots together. They noted the drought in the north.
They committed to a rail link to the coast. They encouraged more students to study abroad.

The full text of the statement follows.
"""
QUOTED = """
"The Ministers reaffirmed the vital importance of open sea lanes throughout the Indian Ocean."

"The Ministers strongly condemned all acts of piracy off the Horn of Africa."

"The two governments agreed to share radar data on the movements of fishing fleets."

"They are ready to discuss aviation."
"""


def restated(text: str) -> dict[str, str]:
    document = read_document(text.encode())
    commitments = take_apart(document, date(2030, 5, 3), ("Japan", "Kenya"), load_lexicon()).commitments
    words = {each.id: each.quote for each in commitments}
    return {each.quote: words[each.restates] for each in commitments if each.restates}


def test_what_is_quoted_after_the_report_restates_it() -> None:
    found = {later[:60]: earlier[:60] for later, earlier in restated(REPORT + QUOTED).items()}
    assert list(found.values()) == [
        "They reaffirmed the importance of open sea lanes in the Indi",
        "They condemned piracy off the Horn of Africa",
        "They agreed to share radar data on fishing fleets",
    ]


def test_a_text_that_says_things_once_restates_nothing() -> None:
    assert restated(REPORT) == {}
    assert not says_twice(read_document(REPORT.partition("The full text")[0].encode()))


SHORT = """The ministers of Japan and Kenya met in Mombasa on 3 May 2030. They condemned piracy off the Horn of Africa,
and agreed to share radar data on fishing fleets.

The full text of the statement follows.

"The two governments agreed to share all radar data on fishing fleets."

"The Ministers strongly condemned piracy off the Horn of Africa."

"They will train more harbour pilots off the Horn of Africa."
"""


def test_nearly_the_same_words_restate_in_a_short_text_too() -> None:
    found = {later[:40]: earlier[:40] for later, earlier in restated(SHORT).items()}
    assert found == {
        "The two governments agreed to share all ": "agreed to share radar data on fishing fl",
        "The Ministers strongly condemned piracy ": "They condemned piracy off the Horn of Af",
    }


def test_a_refrain_restates_wherever_it_stands() -> None:
    refrain = "The ministers will keep the sea lanes of the gulf open."
    found = restated(f"{refrain} They noted the drought in the north.\n\n{refrain.replace('The ministers', 'They')}\n")
    assert found == {
        "They will keep the sea lanes of the gulf open": "The ministers will keep the sea lanes of the gulf open"
    }


def test_another_party_or_a_few_words_that_lean_on_others_restate_nothing() -> None:
    assert restated("Japan will mend the pier of the old port. Kenya will mend the pier of the old port.") == {}
    called = "and called for its full implementation."
    assert restated(f"They welcomed the treaty {called} They welcomed the code {called}") == {}
