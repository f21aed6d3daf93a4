"""Laws of extraction over texts put together from pieces of joint statements, noise, and any characters at all."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.support import CASES

from commitrack.extraction import extract
from commitrack.extraction.impersonal import Impersonals, Position
from commitrack.extraction.sentences import split_sentences
from commitrack.lexicon.tokens import Tokens
from commitrack.model import Act, Block, BlockKind, Document, Extraction, Span

MEETING = date(2030, 5, 1)
PARTIES = ("United States", "Japan", "Republic of Korea")
PIECES = """
We|They|The leaders|President Biden|Japan and the ROK|Japan, the ROK, and|the United States|The initiative|He|it
Our commitment|reaffirmed|reaffirm|their commitment to|the importance of|support for|will|will not|continue to
are committed to|agreed to|condemned|welcome|call on|encouraged|expressed concern about|look forward to
have decided to|must|is ironclad|remains|reaffirming|build|and build|establish|train pilots|promote and protect
the strait|the alliance|peace and stability|the DPRK|to return|coercion|and|,|, and|;|:|.|. |…|....|/|(|)|[|]|“|”
,” the statement said|"|—|-|•|and that|that|which|who|where|in order to|including by|By the end of 2031,
within 90 days|Through the new fund,|in this regard,|as well as|, where possible,|strongly|also|U.S.|No. 5|Mr.|WE
welcome the participation of ministers|welcomed the envoy for a visit|This Memorandum|enters into force upon signature
Areas of cooperation include:|Actions to date include:
RECOGNIZING|ß|İ|é|北|\u200b|\u00a0|1.|(a)
"""
CEREMONY = (
    "We condemn the raids, and we welcome the presence of ministers, and Japan supports the plan and urges Fiji to act."
)
WORDS = st.sampled_from([piece for line in PIECES.strip().splitlines() for piece in line.split("|")])
SENTENCES = st.lists(WORDS, max_size=25).map(" ".join)
ANY = st.characters(exclude_categories=["Cs"])  # a lone soft hyphen is a word of no letters
TEXTS = SENTENCES | st.text(ANY, max_size=80)
KINDS = st.sampled_from(BlockKind)
BLOCKS = st.lists(st.tuples(KINDS, TEXTS), max_size=5)


def document_of(parts: Sequence[tuple[BlockKind, str]]) -> Document:
    """Put a document together, blocks apart by an empty line, and single spaces in them, as reading leaves them."""
    text, blocks = "", []
    for kind, words in ((kind, folded(words)) for kind, words in parts):
        blocks.append(Block(kind=kind, span=Span(len(text), len(text) + len(words)), level=1))
        text += words + "\n\n"
    return Document(text=text, blocks=tuple(blocks))


def read(parts: Sequence[tuple[BlockKind, str]], parties: Sequence[str] = PARTIES) -> tuple[Document, Extraction]:
    document = document_of(parts)
    return document, extract(document, meeting=MEETING, parties=parties)


def folded(text: str) -> str:
    return " ".join(text.split())


@given(BLOCKS)
@example([(BlockKind.PARAGRAPH, "Japan met. G7 both of commitment pledge oppose")])  # one subject for two verbs
@example([(BlockKind.PARAGRAPH, CEREMONY)])  # what stands behind it shares a subject with none of it
def test_quotes_stand_in_the_text_in_order(parts: list[tuple[BlockKind, str]]) -> None:
    document, found = read(parts)
    end = 0
    for each in found.commitments:
        assert each.span is not None
        assert end <= each.span.start < each.span.end <= len(document.text)
        assert each.quote == document.text[each.span.start : each.span.end].rstrip()
        end = each.span.end


@given(BLOCKS)
def test_labels_are_of_the_vocabulary(parts: list[tuple[BlockKind, str]]) -> None:
    _, found = read(parts)
    for number, each in enumerate(found.commitments, 1):
        assert each.id == str(number)
        assert each.act in Act
        assert each.force in range(1, 6)
        assert each.verb
        assert each.actors
        assert set(each.actors) <= {"all", *PARTIES}
        assert 1 <= len(each.topics) <= 3
        assert each.due is None or each.due_text


@given(BLOCKS)
def test_every_sentence_is_covered_or_said_to_be_left_out(parts: list[tuple[BlockKind, str]]) -> None:
    document, found = read(parts)
    spans = [each.span for each in found.commitments if each.span] + [each.span for each in found.uncovered]
    read_blocks = [block for block in document.blocks if block.kind not in (BlockKind.HEADING, BlockKind.NOTE)]
    sentences = [sentence for block in read_blocks for sentence in split_sentences(document.text, block.span)]
    assert found.sentences == len(sentences)
    for start, end in sentences:
        assert any(start <= span.start and span.end <= end for span in spans)
    left_out = [each.span for each in found.uncovered]
    commitments = [each.span for each in found.commitments if each.span]
    for part in (each.span for each in found.uncovered if each.part):
        assert not any(part.start < span.end and span.start < part.end for span in commitments)
        assert any(start <= part.start and part.end <= end for start, end in sentences)
    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            assert block.span in left_out
        assert block.kind is not BlockKind.NOTE or not block.span[1] or block.span not in left_out


@given(BLOCKS)
def test_text_that_reads_alone_keeps_the_words_of_its_quote(parts: list[tuple[BlockKind, str]]) -> None:
    _, found = read(parts)
    for each in found.commitments:
        said = set(re.findall(r"\w+", each.text.casefold()))
        words = re.findall(r"\w+", each.quote.casefold())
        assert set(words[1:]) <= said  # the first may be a pronoun that gave way to its noun


@pytest.mark.parametrize("kind", [BlockKind.PARAGRAPH, BlockKind.ITEM])
@pytest.mark.parametrize("cases", sorted(CASES.glob("extraction_*.toml")), ids=lambda path: path.stem)
def test_a_text_may_begin_and_break_off_at_any_word(cases: Path, kind: BlockKind) -> None:
    sentences = [case["text"].split() for case in tomllib.loads(cases.read_text(encoding="utf-8"))["case"]]
    for words in sentences:
        pieces = [words[:at] for at in range(1, len(words))] + [words[at:] for at in range(1, len(words))]
        parts = [(kind, " ".join(piece)) for piece in pieces]
        document, found = read(parts)
        assert all(each.span and document.text[slice(*each.span)] for each in found.commitments)


@given(BLOCKS)
def test_the_same_text_gives_the_same_commitments(parts: list[tuple[BlockKind, str]]) -> None:
    assert read(parts)[1] == read(parts)[1]


@given(BLOCKS, st.permutations(PARTIES))
def test_the_order_of_parties_changes_nothing(parts: list[tuple[BlockKind, str]], parties: list[str]) -> None:
    assert read(parts)[1] == read(parts, parties)[1]


@given(st.text(max_size=200))
def test_sentences_lie_apart_within_their_block(text: str) -> None:
    end = 0
    for span in split_sentences(text, Span(0, len(text))):
        assert end <= span.start < span.end <= len(text)
        end = span.end


@pytest.mark.parametrize(
    "unit", ["the port is vital, and ", "the port must stay, the port must stay, ", "We welcome it; and, and the port "]
)
def test_a_chain_of_positions_is_read_a_bounded_number_of_times(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    work = 0
    read_one = Impersonals.read

    def counted(self: Impersonals, tokens: Tokens, start: int, end: int) -> Position | None:
        nonlocal work
        work += end - start
        return read_one(self, tokens, start, end)

    monkeypatch.setattr(Impersonals, "read", counted)
    costs = []
    for times in (50, 100):
        work = 0
        read([(BlockKind.PARAGRAPH, unit * times)])
        costs.append(work)
    assert costs[1] < 2.5 * costs[0]  # four times where the work grows with the square


@pytest.mark.parametrize(
    "unit",
    [
        "and that and that ",
        "will build and ",
        "“and opposed” ([{)]} / ",
        "… .... ",
        "We, the leaders of Japan, and ",
        "Aa Bb, President of U.S. ",
        "must not; ",
    ],
)
def test_time_grows_with_the_length_only(unit: str) -> None:
    text = (unit * (200_000 // len(unit) + 1))[:200_000]
    start = process_time()
    read([(BlockKind.PARAGRAPH, "We " + text)])
    assert process_time() - start < 20  # a second or two; minutes if it grew with the square
