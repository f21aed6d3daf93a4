"""The tables of operative language, typed: verbs, stance nouns and adjectives, sentence patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from msgspec import Struct, convert

from commitrack.lexicon.emphasis import load_emphasis
from commitrack.lexicon.tables import FLAG, Column, check_row, fill_in, is_text, one_of, read_table, wrong
from commitrack.model import Act
from commitrack.patterns import compile_late

SHORT = compile_late(r"[^aeiou]*[aeiou][^aeiouwxy]")  # doubles its last letter: planning, stopping
DOUBLING = compile_late(  # and so do these: spelling that rows and actions share, so that no row need repeat it
    r"abhor|begin|concur|control|equip|(?:re-?)?commit|permit|regret|submit|transfer"
)
BARE = frozenset(("will", "shall", "would", "must", "may"))  # have no infinitive, and are read before all rows
PLACE = compile_late(r"\{([\w ]+)\}")  # in the name of a pattern, for its group "verb"
BASE, THIRD, PAST, PARTICIPLE, ING = "base", "third", "past", "participle", "ing"


class VerbRow(Struct, frozen=True):
    """A row of `verbs.toml`; see the comments there."""

    lemma: str
    act: Act
    force: int
    rest: tuple[str, ...] = ()
    """The words that must follow the verb itself."""
    stance: str = ""
    speech: str = ""
    to: Act | None = None
    agent: Act | None = None
    own: Act | None = None
    that: Act | None = None
    soft: bool = False
    deed: bool = False
    fresh: bool = False
    loose: bool = False
    perfect: bool = False
    reports: bool = False
    attributive: bool = False
    told: bool = False
    joint: bool = False
    needs: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    still: frozenset[str] = frozenset()


class Form(NamedTuple):
    """A verb in one of its forms."""

    row: VerbRow
    form: str


class Stance(NamedTuple):
    """What a noun or adjective makes of its phrase."""

    act: Act
    force: int
    weak: bool = False


class Pattern(Struct, frozen=True):
    """A whole-sentence pattern whose operative word is no verb of the parties."""

    name: str
    regex: re.Pattern[str]
    act: Act
    verb: str
    force: int
    own: bool
    """True where the sentence must say "our" or "their"."""
    agent: Stance | None
    """Act and force where somebody stands in front who can be asked to do something."""
    cues: frozenset[str]
    """Words of which one must stand in the sentence before the expression is tried."""
    beside: frozenset[str]
    """Words of which one must stand there, too; where there are none, nothing must."""
    inert: frozenset[str]
    """Heads of subjects that cannot act, of which the sentence only makes a forecast."""

    def say(self, match: re.Match[str]) -> str:
        """Return what a match says, in dictionary form: what it matched stands for what is between braces."""
        said = match["verb"] if "verb" in self.regex.groupindex else None
        return PLACE.sub(lambda place: (said or place[1]).lower(), self.verb)


class ClauseRule(Struct, frozen=True):
    """What a clause makes of the verb that governs it; empty `lemmas` stand for all."""

    regex: re.Pattern[str]
    act: Act
    force: int
    lemmas: frozenset[str]
    cues: frozenset[str]


class Verbs(Struct, frozen=True):
    """Everything the program knows of operative language."""

    forms: Mapping[str, tuple[Form, ...]]
    nouns: Mapping[str, Stance]
    adjectives: Mapping[str, Stance]
    patterns: tuple[Pattern, ...]
    pattern_cues: Mapping[str, tuple[int, ...]]
    """For each cue the places in `patterns` of those that it calls for."""
    reports: tuple[Pattern, ...]
    """How texts that tell of their meeting say what nobody is named for."""
    report_cues: Mapping[str, tuple[int, ...]]
    """For each word that they start with their places in `reports`."""
    clauses: tuple[ClauseRule, ...]
    meeting: frozenset[str]
    courtesy: frozenset[str]
    actions: frozenset[str]
    """Base forms of what parties promise to do."""
    action_ing: frozenset[str]
    alone: frozenset[str]
    """Forms of the verbs that need no further word of their own, as "keep to" does."""
    chained: frozenset[str]
    """Words after which the infinitive says what is promised: "agreed to", "are ready to"."""
    reporting: frozenset[str]
    """Forms of the verbs that tell what somebody said."""
    noun_too: frozenset[str]
    """Actions that may as well be nouns or adjectives."""
    expectations: frozenset[str]
    """What is expected rather than promised after "will"."""
    forecasts: frozenset[str]
    """What is so in a clause behind "that", unless it is denied."""
    adverbs: frozenset[str]
    up: frozenset[str]
    """Words that raise the force of a phrase by a step."""
    down: re.Pattern[str]
    """Words that lower it."""
    down_cues: frozenset[str]
    """Words of which one must stand in a text before `down` is tried."""


def inflect(verb: str, *, double: bool = False, past: str = "", participle: str = "") -> dict[str, str]:
    """Return the forms of a verb by name; regular unless told otherwise."""
    stem = verb + verb[-1] if double or SHORT.fullmatch(verb) or DOUBLING.fullmatch(verb) else verb
    ends_in_y = verb.endswith("y") and not verb.endswith(("ay", "ey", "iy", "oy", "uy"))
    if verb.endswith("e"):
        regular, ing = verb + "d", (verb if verb.endswith("ee") else verb[:-1]) + "ing"
    elif ends_in_y:
        regular, ing = verb[:-1] + "ied", verb + "ing"
    else:
        regular, ing = stem + "ed", stem + "ing"
    if verb.endswith(("s", "x", "z", "ch", "sh")):
        third = verb + "es"
    else:
        third = verb[:-1] + "ies" if ends_in_y else verb + "s"
    return {BASE: verb, THIRD: third, PAST: past or regular, PARTICIPLE: participle or past or regular, ING: ing}


def load_verbs(own: Mapping[str, Any] | None = None) -> Verbs:
    """Return the operative tables, with the rows of a ledger's own `[[verbs.verb]]` in front of the package's."""
    if not own:
        return _bundled()
    unknown = sorted(set(own) - {"verb"})
    if unknown or not isinstance(own.get("verb", []), list):
        raise wrong(f"verbs.{unknown[0] if unknown else 'verb'}", "rows [[verbs.verb]] are expected")
    rows = [_taught(number, row) for number, row in enumerate(own.get("verb", ()))]
    return _build(read_table("verbs"), read_table("stances"), rows)


@lru_cache(maxsize=1)
def _bundled() -> Verbs:
    return _build(read_table("verbs"), read_table("stances"), ())


def _build(verbs: Mapping[str, Any], stances: Mapping[str, Any], own: Iterable[Mapping[str, Any]]) -> Verbs:
    """Return the tables, typed, with a ledger's `own` rows first, and what follows from them: forms and indexes."""
    american = frozenset(verbs["action"].split())
    actions = american | {word[:-2] + "se" for word in american if word.endswith(("ize", "yze"))}
    words: Mapping[str, str] = stances["words"]
    patterns = tuple(_pattern(row, words) for row in stances["pattern"])
    reports = tuple(_pattern(row, words) for row in stances["report"])
    forms, emphasis = _index_forms([*own, *verbs["verb"]]), load_emphasis()
    return Verbs(
        forms=forms,
        nouns=_stances(stances["noun"]),
        adjectives=_stances(stances["adjective"]),
        patterns=patterns,
        pattern_cues=_index_cues(patterns),
        reports=reports,
        report_cues=_index_cues(reports),
        clauses=tuple(_clause_rule(row, words) for row in stances["clause"]),
        meeting=frozenset(form for verb in verbs["meeting"] for form in _finite(verb)),
        courtesy=frozenset(form for verb in verbs["courtesy"] for form in _finite(verb)),
        actions=actions,
        action_ing=frozenset(inflect(verb)[ING] for verb in actions),
        alone=frozenset(word for word, known in forms.items() if any(not form.row.rest for form in known)),
        chained=frozenset(verbs["chained"].split())
        | {word for word, known in forms.items() if any(map(_chains, known))},
        reporting=frozenset(word for word, known in forms.items() if any(form.row.reports for form in known)),
        noun_too=frozenset(verbs["noun_too"].split()),
        expectations=frozenset(verbs["expectation"]["words"].split()),
        forecasts=frozenset(verbs["forecast"]["words"].split()),
        adverbs=frozenset(verbs["adverb"].split()),
        up=emphasis.raising,
        down=compile_late(r"\b(?:" + "|".join(map(re.escape, emphasis.lowering)) + r")\b", re.IGNORECASE),
        down_cues=frozenset(words.split()[0] for words in emphasis.lowering),
    )


