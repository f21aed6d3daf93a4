"""Operative phrases: read from a text, what act and force the words at a place have."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..model import Act
from .tokens import Tokens, tokenize
from .verbs import BASE, ING, PARTICIPLE, PAST, THIRD, Form, Stance, VerbRow, Verbs

MODALS = frozenset({"will", "shall"})
BE = frozenset({"is", "are", "was", "were", "am", "be", "been", "remain", "remains", "remained", "stand", "stands", "stood"})
HAVE = frozenset({"have", "has", "had"})
KEEP = frozenset({"continue", "continues", "continued", "continuing", "keep", "keeps"})
DECIDED = frozenset({"decided", "agreed", "resolved", "determined", "concurred"})
REFUSED = frozenset({"accept", "recognise", "recognize", "tolerate", "allow", "permit", "condone", "validate", "legitimise", "legitimize"})
STATES = frozenset(
    "facing experiencing living going being having becoming witnessing seeing suffering meeting gathering standing growing rising following "
    "including undergoing lacking losing".split()
)
NOUN_STOPS = frozenset(
    "in on for with by at from that which who to , ; : . ( ) into under through toward towards against upon about how between".split()
)
STRONG = frozenset("reaffirm reiterate restate confirm reconfirm declare state announce agree affirm convey".split())
FACTUAL = frozenset("note acknowledge recognize recognise recall highlight".split())
POSSESSED = frozenset({"our", "their", "its", "a", "his", "her"})
BELIEVE = frozenset({"believe", "consider", "declare", "announce", "agree"})
CLAUSAL = frozenset({"we", "they", "our", "all", "the", "it", "this"})
VAGUE = frozenset({"steadfast", "united", "aligned", "unified", "clear", "firm", "aware", "agreed", "strong"})
BOUND = frozenset({"committed", "determined", "resolved", "dedicated"})
AGENTS = frozenset(
    "countries country states state partners parties others all members nations community companies institutions stakeholders side sides government "
    "governments authorities actors banks signatories participants leaders donors creditors organizations organisations organisation organization "
    "everyone them sector economies industry businesses it him her both forces military regime".split()
)
OURS = frozenset({"we", "our", "ours", "us", "their", "they", "its"})


@dataclass(frozen=True, slots=True)
class Operative:
    """The operative phrase of a commitment: its dictionary form, act and force (1 to 5)."""

    verb: str
    act: Act
    force: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """An operative phrase at its place: tokens `start` to `stop` (exclusive), and how it may be continued."""

    start: int
    main: int
    """Index of the word that carries the act."""
    stop: int
    verb: str
    act: Act
    force: int
    form: str
    """Form of the finite word: `present`, `past`, `modal`, `ing`, `to`."""
    soft: bool = False
    promises: bool = False
    """True where a list of promises may follow: "will do X, do Y and do Z"."""
    gerunds: bool = False
    """True where the promises are gerunds: "are committed to doing X and doing Y"."""
    deed: bool = False
    third: bool = False
    """True for a third-person singular verb, which "we" and "they" can't have."""
    quoting: bool = False
    """True where a clause of its own follows that belongs to the phrase: "note that the parties …"."""


