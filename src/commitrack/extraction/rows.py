"""Phrases that rows of the tables name: a verb with what it governs, an adjective behind "are"."""

from __future__ import annotations

from collections.abc import Callable

from commitrack.extraction.adverbs import Adverbs, find_resumed, skip_aside
from commitrack.extraction.complements import Complements
from commitrack.extraction.phrases import PRESENT, Phrase
from commitrack.lexicon.grammar import load_grammar
from commitrack.lexicon.tokens import Tokens, word_at
from commitrack.lexicon.verbs import BASE, BELIEVE, ING, PARTICIPLE, PAST, THIRD, VOUCH, Form, Stance, VerbRow, Verbs
from commitrack.model import Act

LATER = 12
"""Words behind a verb that are looked through for one that it calls for."""
SHORT_ASIDE = 7
"""Tokens of what is put in between a verb and all that it may govern: "reiterate, in the strongest terms, disdain"."""
FINITE_FORM = {BASE: PRESENT, THIRD: PRESENT, PAST: PAST, PARTICIPLE: PAST, ING: ING}


class RowReader(Adverbs):
    """Reads the phrases that rows of a set of tables name; `read_inner` reads one inside them."""

    def __init__(self, verbs: Verbs, read_inner: Callable[[Tokens, int], Phrase | None]) -> None:
        super().__init__(verbs, load_grammar())
        self.complements = Complements(self, read_inner)

    def read_verb(self, tokens: Tokens, start: int) -> Phrase | None:
        """Read a verb of the table; the longest phrase of words that applies."""
        for form in self.verbs.forms[tokens.words[start]]:
            found = self._complete(tokens, start, start, form)
            if found:
                return found
        return None

    def is_negated(self, words: list[str], start: int, at: int) -> bool:
        """Tell whether a verb is turned round by what stands between its auxiliary and itself: "will never | close".

        "Not only" turns nothing round, "no longer" does.
        """
        negation = self.grammar.negation
        return any(
            (words[here] in negation and word_at(words, here + 1) != "only")
            or (words[here : here + 2] == ["no", "longer"] and word_at(words, here + 2) != "than")
            for here in range(start + 1, at)
        )

    def _complete(self, tokens: Tokens, start: int, main: int, form: Form) -> Phrase | None:
        """Read what must and may follow a verb of the table; None where the row does not apply."""
        words, row, grammar = tokens.words, form.row, self.grammar
        after = self._find_complement(words, main, form)
        if after is None:
            return None
        follow = word_at(words, after)
        if self._lacks(words, main, after, row) or self._is_barred(words, after, row):
            return None
        if row.soft and follow in grammar.finite:
            return None  # "support was expressed": a noun
        operative = self.complements.judge(tokens, row, after, follow)
        if operative is None or (not operative.noun and self._only_tells(words, form, after)):
            return None
        pledge = operative.act is Act.PLEDGE
        quoting = follow == "that" or (row.speech == BELIEVE and follow in grammar.clausal)
        quoting = quoting or (row.speech in (BELIEVE, VOUCH) and self.complements.clauses.opens(tokens, after, row))
        return Phrase(
            start,
            main,
            after,
            operative.verb,
            operative.act,
            self.qualify(words, start, operative.force),
            FINITE_FORM[form.form],
            soft=row.soft and operative.act is not row.own,
            promises=pledge and follow == "to",
            gerunds=pledge and not operative.noun,
            loose=row.loose,
            deed=row.deed and operative.verb == row.lemma,
            third=form.form == THIRD,
            quoting=quoting,
            row=row,
            noun=operative.noun,
        )

    def _find_complement(self, words: list[str], main: int, form: Form) -> int | None:
        """Return the token behind a verb, the rest of its row and what is put in; None where that rest is missing."""
        row, after = form.row, main + 1
        if row.rest:
            after = after if word_at(words, after) == row.rest[0] else self.skip_adverbs(words, after)
            if tuple(words[after : after + len(row.rest)]) != row.rest:
                return None
            after += len(row.rest)
        after = self._skip_aside(words, after, row)
        after = self._skip_aside(words, self.skip_adverbs(words, after), row)
        return after + (words[after : after + 2] == ["both", "to"])  # "commit both to act, and to …"

    def _skip_aside(self, words: list[str], after: int, row: VerbRow) -> int:
        """Return where the object stands behind an aside: "reaffirm, in this first plan, | our commitment"."""
        if word_at(words, after) != ",":
            return after
        ends = find_resumed(words, after)
        wide = word_at(words, after + 1) in self.grammar.preposition | {"as"}
        for at in ends if wide else ends[:1]:  # behind ", first, the treaty, second, …" all are objects
            binds = words[at] == "to" and (row.to or "to" in row.needs)  # "pledge, with others, | to"
            said = row.reports and words[at] == "that"  # "said, after the talks in Oslo, | that"
            if binds or said or (row.stance and words[at] in self.grammar.owned):
                return at
        return skip_aside(words, after, SHORT_ASIDE) if row.stance else after

    def _lacks(self, words: list[str], main: int, after: int, row: VerbRow) -> bool:
        """Tell whether none of the words follows that a verb calls for, at once or behind its object: "view it as"."""
        if not (row.needs or row.later):
            return False
        near = (*words[after : after + 1], *words[main + 1 : main + 2])
        stop = self.grammar.relative | {",", ";", ":"}
        phrases = (phrase.split() for phrase in row.needs if " " in phrase)
        follows = not row.needs.isdisjoint(near) or any(words[after : after + len(each)] == each for each in phrases)
        return not follows and not self._comes(words, after, row.later, stop)

    def _is_barred(self, words: list[str], after: int, row: VerbRow) -> bool:
        """Tell whether a verb has an object that it can't have: "will celebrate sixty years"."""
        return bool(row.never) and self._comes(words, after, row.never, self.grammar.noun_stop | {"of", "among"})

    def _only_tells(self, words: list[str], form: Form, after: int) -> bool:
        """Tell a verb that takes no position here: "wanted a port", "recalled the storm", not "recalled the award"."""
        row = form.row
        if form.form not in (PAST, PARTICIPLE):
            return False
        if not row.still:
            return row.told
        if word_at(words, after) == "that":
            return self.complements.clauses.is_past(words, after + 1)
        shared = word_at(words, after) == "and"  # "recall and urge"
        return not shared and not self._comes(words, after, row.still, self.grammar.noun_stop | {"of", "and"})

    def _comes(self, words: list[str], after: int, wanted: frozenset[str], stop: frozenset[str]) -> bool:
        """Tell whether a wanted word comes before one that stops the search."""
        for word in words[after : after + LATER]:
            if word in wanted:
                return True
            if word in stop:
                return False
        return False

    # --- adjectives

    def _find_bound(self, words: list[str], at: int) -> int:
        """Find the binding word of a list ("stand strong, united and fully committed"); `at` where there is none."""
        grammar = self.grammar
        for here in range(at + 1, min(at + 8, len(words))):
            word = words[here]
            if word in grammar.bound:
                return here
            if word not in grammar.vague and word not in (",", "and") and not word.endswith("ly"):
                break
        return at

    def _read_adjective(self, tokens: Tokens, start: int, at: int, stance: Stance, form: str) -> Phrase | None:
        words = tokens.words
        follow = word_at(words, at + 1)
        if words[at] in self.grammar.only_to and (follow != "to" or form == PAST):
            return None  # "was meant to"
        if words[at] in self.grammar.only_to and "not" in words[start:at]:
            return None
        asked = words[at] in self.grammar.asked and words[start - 1 : start] != ["we"]
        if asked and follow == "to" and self._is_action(words, at + 2):
            return None  # "were encouraged to join"
        if words[at] in self.grammar.lasting and words[start] not in ("remain", "remains"):
            return None  # "are involved in the raids"
        act, force = self._judge_adjective(tokens, at, stance, follow)
        if act is None:
            return None
        pledge = act is Act.PLEDGE
        return Phrase(
            start,
            at,
            at + 1,
            f"be {words[at]}",
            act,
            self.qualify(words, start, force),
            form,
            promises=pledge and follow == "to",
            gerunds=pledge,
            loose=True,
            quoting=follow == "that",
        )

    def _is_action(self, words: list[str], at: int) -> bool:
        """Tell a verb of doing, as in "to join", from one of seeing: "to hear"."""
        return word_at(words, at) in self.verbs.actions - self.grammar.perceived

    def _judge_adjective(self, tokens: Tokens, at: int, stance: Stance, follow: str) -> tuple[Act | None, int]:
        """Return act and force of an adjective by what follows: "united in our support", "resolute in supporting"."""
        words, word, grammar = tokens.words, tokens.words[at], self.grammar
        leaning = word in grammar.leaning
        if (leaning and follow in ("in", "as")) or (stance.act is Act.AFFIRM and follow in ("in", "on", "to", "and")):
            # "political, financial, and military support"
            listed = [word for word in words[at + 2 : at + 14] if word not in (",", "and")]
            noun = self.complements.find_stance(listed, 0, within=9)
            if noun and (opposed := self.complements.find_opposed(tokens, at + 2)):
                return opposed.act, opposed.force
            if noun and not (word in grammar.vague and noun.act is Act.AFFIRM):
                return noun.act, noun.force
        if leaning and follow == "in":
            if (doing := self.complements.find_doing(words, at + 2)) is not None:
                taken = self.complements.judge_doing(tokens, doing)
                return (taken.act, taken.force) if taken else (Act.PLEDGE, 4)
            # "united in our approach"
            own = word in grammar.joined and not (grammar.possessed | {"the"}).isdisjoint(words[at + 2 : at + 3])
            return (stance.act, stance.force) if own or stance.act is Act.PLEDGE else (None, 0)
        if leaning and "supporting" in words[at + 1 : at + 8]:
            return Act.SUPPORT, 4
        if word in grammar.vague and not (follow == "that" or (word == "united" and follow == "behind")):
            return None, 0
        return stance.act, stance.force