def _chains(form: Form) -> bool:
    row = form.row
    return row.to is Act.PLEDGE or (row.act is Act.PLEDGE and "to" in row.needs)


def _finite(row: Mapping[str, str]) -> set[str]:
    forms = inflect(row["lemma"], past=row.get("past", ""))
    return {forms[BASE], forms[THIRD], forms[PAST]}


def _index_forms(rows: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Form, ...]]:
    """Index verbs by each of their forms; rows with more words first, so that the longest phrase is tried first."""
    index: dict[str, list[Form]] = {}
    for row in rows:
        verb = _row(row)
        first = verb.lemma.split()[0]
        forms = inflect(
            first,
            double=bool(row.get("double")),
            past=row.get("past", ""),
            participle=row.get("participle", ""),
        )
        for name, word in forms.items():
            if name != PARTICIPLE or word != forms[PAST]:  # one is read as the other
                index.setdefault(word, []).append(Form(verb, name))
    return {word: tuple(sorted(forms, key=lambda form: -len(form.row.rest))) for word, forms in index.items()}


def _row(row: Mapping[str, Any]) -> VerbRow:
    done = row.get("deed", False) or row.get("fresh", False)
    return convert({**row, "rest": row["lemma"].split()[1:], "deed": done}, VerbRow)


def _is_words(value: Any) -> bool:
    return _is_texts(value) and all(map(_is_word, value))


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(is_text, value))


