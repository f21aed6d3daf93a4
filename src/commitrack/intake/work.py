"""The unit of work: the bytes of one source in, what was read and taken apart out. Nothing else goes in or out."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from commitrack.errors import CommitrackError
from commitrack.extraction import extract, says_twice
from commitrack.lexicon import Lexicon, load_lexicon
from commitrack.model import Commitment, Coverage, Document, Extraction, Header, LedgerConfig, Omission, Uncovered
from commitrack.reading import read_document


class Options(Struct, frozen=True, kw_only=True):
    """What is given beside the bytes, for all sources of a run."""

    date: date | None = None
    """The meeting's day; None for the one that each source tells."""
    parties: tuple[str, ...] = ()
    """Empty for those that each source tells."""
    own: bytes = b""
    """What the ledger adds to the lexicon, pickled: it reaches other processes, which keep the lexicon made of it."""


class Reading(Struct, frozen=True, kw_only=True):
    """A source taken apart; its commitments bear ordinals until the ledger names them."""

    header: Header
    """As the source tells, the options left aside."""
    text: str
    """The clean text, in which the commitments have their spans."""
    commitments: tuple[Commitment, ...]
    coverage: Coverage
    uncovered: tuple[Uncovered, ...]


def make_options(config: LedgerConfig, *, day: date | None = None, parties: tuple[str, ...] = ()) -> Options:
    """Return the options for the sources of a ledger."""
    if not (config.verbs or config.topics or config.parties or config.aliases):
        return Options(date=day, parties=parties)
    import pickle

    return Options(date=day, parties=parties, own=pickle.dumps(config))


def read_and_extract(data: bytes, name: str, options: Options) -> Reading:
    """Read a source and take it apart; CommitrackError where it is no text, or where no date is given or found."""
    lexicon = _lexicon(options.own)
    document = read_document(data, name=name, parties=lexicon.parties)
    meeting = options.date or document.header.date
    if meeting is None:
        raise CommitrackError(f"{name}: no date found in the text; give the meeting's with --date YYYY-MM-DD")
    parties = options.parties or document.header.parties
    extraction = take_apart(document, meeting, parties, lexicon)
    return Reading(
        header=document.header,
        text=document.text,
        commitments=extraction.commitments,
        coverage=measure(extraction),
        uncovered=extraction.uncovered,
    )


def take_apart(document: Document, meeting: date, parties: tuple[str, ...], lexicon: Lexicon) -> Extraction:
    """Extract the commitments of a document; what a report and the statement it quotes both say is marked."""
    extraction = extract(document, meeting=meeting, parties=parties, lexicon=lexicon)
    if not says_twice(document):
        return extraction
    from commitrack.comparison import mark_restatements

    return replace(extraction, commitments=mark_restatements(extraction.commitments))


def measure(extraction: Extraction) -> Coverage:
    """Return how much of a text an extraction covers."""
    left_out = [each for each in extraction.uncovered if each.reason is not Omission.HEADING]
    reasons = Counter(each.reason for each in left_out if not each.part)
    parts = sum(each.part for each in left_out)
    return Coverage(sentences=extraction.sentences, left_out=dict(reasons.most_common()), parts=parts)


def attempt(data: bytes, name: str, options: Options) -> Reading | CommitrackError:
    """Return the reading or, as a value, why there is none: one bad source of thousands stops no run."""
    try:
        return read_and_extract(data, name, options)
    except CommitrackError as error:
        return error
    except Exception as error:
        return CommitrackError(f"{name}: a fault of the program: {type(error).__name__}: {error}; please report it")


@lru_cache(maxsize=2)
def _lexicon(own: bytes) -> Lexicon:
    if not own:
        return load_lexicon()
    import pickle

    return load_lexicon(pickle.loads(own))
