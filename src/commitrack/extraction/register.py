"""The register of a text: is it told in the past, what is ceremony, who is quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from commitrack.lexicon.register import load_register
from commitrack.lexicon.tokens import Tokens
from commitrack.model import LEAST_HEADING, Block, BlockKind, Document
from commitrack.patterns import compile_late

NOTE_LENGTH = 400  # characters of a paragraph that may stand between a list and what introduces it
OPENING = 3000  # characters that tell in which tense a text is told
FEWEST_TOLD = 3  # sentences from which on a text seems to tell of its meeting
QUOTED = 5  # blocks in quotation marks from which on a text seems to quote a whole statement
ABRIDGED = 4  # ellipses from which on a text counts as abridged
ELLIPSIS = compile_late(r"\.{3,}|…")
INTRODUCES = compile_late(r":\W*$|\b(?:the|these|those)(?: \w+)? following\b|\bas follows\b", re.IGNORECASE)
CEREMONY = r"""
    (?!.{0,120}\bforward\ to\ )
      [^;]{0,120}? \b (?<!will\ )welcom(?:e|ed|es|ing) \s (?:[^;]{0,90}? \s)? to \s       # welcomed somebody to
        (?: an?\ (?:[\w-]+\ ){0,3}(?:summit|meeting)
          | his | her | (?:HOUSES)
          | [A-Z]\w+ (?:,?\ [A-Z]\w+)? \ (?:today|on|for) ) \b
      | [^;]{0,120}? \b welcom(?:ed|es) \s                                   # welcomed a minister to a town or house
        (?= [^;]{0,60} \b (?:Minister|Secretary|President|Chancellor|Premier|King|counterparts?|colleagues|him|them)\b )
        (?: (?:the|his|her|their|and|of|for|counterparts?|colleagues|him|them|[A-Z][\w.-]*,?) \s ){1,20}
        to \s (?:the\s)? (?=[A-Z])
      | [^;]{0,120}? \b welcomed \s [^;]{0,160}? \s                          # welcomed somebody for a visit
        (?:for\ (?:a|an|his|her|their)\ (?:\w+\ )?visit | delegation\ led\ by) \b
      | [^;]{0,80}? \b (?:appreciation|gratitude|thanks) \b [^;]{0,80}? \b    # appreciation for the arrangements
        (?:arrangements|reception|warm\ welcome) \b
      | [^;]{0,80}? \b (?:appreciation|gratitude|thanks|commend\w*|acknowledge\w*) \b [^;]{0,160}? \b hospitality \b
      | [^;]{0,80}? \b thanked \b [^;]{0,200}? \b invited \b [^;]{0,120}? \b visit \b  # thanked and invited
