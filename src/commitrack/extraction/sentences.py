"""Sentences of a block, with spans. Rules of our own: official prose is full of "U.S.", initials and ellipses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from commitrack.lexicon.grammar import load_grammar
from commitrack.lexicon.headers import load_headers
from commitrack.lexicon.months import ANY_SHORT
from commitrack.model import Span
from commitrack.patterns import compile_late

BOUNDARY = compile_late(
    r"""
    (?= [.!?…] ) (?:                               # where no such mark stands, nothing has to be tried
        (?: [.!?…] ["”’')\]]* | \.["”]\s?[)\]] )   # an end mark, with what closes after it
        \s+ (?: / \s+ )?                           # then space, or the slash of an abridged text
        (?= ["“‘'(\[]* [A-Z0-9À-Ý•…] | -- )        # and something that can open a sentence, or an agency's mark
      | (?: (?<= [a-z)\]] ) | (?<= \b20\d\d ) ) \. ["”]? (?= [A-Z][a-z]+\s | \([A-Z]+\) )   # a point without its space
      | \.{4,} ["”]? \s* (?= \S )                  # four dots: an ellipsis that ends its sentence, in abridged texts
    )
    | (?<= \.{3} ) ["”]? \s+ (?= ["“] )          # an ellipsis in front of the next quoted passage
    """,
    re.VERBOSE,
)
DOTTED = compile_late(r"(?:[A-Z]\.){2,}$")  # U.S.  D.C.
HOUR = compile_late(r"\b[ap]\.m\.$")
OF_HOUR = compile_late(  # 5 p.m. | Friday, EST, Greenwich Mean Time, Lima and Suva time, May 3
    rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|UTC|[A-Z]{{1,3}}T|(?:[A-Z]\w+ (?:and )?){{1,4}}[Tt]ime)\b"
    rf"|(?:{ANY_SHORT})\.? \d"
)
NUMBER = compile_late(  # of a paragraph, or of an item; no quantity, "1.5 GW of power"
    r"\(?(?:\d{1,3}|[ivxIVX]{1,5}|[a-zA-Z])[.)]\s+(?=\S)|\d{1,3}\s+(?=[A-Z]{2})|\d{1,3}\.(?=[A-Z][a-z])"
    r"|\d{1,2}(?:\.\d{1,2}){1,2}(?:\.|(?!\s+(?:[A-Z]{1,3}\s(?:of|per|in)|[MBT]r?illion|Per\s?[Cc]ent|Degrees)\b))"
    r"\s+(?=[A-Z][a-z]|[A-Z]+\s[a-z])"
    r"|(?:§|Para(?:graph)?|PARA(?:GRAPH)?)\s?\d{1,3}[.:]?\s+(?=[A-Z][a-z]|[A-Z]+\s[a-z])"
)
LONGEST = 5000  # characters: no sentence of a statement is longer, and work on one grows with its square


def split_sentences(text: str, block: Span) -> Iterator[Span]:
    """Yield the sentences of `text[block.start:block.end]`, white space at their edges left out.

    What runs on without an end is cut at a space, so that a hostile text costs no more than its length.
    """
    for span in _split(text, block):
        while span.end - span.start > LONGEST:
            cut = max(text.rfind(" ", span.start, span.start + LONGEST), span.start + LONGEST // 2)
            yield Span(span.start, cut)
            span = Span(cut + (text[cut] == " "), span.end)
        yield span


def _split(text: str, block: Span) -> Iterator[Span]:
    number = NUMBER.match(text, block.start, block.end)
    start = load_headers().skip_news_from(text, number.end() if number else block.start, block.end)
    for match in BOUNDARY.finditer(text, start, block.end):
        before = text[max(start, match.start() - 12) : match.start() + 1]
        if _continues(text, before, match, start):
            continue
        end = match.start() + len(match.group().rstrip(" \t\n/"))
        if end > start:
            yield Span(start, end)
        start = match.end()
    if start < block.end:
        yield Span(start, block.end)


def _continues(text: str, before: str, match: re.Match[str], start: int) -> bool:
    """Tell whether the point belongs to an abbreviation, so that the sentence goes on."""
    if not match.group().startswith(".") or match.group().startswith(".."):
        return False
    grammar, opener = load_grammar(), _opener().match(text, match.end())
    if HOUR.search(before):
        return OF_HOUR.match(text, match.end()) is not None
    if dotted := DOTTED.search(before):
        return opener is None or (dotted[0] in grammar.national and opener[0] in grammar.office_opener)
    found = _abbreviation().search(before)
    word = found.group().strip(' ("“.') if found else ""
    ends = (opener and word in grammar.short) or (word in grammar.month and not text[match.end()].isdigit())
    if not found or ends:
        return False
    numbered = word[:1]
    at_start = match.start() - start <= 6
    return at_start or not (numbered.isdigit() or (len(found.group().strip()) <= 3 and numbered in "ivxIVX"))


@lru_cache(maxsize=1)
def _opener() -> re.Pattern[str]:
    """Return the expression for a word that opens a sentence even behind "U.S."."""
    return re.compile(rf"[\"“]?(?:{_any_of(load_grammar().sentence_opener)})\b")


@lru_cache(maxsize=1)
def _abbreviation() -> re.Pattern[str]:
    """Return the expression for what has a point at its end that ends no sentence."""
    known = _any_of(load_grammar().abbreviation)
    return re.compile(
        rf"""(?:^|[\s("“.])
          (?: {known}
            | [A-Z]                     # an initial
            | \d{{1,3}} | [ivxIVX]{{1,5}}   # the number of a paragraph
          )\.$""",
        re.VERBOSE,
    )


def _any_of(words: frozenset[str]) -> str:
    return "|".join(map(re.escape, sorted(words)))