class PhraseReader:
    """Reads operative phrases from tokens with a set of tables; keeps no state between calls."""

    def __init__(self, verbs: Verbs) -> None:
        self.verbs = verbs
        self.starters = MODALS | BE | HAVE | KEEP | {"take", "takes", "took"} | frozenset(verbs.forms)

    def skip_adverbs(self, words: list[str], at: int) -> int:
        """Return the index of the first word from `at` on that is no adverb."""
        adverbs = self.verbs.adverbs
        while at < len(words):
            word = words[at]
            if word in adverbs or (len(word) > 4 and word.endswith("ly")):
                at += 1
            elif word == "," and words[at + 1 : at + 2] and words[at + 1] in adverbs and words[at + 2 : at + 3] == [","]:
                at += 3
            elif word in ("and", ",") and at + 1 < len(words) and words[at + 1].endswith("ly"):
                at += 2
            else:
                break
        return at

    def read(self, tokens: Tokens, start: int) -> Phrase | None:
        """Return the finite or participial operative phrase that starts at token `start`, or None."""
        words = tokens.words
        word = words[start]
        if word in MODALS:
            return self._read_modal(tokens, start)
        if word in HAVE:
            at = self.skip_adverbs(words, start + 1)
            if at + 1 < len(words) and words[at] in DECIDED and words[at + 1] in ("to", "that", "on"):
                found = self._read_verb(tokens, at)
                return found and replace(found, start=start, form="past")
            return None
        if word in KEEP:
            return self._read_keep(tokens, start)
        if word in ("take", "takes", "took", "taking") and words[start + 2 : start + 4] == ["opportunity", "to"]:
            at = self.skip_adverbs(words, start + 4)
            found = self.read(tokens, at) if at < len(words) else None
            return found and replace(found, start=start, form="past" if word == "took" else "present")
        if word in BE:
            found = self._read_be(tokens, start)
            if found:
                return found
        return self._read_verb(tokens, start) if word in self.verbs.forms else None

    # --- "will …"

    def _read_modal(self, tokens: Tokens, start: int) -> Phrase | None:
        words = tokens.words
        at = self.skip_adverbs(words, start + 1)
        if at >= len(words):
            return None
        negated = any(word in ("not", "never", "neither") for word in words[start + 1 : at])
        main = words[at]
        if main in KEEP:
            inner = self._read_keep(tokens, at)
            if inner and inner.act in (Act.URGE, Act.OPPOSE):
                return replace(inner, start=start, form="modal", force=min(5, inner.force + 1))
            label = words[at + 2] if at + 2 < len(words) and words[at + 1] == "to" else main
            return Phrase(start, at, at + 1, f"will {label}", Act.PLEDGE, 4, "modal", promises=True)
        if negated and main in REFUSED:
            return Phrase(start, at, at + 1, f"will not {main}", Act.OPPOSE, 5, "modal")
        form = next((form for form in self.verbs.forms.get(main, ()) if form.form == BASE), None)
        if form and form.row.act is Act.OPPOSE:
            found = self._complete(tokens, start, at, form)
            if found:
                return replace(found, form="modal")
        if main == "stand":
            found = self._read_verb(tokens, at)
            if found and found.act is Act.OPPOSE:
                return replace(found, start=start, form="modal")
        if not main[0].isalpha() or main in ("we", "they", "the", "this"):
            return None
        return Phrase(start, at, at + 1, f"will {main}", Act.PLEDGE, 4, "modal", promises=True)

    # --- "continue to …"

    def _read_keep(self, tokens: Tokens, start: int) -> Phrase | None:
        words = tokens.words
        form = "past" if words[start].endswith("ed") else "ing" if words[start].endswith("ing") else "present"
        at = start + 1
        if at >= len(words):
            return None
        if words[at] == "to":
            at = self.skip_adverbs(words, at + 1)
            if at < len(words) and words[at] in self.verbs.forms:
                inner = self._read_verb(tokens, at)
                if inner and not (inner.soft and inner.act is Act.PLEDGE):
                    return replace(inner, start=start, form=form)
            label = words[at] if at < len(words) else ""
            return Phrase(start, start, at, f"continue to {label}", Act.PLEDGE, 4, form, promises=True)
        if words[at] in ("our", "their", "its", "efforts", "cooperation", "work", "working", "to") or words[at].endswith("ing"):
            if words[at : at + 2] in (["our", "support"], ["their", "support"]):
                return Phrase(start, start, at + 1, "continue support", Act.SUPPORT, 3, form)
            return Phrase(start, start, at, "continue", Act.PLEDGE, 4, form)
        return None

    # --- "are committed to …", "remain deeply concerned", "are working to …"

    def _read_be(self, tokens: Tokens, start: int) -> Phrase | None:
        words = tokens.words
        form = "past" if words[start] in ("was", "were", "remained", "stood") else "present"
        at = self.skip_adverbs(words, start + 1)
        if words[at : at + 2] == ["and", "will"] or words[at : at + 2] == ["and", "remain"]:
            at = self.skip_adverbs(words, at + 2)
            if at < len(words) and words[at] in KEEP:
                return Phrase(start, at, at + 1, "will continue", Act.PLEDGE, 4, "modal", promises=True)
        if at >= len(words):
            return None
        word = words[at]
        if words[at : at + 3] == ["of", "the", "view"]:
            return Phrase(start, at, at + 3, "be of the view", Act.AFFIRM, 2, form, quoting=True)
        if word.endswith("ing") and len(word) > 5:
            return self._read_progressive(tokens, start, at, form)
        bound = self._find_bound(words, at) if word in VAGUE or word == "resolute" else None
        if bound is not None:
            at, word = bound, words[bound]
        stance = self.verbs.adjectives.get(word)
        return self._read_adjective(tokens, start, at, stance, form) if stance else None

    def _find_bound(self, words: list[str], at: int) -> int | None:
        """Find the binding word of a list: "stand strong, united and fully committed"."""
        for here in range(at + 1, min(at + 8, len(words))):
            if words[here] in BOUND:
                return here
            if words[here] not in VAGUE and words[here] not in (",", "and") and not words[here].endswith("ly"):
                return None
        return None

    def _read_progressive(self, tokens: Tokens, start: int, at: int, form: str) -> Phrase | None:
        words = tokens.words
        if words[start] not in ("are", "is", "am") or words[at] in STATES:
            return None
        if words[at] in self.verbs.forms:
            inner = self._read_verb(tokens, at)
            if inner:
                return replace(inner, start=start, form=form, gerunds=inner.act is Act.PLEDGE, promises=False)
        return Phrase(start, at, at + 1, f"be {words[at]}", Act.PLEDGE, 3, form, gerunds=True)

    def _read_adjective(self, tokens: Tokens, start: int, at: int, stance: Stance, form: str) -> Phrase | None:
        words = tokens.words
        word, after = words[at], at + 1
        act, force = stance.act, stance.force
        follow = words[after] if after < len(words) else ""
        if word in ("pleased", "proud", "delighted", "willing") and follow == "to":
            if word == "proud" or words[after + 1 : after + 2] == ["have"]:
                return None
            act, force = Act.PLEDGE, 4
        elif act is Act.AFFIRM and word != "united":
            noun = self._find_stance(words, after + 1, within=6) if follow in ("in", "on", "to", "and") else None
            if noun:
                act, force = noun.act, noun.force
            elif word in VAGUE and follow not in ("that", "behind"):
                return None
            if word in VAGUE and act is Act.AFFIRM and follow != "that":
                return None
        elif word in ("resolute", "united") and follow in ("in", "as"):
            noun = self._find_stance(words, after + 1, within=6)
            if noun:
                act, force = noun.act, noun.force
            elif "supporting" in words[after : after + 5]:
                act, force = Act.SUPPORT, 4
            elif follow == "in" and words[after + 1].endswith("ing"):
                act, force = Act.PLEDGE, 4
            elif act is Act.AFFIRM:
                return None
        return Phrase(
            start,
            at,
            after,
            f"be {word}",
            act,
            self._qualify(words, start, force),
            form,
            promises=act is Act.PLEDGE and follow == "to",
            gerunds=act is Act.PLEDGE,
            quoting=follow == "that",
        )

    # --- verbs of the table

    def _read_verb(self, tokens: Tokens, start: int) -> Phrase | None:
        for form in self.verbs.forms[tokens.words[start]]:
            found = self._complete(tokens, start, start, form)
            if found:
                return found
        return None

    def _complete(self, tokens: Tokens, start: int, main: int, form: Form) -> Phrase | None:
        """Read what must and may follow a verb of the table; None where the row does not apply."""
        words, row = tokens.words, form.row
        after = main + 1
        if row.rest:
            after = self.skip_adverbs(words, after) if words[after : after + 1] != [row.rest[0]] else after
            if tuple(words[after : after + len(row.rest)]) != row.rest:
                return None
            after += len(row.rest)
        after = self.skip_adverbs(words, after) if form.form != ING else after
        follow = words[after] if after < len(words) else ""
        if row.needs and follow not in row.needs and words[main + 1 : main + 2] != [follow] and words[main + 1] not in row.needs:
            return None
        if row.needs and follow not in row.needs and (main + 1 >= len(words) or words[main + 1] not in row.needs):
            return None
        act, force, noun = self._act(tokens, row, after, follow)
        if act is None:
            return None
        name = {BASE: "present", THIRD: "present", PAST: "past", PARTICIPLE: "past", ING: "ing"}[form.form]
        return Phrase(
            start,
            main,
            after,
            f"{row.lemma} {noun}".strip(),
            act,
            self._qualify(words, start, force),
            name,
            soft=row.soft,
            promises=act is Act.PLEDGE and follow == "to",
            gerunds=act is Act.PLEDGE and not noun,
            deed=row.deed,
            third=form.form == THIRD,
            quoting=follow == "that" or (row.lemma in BELIEVE and follow in CLAUSAL),
        )

    def _act(self, tokens: Tokens, row: VerbRow, after: int, follow: str) -> tuple[Act | None, int, str]:
        """Return act, force and governed stance noun of a verb by what follows it; no act where nothing applies."""
        words = tokens.words
        if follow == "that":
            return self._that_clause(tokens, row, after + 1)
        if row.lemma in BELIEVE | STRONG and follow in ("we", "they"):
            return self._that_clause(tokens, row, after)
        gerund = follow == "in" and words[after + 1 : after + 2] and words[after + 1].endswith("ing")
        if row.to and not row.stance and (follow == "to" or gerund):
            return row.to, row.force, ""
        if row.own and any(word in self.verbs.own for word in words[after : after + 3]):
            return row.own, row.force, ""
        if row.agent and self._has_agent(tokens, after):
            return row.agent, row.force, ""
        if row.stance:
            if follow == "to" and row.to:
                return row.to, row.force, ""
            noun = self._find_stance_at(words, after)
            if noun is not None:
                stance = self.verbs.nouns[words[noun]]
                if stance.act is not Act.AFFIRM and row.lemma in FACTUAL and not POSSESSED.intersection(words[after:noun]):
                    return row.act, row.force, ""
                if row.act is Act.PLEDGE and stance.act is Act.AFFIRM:
                    return row.act, row.force, ""
                if not (row.stance == "required" and stance.weak) or row.lemma == "share":
                    force = max(stance.force, row.force) if stance.act is not Act.AFFIRM else row.force
                    return stance.act, force, words[noun]
            if row.stance == "required":
                return None, 0, ""
        return row.act, row.force, ""

    def _that_clause(self, tokens: Tokens, row: VerbRow, start: int) -> tuple[Act | None, int, str]:
        """Judge "reaffirm that …" by the stance that the clause itself takes."""
        if row.act in (Act.URGE, Act.OPPOSE, Act.SUPPORT):
            return row.act, row.force, ""
        words = tokens.words
        if start < len(words) - 1 and words[start] in ("we", "they"):
            at = self.skip_adverbs(words, start + 1)
            inner = self.read(tokens, at) if words[at] in self.starters else None
            if inner and (inner.act is not Act.AFFIRM or row.lemma in STRONG):
                return inner.act, max(inner.force, row.force), ""
        if row.lemma in STRONG and any(word in ("will", "intend", "intends", "aims") for word in words[start : start + 16]):
            return Act.PLEDGE, 4, ""
        clause = tokens.text[tokens.starts[start] : tokens.ends[min(start + 40, len(tokens)) - 1]] if start < len(tokens) else ""
        if FIRM_SUPPORT.match(clause):
            return Act.SUPPORT, 5, ""
        if OWN_PLEDGE.match(clause) or FIRM.search(clause):
            return Act.PLEDGE, 4, ""
        if MUST.search(clause) and row.lemma in ("resolve", "insist", "demand"):
            return Act.URGE, 4, ""
        if UNACCEPTABLE.search(clause):
            return Act.OPPOSE, 4, ""
        if row.act is Act.PLEDGE and row.that is None:
            return Act.PLEDGE, row.force, ""
        return row.that or row.act, row.force, ""

    def _has_agent(self, tokens: Tokens, start: int) -> bool:
        """Tell whether "<somebody> to <do>" follows: a named or generic agent in front of an infinitive."""
        words = tokens.words
        for at in range(start, min(start + 22, len(words) - 1)):
            word = words[at]
            if word in (".", ";", ":") or (word == "," and at > start + 12):
                return False
            if word == "to" and words[at + 1].isalpha() and words[at + 1] not in ("the", "a", "all", "our", "their"):
                head = words[start:at]
                if not head:
                    return False
                capital = tokens.is_capital(at - 1) and tokens.is_capital(start + (words[start] == "the"))
                return capital or any(w in AGENTS for w in head)
        return False

    def _find_stance_at(self, words: list[str], start: int, within: int = 9) -> int | None:
        for at in range(start, min(start + within, len(words))):
            word = words[at]
            if word in self.verbs.nouns:
                return at
            if word in NOUN_STOPS and not (word == "," and at + 1 < len(words) and words[at + 1] in self.verbs.up):
                return None
            if word == "of" and at > start + 1:
                return None
        return None

    def _find_stance(self, words: list[str], start: int, within: int) -> Stance | None:
        at = self._find_stance_at(words, start, within)
        return None if at is None else self.verbs.nouns[words[at]]

    def _qualify(self, words: list[str], start: int, force: int) -> int:
        """Raise the force by a step where an intensifier stands in front of or inside the phrase."""
        near = words[max(0, start - 3) : start + 9]
        return min(5, force + 1) if any(word in self.verbs.up for word in near) else force