"""
CEREMONIAL = frozenset(
    {"welcome", "welcomed", "welcomes", "welcoming", "appreciation", "gratitude", "thanks", "thanked", "hospitality"}
)
ATTRIBUTION = compile_late(
    r"""[,.]? [”"] ,? \s (?:the|their|its|a)? \s? (?:joint\ )? \w+ \s (?:\w+\ )?
          (?:said|declared|read|stated|added|noted) \b
      | [,.] [”"] \s+ (?:[\w’'-]+\s){0,8} (?:said|told|declared|added|according|stated|noted) \b""",
    re.VERBOSE,
)
SOURCE = compile_late(
    r"""(?:[,.]?["”],?|,)\s
        (?: (?:the|a|an|they|he|she|officials) \s (?:[\w’'.-]+\s){0,7} (?:said|added|noted|told\ reporters)
        | according \s to \s (?:a|an|the) \s (?:[\w’'.-]+\s){0,7}
          (?:officials?|document|statement|ministry|sources?|spokes\w+|agency|reports?|release|communiqué|readout
            |fact\ssheet|summary|briefing) )
      \b [^,;]{0,90} (?P<more>,\s\w+ing\s[^;]{0,120})? $""",
    re.VERBOSE,
)
TOLD = compile_late(
    r"""\b(?:leaders|ministers|sides|president|minister|they|officials|secretary|participants|countries|states|both|council
        |meeting|summit|conference|governments|parties|partners|allies|statement|text|document|communiqué|two|three|four|seven|we)
        (?:[ ]\w+){0,2}? [ ]
        (?:[a-z]{3,}ed|called|undertook|held|spoke|said|drew|gave|took)\b
      | \b(?:was|were) [ ] (?:\w+ly[ ])?
        (?:condemned|deplored|welcomed|urged|reaffirmed|endorsed|voiced|expressed|stressed|called|described|agreed|announced)\b""",
    re.VERBOSE | re.IGNORECASE,
)
QUOTED_WORDS = compile_late(r"[“\"][^“”\"]{0,600}[”\"]")
TEXT_FOLLOWS = compile_late(
    r"\b(?:full )?text of the (?:following |joint )?(?:statement|communiqu|declaration)|\bfull text\b", re.IGNORECASE
)
SPOKEN = compile_late(
    r"\bwe\b(?! (?:\w+ )?[a-z]{3,}ed\b)"
    r"|\b(?:leaders|ministers|they) (?:reaffirm|welcome|underscore|emphasize|commit|express)\b",
    re.IGNORECASE,
)


def is_narrated(text: str) -> bool:
    """Tell whether a text tells of its meeting in the past tense ("the leaders announced")."""
    opening = QUOTED_WORDS.sub("", text[:OPENING])
    told = len(TOLD.findall(opening))
    return told >= FEWEST_TOLD and told > 2 * len(SPOKEN.findall(opening))


def is_abridged(text: str) -> bool:
    """Tell whether ellipses stand for what was cut from a text."""
    return ("..." in text or "…" in text) and len(ELLIPSIS.findall(text)) >= ABRIDGED


def end_of_ceremony(tokens: Tokens) -> int:
    """Return where the words end that welcome somebody somewhere, or thank for that; 0 where there are none."""
    if CEREMONIAL.isdisjoint(tokens.words):
        return 0
    match = _ceremony().match(tokens.text, tokens.starts[0], tokens.ends[-1])
    return match.end() if match else 0


@lru_cache(maxsize=1)
def _ceremony() -> re.Pattern[str]:
    """Return the expression for words of ceremony, the table's houses in it."""
    houses = "|".join(re.escape(house) for house in load_register().houses)
    return re.compile(CEREMONY.replace("HOUSES", houses), re.VERBOSE)


def introduces_list(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence announces a list: by a colon, or "the following"."""
    return bool(INTRODUCES.search(text, start, end))


def says_twice(document: Document) -> bool:
    """Tell whether a text looks like a report with the statement itself behind it, which says everything again."""
    quoted = sum(document.text.startswith(("“", '"'), block.span.start) for block in document.blocks)
    return quoted >= QUOTED or bool(TEXT_FOLLOWS.search(document.text))


def starts_list(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether a list, or headed paragraphs in place of one, start at a block; a short note may stand in front."""
    for block in blocks[at : at + 4]:
        if block.kind is BlockKind.ITEM or runs_in(block):
            return True
        if block.kind is BlockKind.PARAGRAPH and block.span.end - block.span.start > NOTE_LENGTH:
            return False
    return False


def runs_in(block: Block) -> bool:
    """Tell whether a block can be a heading that ran into the text of the next one."""
    return block.kind is BlockKind.HEADING and block.level >= LEAST_HEADING


def without_attribution(clause: str) -> int:
    """Return the length of a clause without the words that only say who said it."""
    match = _find_attribution(clause)
    return match.start() if match else len(clause)


def end_of_attribution(text: str, start: int, end: int) -> int:
    """Return where the words end that say who said what ends at `start`; `start` where there are none up to `end`."""
    match = _find_attribution(text[start:end])
    if match is None or match.start():
        return start
    more = match.start("more") if "more" in match.re.groupindex else -1
    return start + (more if more >= 0 else match.end())


def _find_attribution(clause: str) -> re.Match[str] | None:
    match = ATTRIBUTION.search(clause) if "”" in clause or '"' in clause else None
    if match is None and any(f" {word}" in clause for word in (*load_register().saying, "according")):
        match = SOURCE.search(clause)
    return match
