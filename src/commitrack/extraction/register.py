"""The register of a text: is it told in the past, what is ceremony, who is quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commitrack.lexicon.grammar import load_grammar
from commitrack.lexicon.register import load_register
from commitrack.lexicon.tokens import Tokens
from commitrack.lexicon.verbs import Verbs
from commitrack.model import LEAST_HEADING, Block, BlockKind, Document, Omission
from commitrack.patterns import compile_late

NOTE_LENGTH = 400  # characters of a paragraph that may stand between a list and what introduces it
OPENING = 3000  # characters that tell in which tense a text is told
FEWEST_TOLD = 3  # sentences from which on a text seems to tell of its meeting
QUOTED = 5  # blocks in quotation marks from which on a text seems to quote a whole statement
NEAR = 6  # tokens behind a verb in which the noun stands that makes it a courtesy
ABRIDGED = 4  # ellipses from which on a text counts as abridged
ELLIPSIS = compile_late(r"\.{3,}|…")
QUOTED_WORDS = compile_late(r"[“\"][^“”\"]{0,600}[”\"]")


def is_narrated(text: str) -> bool:
    """Tell whether a text tells of its meeting in the past tense ("the leaders announced")."""
    opening = QUOTED_WORDS.sub("", text[:OPENING])
    register = load_register()
    told = len(register.told.findall(opening))
    return told >= FEWEST_TOLD and told > 2 * len(register.spoken.findall(opening))


def is_abridged(text: str) -> bool:
    """Tell whether ellipses stand for what was cut from a text."""
    return ("..." in text or "…" in text) and len(ELLIPSIS.findall(text)) >= ABRIDGED


def find_formality(tokens: Tokens) -> tuple[int, Omission]:
    """Return where words end that welcome or thank somebody, or state an agreement's terms, and what they are; or 0.

    The last position that begins in front of that end is none, but a formality.
    """
    register = load_register()
    kinds = (
        (register.ceremonial, register.ceremony, Omission.COURTESY),
        (register.instrumental, register.terms, Omission.BACKGROUND),
    )
    for cues, rows, reason in kinds:
        match = None if cues.isdisjoint(tokens.words) else rows.match(tokens.text, tokens.starts[0], tokens.ends[-1])
        if match:
            return match.end(), reason
    return 0, Omission.BACKGROUND


def find_remark(tokens: Tokens, start: int) -> int | None:
    """Return the comma, from a token on, behind which a report remarks on what was said: "…, though not when".

    No other comma follows but in front of "which" and the like: behind any other one the parties may go on.
    """
    words = tokens.words
    at = next((at for at in range(len(words) - 2, start - 1, -1) if _parts(tokens, at)), None)
    if at is None or _is_quoted(words[:at]) or not load_register().remark.match(tokens.text, tokens.starts[at]):
        return None
    return at


def _parts(tokens: Tokens, at: int) -> bool:
    """Tell a comma from one in a number, and from one in front of "which"."""
    behind = at + 1
    return (
        tokens.words[at] == ","
        and tokens.ends[at] < tokens.starts[behind]
        and tokens.words[behind] not in load_grammar().relative
    )


def _is_quoted(before: Sequence[str]) -> bool:
    """Tell whether a quotation is open behind some words."""
    return before.count("“") > before.count("”")


def is_courtesy(words: Sequence[str], at: int, verbs: Verbs) -> bool:
    """Tell a verb of thanks, condolences and the like: "thank", "expressed | her condolences to"."""
    register = load_register()
    thanked = not register.thanks.isdisjoint(words[at + 1 : at + 1 + NEAR])
    return thanked or (words[at] in verbs.courtesy and words[at] not in register.needs_thanks)


def introduces_list(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence announces a list: by a colon, or "the following"."""
    return bool(load_register().announcing.search(text, start, end))


def says_twice(document: Document) -> bool:
    """Tell whether a text looks like a report with the statement itself behind it, which says everything again."""
    quoted = sum(document.text.startswith(("“", '"'), block.span.start) for block in document.blocks)
    return quoted >= QUOTED or bool(load_register().text_follows.search(document.text))


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
    register = load_register()
    match = register.attribution.search(clause) if "”" in clause or '"' in clause else None
    if match is None and any(f" {word}" in clause for word in (*register.saying, "according")):
        match = register.source.search(clause)
    return match