OWN_PLEDGE = re.compile(
    r"(?:\W|\w+,)*(?:we|they|(?:the|our|both|all)?\s*(?:\w+\s){0,3}(?:countries|sides|leaders|governments|partners|united states\s+and\s+\w+))\s+"
    r"(?:will|intend|are committed|are determined|must continue|remain committed)\b"
    r"|in our [^,]{3,60}, we will\b",
    re.IGNORECASE,
)
FIRM_SUPPORT = re.compile(r"\W*(?:our|their)\s+(?:\w+\s+){0,2}support\b[^.;]{0,120}\b(?:is|remains)\b", re.IGNORECASE)
FIRM = re.compile(
    r"\bcommitments?\b[^.;]{0,90}\b(?:is|are|remains?|will)\b[^.;]{0,30}\b(?:iron-?clad|unwavering|firm|steadfast|strengthen|unshakea?ble|enduring)",
    re.IGNORECASE,
)
MUST = re.compile(r"\bmust\b", re.IGNORECASE)
UNACCEPTABLE = re.compile(r"\b(?:unacceptable|intolerable|inadmissible|never be accepted|not be tolerated)\b", re.IGNORECASE)


def weigh(verbs: Verbs, text: str) -> Operative | None:
    """Return the leading operative phrase of a commitment's words, or None where there is none."""
    reader = PhraseReader(verbs)
    tokens = tokenize(text)
    for at, word in enumerate(tokens.words):
        if word in reader.starters:
            found = reader.read(tokens, at)
            if found:
                force = max(1, found.force - 1) if verbs.down.search(text) else found.force
                return Operative(found.verb, found.act, force)
    for pattern in verbs.patterns:
        if pattern.regex.search(text):
            return Operative(pattern.verb, pattern.act, pattern.force)
    return None
