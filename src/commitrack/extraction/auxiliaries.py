"""What auxiliaries and the like make of the words behind them: "will open", "have decided to", "do not accept"."""

from __future__ import annotations

from functools import cached_property

from commitrack.extraction.adverbs import skip_aside, skip_number
from commitrack.extraction.copulas import CopulaReader
from commitrack.extraction.phrases import BINDING, MODAL, PRESENT, Phrase
from commitrack.lexicon.tokens import Tokens, word_at
from commitrack.lexicon.verbs import BASE, PAST, STRESS, VOUCH, Verbs
from commitrack.model import Act

CLOSING = frozenset(",;.")
DEEPEST = 2
"""Phrases inside phrases that are read: "take this opportunity to reaffirm that we believe that we support"."""


class PhraseReader(CopulaReader):
    """Reads operative phrases from tokens with a set of tables; keeps no state between calls.

    Each reader has one of its own for what stands inside a phrase, down to the deepest, `depth` phrases inside others.
    """

    def __init__(self, verbs: Verbs, depth: int = 0) -> None:
        super().__init__(verbs, self.read_inner)
        self.inner = PhraseReader(verbs, depth + 1) if depth < DEEPEST else None

    @cached_property
    def starters(self) -> frozenset[str]:
        """The words that a phrase can start with."""
        grammar = self.grammar
        return (
            grammar.modal
            | grammar.be
            | grammar.have
            | grammar.hold
            | grammar.keep
            | grammar.take
            | grammar.negated
            | {"must", "would", "may"}
            | grammar.refused
            | {f"{word}s" for word in grammar.refused}
            | frozenset(self.verbs.forms)
        )

    def read(self, tokens: Tokens, start: int) -> Phrase | None:
        """Return the finite or participial operative phrase that starts at token `start`, or None.

        What auxiliaries and the like make of the words behind them comes first, then the rows of the table.
        """
        word, grammar, found = tokens.words[start], self.grammar, None
        if word in grammar.modal:
            found = self._read_modal(tokens, start)
        elif word == "must":
            found = self._read_duty(tokens, start)
        elif word == "would":
            found = self._read_wish(tokens, start)
        elif word == "may":
            leave = self._read_softened(tokens, start, 2)
            found = leave and leave._replace(form=PRESENT, promises=False)
        elif word in grammar.negated:
            found = self._read_negated(tokens, start)
        elif word in grammar.have:
            found = self._read_perfect(tokens, start) or self._read_held(tokens, start)
            found = found or self._read_occasion(tokens, start)
        elif word in grammar.hold:
            found = self._read_held(tokens, start)
        elif word in grammar.keep:
            found = self._read_keep(tokens, start)
        elif word in grammar.take:
            found = self._read_occasion(tokens, start)
        elif word in grammar.be:
            found = self._read_be(tokens, start)
        elif self._is_denied(tokens.words, start):
            return self._read_denied(tokens, start)
        elif word in grammar.wishing and (said := self.find_wished(tokens.words, start)) is not None:
            return self._read_wished(tokens, start, said)
        return found or (self.read_verb(tokens, start) if word in self.verbs.forms else None)

    def read_inner(self, tokens: Tokens, start: int) -> Phrase | None:
        """Read a phrase inside another one, as long as these are not too many."""
        if self.inner is None or start >= len(tokens) or tokens.words[start] not in self.starters:
            return None
        return self.inner.read(tokens, start)

    def _read_modal(self, tokens: Tokens, start: int) -> Phrase | None:
        """Read "will …": a promise, unless what follows is refused or opposed; "our will to act" has a noun."""
        words, grammar = tokens.words, self.grammar
        at = self.skip_adverbs(words, start + 1)
        if word_at(words, at) == ",":
            at = self.skip_adverbs(words, skip_aside(words, at))  # "will, where possible, fully share"
        colon = at + (word_at(words, at) == ":")  # "will: (a) open"
        at = skip_number(words, colon) if skip_number(words, colon) > colon else at
        if word_at(words, at) in grammar.quotation:
            at = self.skip_adverbs(words, at + 1)  # 'will "fully open a port"'
        if words[at:] == [":"]:
            return Phrase(start, start, at, "will", Act.PLEDGE, 4, MODAL, promises=True)  # a list follows
        if at >= len(words) or not words[at][0].isalpha() or words[at] in grammar.clausal or words[at] == "to":
            return None
        if words[at : at + 2] == ["do", "so"] and word_at(words, at + 2) != "by":
            return None
        main = words[at]
        if main in grammar.keep:
            inner = self._read_keep(tokens, at)
            if inner and inner.act in (Act.URGE, Act.OPPOSE):
                return inner._replace(start=start, form=MODAL, force=min(5, inner.force + 1))
            follow = skip_number(words, at + 2)
            main = words[follow] if word_at(words, at + 1) == "to" and follow < len(words) else main
        elif self.is_negated(words, start, at) and (refused := self._find_refused(words, at)):
            return Phrase(start, at, at + refused.count(" ") + 1, f"will not {refused}", Act.OPPOSE, 5, MODAL)
        else:
            opposed = self._read_opposed(tokens, start, at)
            if opposed:
                return opposed
            rows = (form.row for form in self.verbs.forms.get(main, ()) if not form.row.rest)
            if any(self._is_barred(words, at + 1, row) for row in rows):
                return None
        act = Act.AFFIRM if main == "need" else self._judge_said(tokens, at)
        auxiliary = "will not" if self.is_negated(words, start, at) else "will"
        doing = main in grammar.keep and words[at + 1 : at + 2] and words[at + 1].endswith("ing")  # "continue building"
        listed = main != "need"
        return Phrase(
            start, at, at + 1, f"{auxiliary} {main}", act, 4, MODAL, promises=listed, gerunds=listed and bool(doing)
        )

    def _judge_said(self, tokens: Tokens, at: int) -> Act:
        """Return the act behind "will": a promise, but the position itself that is to be said: "reiterate the need"."""
        said = (form for form in self.verbs.forms.get(tokens.words[at], ()) if form.row.speech in (VOUCH, STRESS))
        found = (self._complete(tokens, at, at, form) for form in said if form.form == BASE)
        return next((phrase.act for phrase in found if phrase and phrase.noun), Act.PLEDGE)

    def _read_opposed(self, tokens: Tokens, start: int, at: int) -> Phrase | None:
        """Read "will oppose", "will stand as one against"."""
        for form in self.verbs.forms.get(tokens.words[at], ()):
            if form.form == BASE and form.row.act is Act.OPPOSE:
                found = self._complete(tokens, start, at, form)
                if found:
                    return found._replace(form=MODAL)
        return None

    def _read_duty(self, tokens: Tokens, start: int) -> Phrase | None:
        """Read "we must …" as a position, as a promise where work goes on; what others must do is no verb of theirs."""
        own = start > 0 and tokens.words[start - 1] in self.grammar.obliged
        duty = self._read_modal(tokens, start) if own else None
        if duty is None or duty.act in (Act.URGE, Act.OPPOSE):
            return duty
        verb = duty.verb.replace("will", "must", 1)
        if tokens.words[duty.main] in self.grammar.pursued:
            return duty._replace(verb=verb)
        return duty._replace(verb=verb, act=Act.AFFIRM, force=3, promises=False)

    def _read_wish(self, tokens: Tokens, start: int) -> Phrase | None:
        """Read "would welcome", "would like to see": the act of the verb, a step less firm."""
        words = tokens.words
        at = self.skip_adverbs(words, start + 1)
        wishes = word_at(words, at) in self.grammar.wishing | {"like"}
        wished = self.find_wished(words, at) if wishes else None
        if wished is not None and words[wished] in self.grammar.envisaged:
            return self._read_envisaged(tokens, start, wished)
        at = at if wished is None else wished
        found = self.read_verb(tokens, at) if at < len(words) and words[at] in self.verbs.forms else None
        if found is None or (found.soft and wished is None) or found.form != PRESENT:
            promise = self._read_softened(tokens, start, 3)  # "would open", in a text that tells of its meeting
            return promise and promise._replace(backshifted=True)
        return found._replace(start=start, force=max(1, found.force - 1))

    def _read_softened(self, tokens: Tokens, start: int, force: int) -> Phrase | None:
        """Read "may open", which terms of a deal leave to a party, and "would open" as promises that bind less."""
        promise = self._read_modal(tokens, start)
        if promise is None or promise.act is not Act.PLEDGE or tokens.words[promise.main] not in self.verbs.actions:
            return None
        return promise._replace(verb=promise.verb.replace("will", tokens.words[start], 1), force=force)

    def _read_negated(self, tokens: Tokens, start: int) -> Phrase | None:
        """Read "do not accept": a refusal; "does not seek confrontation": a position; "did not sign it" only tells."""
        words = tokens.words
        at = self.skip_adverbs(words, start + 1)
        refused = self._find_refused(words, at)
        if not refused and word_at(words, at) not in self.verbs.forms:
            return None
        found = self.read_verb(tokens, at) if words[at] in self.verbs.forms else None
        if not self.is_negated(words, start, at):
            return found and found._replace(start=start)
        if refused:
            form = PAST if words[start] == "did" else PRESENT
            return Phrase(start, at, at + 1, f"not {refused}", Act.OPPOSE, 4, form, third=words[start] == "does")
        if words[start] == "did" or (not self._takes_position(words[at]) and (found is None or found.deed)):
            return None
        return Phrase(start, at, at + 1, f"not {words[at]}", Act.AFFIRM, 3, PRESENT, third=words[start] == "does")

    def _is_denied(self, words: list[str], at: int) -> bool:
        """Tell a verb that an adverb alone turns round: "no longer | accept", "never | support"."""
        return words[max(0, at - 1) : at] == ["never"] or words[max(0, at - 2) : at] == ["no", "longer"]

    def _read_denied(self, tokens: Tokens, at: int) -> Phrase | None:
        """Read such a verb as behind "do not"; "never accepted" only tells, and to give up a position takes none."""
        word = tokens.words[at]
        refused = self._find_refused(tokens.words, at) or (word[:-1] if word[:-1] in self.grammar.refused else "")
        if not refused or word.endswith("ed"):
            return None
        return Phrase(at, at, at + 1, f"not {refused}", Act.OPPOSE, 4, PRESENT, third=word != refused.split()[0])

    def _find_refused(self, words: list[str], at: int) -> str:
        """Return the words at a token that refuse something once they are negated, "accept", "stand for", or none."""
        heads = (" ".join(words[at : at + length]) for length in (1, 2, 3))
        return next((head for head in heads if head.replace(" ", "-") in self.grammar.refused), "")

    def _takes_position(self, word: str) -> bool:
        """Tell whether not to do it is a position, whatever the object: "does not | seek it", but not "launch it"."""
        rows = (form.row for form in self.verbs.forms.get(word, ()))
        return any(not (row.rest or row.deed) for row in rows)

    def _read_perfect(self, tokens: Tokens, start: int) -> Phrase | None:
        """Read "have decided to …", "have agreed a plan", "have voiced concern"; others tell of past deeds."""
        words = tokens.words
        at = self.skip_adverbs(words, start + 1)
        word, follow = [*words[at : at + 2], "", ""][:2]
        if self.is_negated(words, start, at):
            return None  # "have not yet agreed to"
        struck = word in self.grammar.struck and not self.grammar.accord.isdisjoint(words[at + 1 : at + 4])
        performed = follow not in ("by", "in", "at", ",", ".", ";", "")
        if word in self.verbs.forms and not struck:
            found = self.read_verb(tokens, at)
            if found is None or found.form != PAST:
                return None
            binds = found.promises and found.row.force >= BINDING
            performs = performed and (found.row.perfect or self._is_held(words, start, at, found))
            return found._replace(start=start) if binds or performs else None
        if word in self.grammar.struck and not struck:
            return None
        begun = word in self.grammar.begun and self._goes_on_since(words, at + 1)
        if begun or (performed and word in self.grammar.settled):
            return Phrase(start, at, at + 1, f"have {word}", Act.PLEDGE, 3, PAST, gerunds=True)
        return None

    def _is_held(self, words: list[str], start: int, at: int, found: Phrase) -> bool:
        """Tell the position of "have underscored the need"; one party that "has underscored" it did so before."""
        row, act, follow = found.row, found.act, word_at(words, found.stop)
        if words[start] != "have" or row.still or row.reports or self._was_before(words, start, found):
            return False
        if row.speech in (VOUCH, STRESS) or row.stance == "optional":
            return row.act is not Act.PLEDGE or bool(found.noun)
        counted = follow[:1].isdigit() or follow in self.grammar.counting  # "have welcomed record numbers of refugees"
        backs = act is Act.SUPPORT and not row.soft and not counted
        return (backs or act in (Act.URGE, Act.OPPOSE)) and not row.stance

    def _was_before(self, words: list[str], start: int, found: Phrase) -> bool:
        """Tell a position of before the meeting: "have long opposed it", "have opposed it since 2018"."""
        if not self.grammar.before.isdisjoint(words[start + 1 : found.main]):
            return True
        ends = (at for at in range(found.stop, len(words)) if words[at] in CLOSING)
        last = words[: next(ends, len(words))][found.stop :][-3:]
        return last == ["in", "the", "past"] or (last[-2:-1] == ["since"] and last[-1].isdigit())

    def _goes_on_since(self, words: list[str], at: int) -> bool:
        """Tell what was begun and is no past deed: "have begun | to map it", "mapping it", "formal talks"."""
        doing = word_at(words, at) == "to" or not self.verbs.action_ing.isdisjoint(words[at : at + 1])
        return doing or not self.grammar.under_way.isdisjoint(words[at : at + 2])

    def _read_held(self, tokens: Tokens, start: int) -> Phrase | None:
        """Read "have full confidence in", "have serious concerns": a position that one holds."""
        words = tokens.words
        at = self.skip_adverbs(words, start + 1)
        noun = next((k for k in range(at, min(at + 3, len(words))) if words[k] in self.grammar.held), None)
        if noun is None or not self.grammar.determiner.isdisjoint(words[at + 1 : noun]):
            return None  # "have met our commitment"
        if self.grammar.noun_stop.isdisjoint(words[noun + 1 : noun + 2]):
            return None
        stance = self.verbs.nouns[words[noun]]
        form = PAST if words[start] == "had" else PRESENT
        verb, act = f"have {words[noun]}", Act.PLEDGE if self.complements.is_bound(words, noun) else stance.act
        return Phrase(start, start, noun + 1, verb, act, stance.force, form, noun=words[noun])

    def _read_occasion(self, tokens: Tokens, start: int) -> Phrase | None:
        """Read "take this opportunity to …", "have the honour to …", "took the decision to …"."""
        words, grammar = tokens.words, self.grammar
        form = PAST if words[start] in grammar.take_past or words[start] == "had" else PRESENT
        noun = start + 1 + (words[start + 1 : start + 2] in (["the"], ["a"]))
        decided = words[noun : noun + 2] in (["decision", "to"], ["decisions", "to"])
        if decided and words[start] in grammar.deciding:
            return Phrase(start, noun, noun + 1, "take decision", Act.PLEDGE, 5, form, promises=True, noun="decision")
        at = self.skip_occasion(words, start)
        found = self.read_inner(tokens, at) if at is not None else None
        return found and found._replace(start=start, form=form)
