from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from commitrack.errors import CommitrackError
from commitrack.model import Document
from commitrack.reading import read_document

MARKS = r"""
# ## ### - * + • ‣ – 1. 2) (a) b. ii) > | --- *** === \*\*\* [^1]: [^1] [1] <sup>2</sup> ** * _ ` ~~ \ &amp; &#8203;
<br> <p> <!-- --> ](x) [ ] ![ https://x.example <https://x.example> :
"""
TEXT = "We will count fish the Fisheries PORTS I. II. Japan U.S. President Biden met in Oslo on 3 May 2024 . ; :"
PIECES, WORDS = MARKS.split(), TEXT.split()
GAPS = [" ", " ", " ", "\n", "\n\n", "  \n", "\\\n", "\n    ", "\n\n  ", "\u00a0", "\t", "", "\r\n"]

markdown = st.lists(st.tuples(st.sampled_from([*PIECES, *WORDS, *WORDS]), st.sampled_from(GAPS)), max_size=60).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)
prose = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", " ", "\n", "\n\n"])), min_size=1, max_size=60
).map(lambda parts: "".join(word + gap for word, gap in parts))


def read(data: bytes, name: str = "a.md") -> Document | None:
    """Nothing but CommitrackError may be raised, and that of one line."""
    try:
        return read_document(data, name=name)
    except CommitrackError as error:
        message = str(error)
    assert "\n" not in message
    return None


@given(
    st.binary()
    | markdown.map(str.encode)
    | markdown.map(lambda text: text.encode("utf-16"))
    | st.text().map(str.encode)
)
def test_blocks_rise_and_hold_the_whole_text(data: bytes) -> None:
    document = read(data)
    if document is None:
        return
    words = [document.text[block.span.start : block.span.end] for block in document.blocks]
    assert "\n\n".join(words) == document.text
    assert all(text and text == " ".join(text.split()) for text in words)
    assert all(a.span.end < b.span.start for a, b in pairwise(document.blocks))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u202e\ufeff]", document.text)


@given(st.text(alphabet="ab-:#*[]()<>|\\`_.1 \n\t&;\"'", max_size=80), st.sampled_from(["a.md", "a.txt", "", "-"]))
def test_any_text_is_read_or_refused(text: str, name: str) -> None:
    read(text.encode(), name)


@given(prose)
def test_plain_words_all_come_through(text: str) -> None:
    document = read(text.encode(), "a.txt")
    word = re.compile(r"[^\W\d_]+")  # a number alone may be a list's mark or a page's
    assert word.findall(document.text if document else "") == word.findall(text)


@given(markdown)
def test_clean_text_read_again_keeps_its_words(text: str) -> None:
    once = read(text.encode())
    if once is None or re.search(r"\*\*|\]\(|\[\^|^#|<", once.text, re.MULTILINE):
        return  # escaped marks and entities are marks again in a second reading
    again = read(once.text.encode(), "a.txt")
    word = re.compile(r"[^\W\d_]{3,}")  # a heading's number or letter may count as a list's in the second reading
    assert word.findall(again.text if again else "") == word.findall(once.text)


@given(markdown)
def test_reading_is_a_function(text: str) -> None:
    assert read(text.encode()) == read(text.encode())
