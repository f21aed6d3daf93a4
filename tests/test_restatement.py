"""A report and the statement that it quotes say everything twice: what is said again is marked as such."""

from __future__ import annotations

from datetime import date

from commitrack.extraction import says_twice
from commitrack.intake import take_apart
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
