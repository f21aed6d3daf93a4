"""What turns a wording round though it is about the same: a not, an opposite, two words that changed places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from commitrack.comparison.word_diff import bare, is_small, key, match_words, split_words
from commitrack.lexicon.emphasis import load_emphasis
from commitrack.patterns import compile_late

_POSSESSIVE = compile_late(r"[’']s?$")
_START = "^"
"""What stands before the first word of a text."""


def find_turns(earlier: str, later: str) -> list[str]:
    """Say in words what turned round between two wordings about the same: each turn once, by what tells it best."""
    kinds = (_find_negation, _find_opposites, _find_exchange)
    return next(filter(None, (list(find(earlier, later)) for find in kinds)), [])


def _find_negation(earlier: str, later: str) -> Iterator[str]:
    emphasis = load_emphasis()
    gone, new = (emphasis.negations.findall(emphasis.toneless.sub("", text).lower()) for text in (earlier, later))
    if bool(gone) != bool(new):
        yield f"'{new[0]}' new" if new else f"'{gone[0]}' gone"


def _find_opposites(earlier: str, later: str) -> Iterator[str]:
    """Find words in the place of which their opposite stands, those in firm and soft phrases left out."""
    phrases = load_emphasis().phrases
    earlier, later = (phrases.sub("", text) for text in (earlier, later))
    before, now = (set(map(bare, split_words(text))) for text in (earlier, later))
    opposites = [(here, there) for here, there in load_emphasis().opposites if here in before and there in now]
    if not opposites:
        return
    answering = [(old, new) for _, old, new in match_words(earlier, later)]
    answering += [(old, new) for _, new, old in match_words(later, earlier)]  # a match is not the same both ways
    parted = [(set(map(bare, old)), set(map(bare, new))) for old, new in answering]
    for here, there in opposites:
        if any(here in old - new and there in new - old for old, new in parted):
            yield f"'{there}' for '{here}'"


def _find_exchange(earlier: str, later: str) -> Iterator[str]:
    """Find pairs of words each of which follows now the direction that the other one followed: attacks by A on B, on A
    by B. What other words lead to may be told in any order: with A as well as B."""
    before, after = _read_places(earlier), _read_places(later)
    directions = load_emphasis().directions
    moved = [one for one, (word, _) in before.items() if one in after and {word, after[one][0]} <= directions]
    for one, other in combinations(moved, 2):
        places = before[one][0], before[other][0]
        if places[0] != places[1] and places == (after[other][0], after[one][0]):
            names = (_widen(after[each][1], later) for each in (one, other))
            yield f"{' and '.join(names)} have changed places"


def _widen(word: str, text: str) -> str:
    """Return the name of which a word of a text is a part, else the word."""
    name = re.search(rf"(?:\b[A-Z][\w-]* )*\b{re.escape(word)}(?: [A-Z][\w-]*)*", text)
    return name[0] if name and word[:1].isupper() else word


def _read_places(text: str) -> dict[str, tuple[str, str]]:
    """Return for each content word that stands once what it follows, and how it is written."""
    empty = load_emphasis().empty - {"and", "of"}
    words = [word for word in split_words(text) if bare(word) and bare(word) not in empty]
    keys = [key(word) for word in words]
    counts = Counter(keys)
    follows = [_START, *("," if word[-1] in ",;" else own for word, own in zip(words, keys, strict=True))]
    return {
        own: (before, _POSSESSIVE.sub("", word.strip('.,;:()“”"')))
        for own, before, word in zip(keys, follows, words, strict=False)
        if counts[own] == 1 and not is_small(word)
    }