def _is_word(value: Any) -> bool:
    return is_text(value) and len(value.split()) == 1


VOUCH, STRESS, BELIEVE, GRANT, NOTE = "vouch", "stress", "believe", "grant", "note"
_ACT = one_of(*Act)
COLUMNS: Mapping[str, Column] = {
    "lemma": ("a verb is", is_text),
    "act": _ACT,
    "force": ("a number from 1 to 5 is", lambda value: type(value) is int and 1 <= value <= 5),
    **dict.fromkeys(("past", "participle"), ("a word is", _is_word)),
    "double": FLAG,
    "stance": one_of("optional", "required", "weighty", "any"),
    "speech": one_of(VOUCH, STRESS, BELIEVE, GRANT, NOTE),
    **dict.fromkeys(("to", "agent", "own", "that"), _ACT),
    **dict.fromkeys(("soft", "deed", "fresh", "loose", "perfect", "reports", "attributive", "told", "joint"), FLAG),
    "needs": ("a list of words is", _is_texts),
    **dict.fromkeys(("later", "never", "still"), ("a list of single words is", _is_words)),
}
"""What a verb's row may have, with the words for what is expected."""


def _taught(number: int, row: Any) -> Mapping[str, Any]:
    """Return a row of a ledger's own, once it has the right shape, its words as those of texts are compared.

    A column with an empty text is as good as left out.
    """
    place = f"verbs.verb[{number}]"
    filled = {name: value for name, value in row.items() if value != ""} if isinstance(row, Mapping) else row
    checked = check_row(place, filled, COLUMNS, needed=("lemma", "act", "force"))
    if _plain(checked["lemma"]) in BARE:
        raise wrong(f"{place}.lemma", "what stands with this word is grammar, which no row changes")
    return {name: _plain(value) for name, value in checked.items()}


def _plain(value: Any) -> Any:
    """Return a text in small letters with single spaces, a list with its texts so, anything else as it is."""
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return " ".join(value.lower().split()) if isinstance(value, str) else value


def _stances(table: Mapping[str, Mapping[str, Any]]) -> dict[str, Stance]:
    weak = set(table.get("weak", {}).get("words", "").split())
    return {
        word: Stance(Act(group.get("act", name)), group["force"], word in weak)
        for name, group in table.items()
        if name != "weak"
        for word in group["words"].split()
    }


def _pattern(row: Mapping[str, Any], words: Mapping[str, str]) -> Pattern:
    return Pattern(
        name=row["name"],
        regex=compile_late(fill_in(row["regex"], words), re.IGNORECASE),
        act=Act(row["act"]),
        verb=row["verb"],
        force=row["force"],
        own=row.get("subject") == "own",
        agent=Stance(Act(row["agent"]["act"]), row["agent"]["force"]) if "agent" in row else None,
        cues=frozenset(row["cues"].split()),
        beside=frozenset(row.get("beside", "").split()),
        inert=frozenset(row.get("inert", "").split()),
    )


def _index_cues(patterns: Iterable[Pattern]) -> dict[str, tuple[int, ...]]:
    index: dict[str, tuple[int, ...]] = {}
    for place, pattern in enumerate(patterns):
        for cue in pattern.cues:
            index[cue] = (*index.get(cue, ()), place)
    return index


def _clause_rule(row: Mapping[str, Any], words: Mapping[str, str]) -> ClauseRule:
    return ClauseRule(
        compile_late(fill_in(row["regex"], words), re.IGNORECASE),
        Act(row["act"]),
        row["force"],
        frozenset(row.get("lemmas", ())),
        frozenset(row["cues"].split()),
    )
