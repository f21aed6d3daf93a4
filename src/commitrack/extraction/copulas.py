"""What "are", "remain" and "continue" make of the words behind them: "are committed to", "continue to support"."""

from __future__ import annotations

from commitrack.extraction.adverbs import skip_aside
from commitrack.extraction.phrases import MODAL, PRESENT, Phrase
from commitrack.extraction.rows import FINITE_FORM, RowReader
from commitrack.lexicon.tokens import Tokens, word_at
from commitrack.lexicon.verbs import ING, PAST, VOUCH
from commitrack.model import Act


class CopulaReader(RowReader):
    """Reads the phrases of verbs that only say that something is so, or goes on."""

    def _read_keep(self, tokens: Tokens, start: int) -> Phrase | None:
        """Read "continue to …": the act of the verb that is continued, a promise where that is an ordinary action."""
        words = tokens.words
        form = PAST if words[start].endswith("ed") else ING if words[start].endswith("ing") else PRESENT
        at = start + 1
        follow = word_at(words, at)
        if follow == "to":
            at = self.skip_adverbs(words, at + 1)
            label = word_at(words, at)
            if label in self.grammar.article:
                return None  # "keep to the plan"
            if label == "be":
                found = self._read_be(tokens, at)  # "continue to be supportive"; "continues to be a tool" is none
                return found and found._replace(start=start, form=form)
            inner = self.read_verb(tokens, at) if label in self.verbs.forms else None
            if inner and not (inner.soft and inner.act is Act.PLEDGE):
                return inner._replace(start=start, form=form)
            return Phrase(start, start, at, f"continue to {label}", Act.PLEDGE, 4, form, promises=True)
        if words[at : at + 2] in (["our", "support"], ["their", "support"]):
            return Phrase(start, start, at + 1, "continue support", Act.SUPPORT, 3, form)
        voiced = self.read_verb(tokens, at) if follow.endswith("ing") and follow in self.verbs.forms else None
        if voiced and voiced.act in (Act.OPPOSE, Act.URGE):
            return voiced._replace(start=start, form=form)  # "keep voicing our concerns"
        if follow in self.grammar.continued or follow.endswith("ing"):
            return Phrase(start, start, at, "continue", Act.PLEDGE, 4, form)
        return None

    def _read_be(self, tokens: Tokens, start: int) -> Phrase | None:
        """Read "are committed to …", "remain deeply concerned", "are working to …", "is to open …"."""
        words, grammar = tokens.words, self.grammar
        form = PAST if words[start] in grammar.be_past else PRESENT
        at = start + 1 + (words[start + 1 : start + 2] in (["both"], ["all"], ["more"]))
        at = self.skip_adverbs(words, skip_aside(words, at))  # "remain, as members, committed to"
        if words[at : at + 2] in (["and", "will"], ["and", "remain"]):
            at = self.skip_adverbs(words, at + 2)
            if words[at : at + 1] and words[at] in grammar.keep:
                return Phrase(start, at, at + 1, "will continue", Act.PLEDGE, 4, MODAL, promises=True)
        if at >= len(words):
            return None
        to = words[start + 1 : at + 1] in (["to"], ["also", "to"])  # not "are likely to"
        if to and form == PRESENT and not self.verbs.actions.isdisjoint(words[at + 1 : at + 2]):
            return Phrase(start, at + 1, at + 2, f"be to {words[at + 1]}", Act.PLEDGE, 4, form, promises=True)
        leads_over = words[at] in grammar.eager and word_at(words, at + 1) == "to"
        if leads_over and grammar.perceived.isdisjoint(words[at + 2 : at + 3]):
            return self._read_eager(tokens, start, at, form)
        together = words[at - 1 : at + 1] == ["together", "in"]
        if together and (doing := self.complements.find_doing(words, at + 1)) is not None:
            inner = self.complements.read_inner(tokens, doing)
            return inner and inner._replace(start=start, form=form)
        favours = words[at : at + 2] in (["in", "favour"], ["in", "favor"])
        if favours or (words[at] == "against" and words[start] not in self.verbs.forms):  # no "stand against"
            if self.is_negated(words, start, at):
                return None  # "are not against"
            if favours:
                return Phrase(start, at, at + 3, "be in favour", Act.SUPPORT, 3, form)
            return Phrase(start, at, at + 1, "be against", Act.OPPOSE, 4, form)
        if words[at : at + 3] in (["of", "the", "view"], ["of", "the", "opinion"]):
            return Phrase(start, at, at + 3, f"be of the {words[at + 2]}", Act.AFFIRM, 2, form, quoting=True)
        if words[at].endswith("ing") and len(words[at]) > 5 and words[at] not in grammar.vague:
            return self._read_progressive(tokens, start, at, form)
        if words[at] in grammar.vague or words[at] == "resolute":
            at = self._find_bound(words, at)
        stance = self.verbs.adjectives.get(words[at])
        return self._read_adjective(tokens, start, at, stance, form) if stance else None

    def _read_eager(self, tokens: Tokens, start: int, at: int, form: str) -> Phrase | None:
        """Read "are pleased to …": the act of the verb, a promise where that is an ordinary action."""
        words = tokens.words
        inner = self.skip_adverbs(words, at + 2)
        word = words[inner] if inner < len(words) else "have"
        if word in self.verbs.forms and (found := self.read_verb(tokens, inner)):
            return found._replace(start=start, form=form)
        if word in self.grammar.have or word in self.grammar.be or word in self.verbs.courtesy:
            return None
        return Phrase(
            start, at, at + 1, f"be {words[at]}", Act.PLEDGE, 4, form, promises=True, gerunds=True, loose=True
        )

    def find_wished(self, words: list[str], start: int) -> int | None:
        """Return the verb behind "wish to", "want also to" or the like at a token; None where none follows."""
        to = self.skip_adverbs(words, start + 1)
        to += word_at(words, to) in self.grammar.compelled  # "feel bound to"
        verb = self.skip_adverbs(words, to + 1)
        return verb if word_at(words, to) == "to" and verb < len(words) else None

    def _read_wished(self, tokens: Tokens, start: int, at: int) -> Phrase | None:
        """Read "wish to | condemn": the position that one wishes to take; what one wishes to do is a promise."""
        word, wish = tokens.words[at], self.verbs.forms[tokens.words[start]][0]
        form = FINITE_FORM[wish.form]
        if word in self.grammar.envisaged:
            told = form == PAST and wish.row.told  # "wanted to see", not "wished to see"
            seen = None if told else self._read_envisaged(tokens, start, at)
            return seen and seen._replace(form=form)
        rows = self.verbs.forms.get(word, ())
        found = self.read_verb(tokens, at) if rows else None
        binding = found is None or (found.act is Act.PLEDGE and not found.noun)
        if found and not binding and (found.act is Act.OPPOSE or found.row.agent or not found.soft):
            return found._replace(start=start, form=form)
        says = word in self.verbs.courtesy or any(row.speech == VOUCH for row, _ in rows)
        return None if found is None and says else self.read_verb(tokens, start)

    def _read_envisaged(self, tokens: Tokens, start: int, at: int) -> Phrase | None:
        """Read "want to | see the talks resume" as backing; "to see whether they do" takes no position."""
        asking = word_at(tokens.words, at + 1) in self.grammar.subordinator - {"that"}
        return None if asking else Phrase(start, at, at + 1, "want to see", Act.SUPPORT, 2, PRESENT)

    def _read_progressive(self, tokens: Tokens, start: int, at: int, form: str) -> Phrase | None:
        word = tokens.words[at]
        inner = self.read_verb(tokens, at) if word in self.verbs.forms else None
        whole = inner is not None and bool(inner.row.rest)  # "are following with concern"
        if tokens.words[start] not in ("are", "is", "am") or (word in self.grammar.state and not whole):
            return None
        working = word in self.verbs.chained and "to" in tokens.words[at + 1 : at + 3]
        if inner:
            return inner._replace(start=start, form=form, gerunds=inner.act is Act.PLEDGE, promises=working)
        if self.is_negated(tokens.words, start, at):
            return Phrase(start, at, at + 1, f"not be {word}", Act.AFFIRM, 3, form)
        verb = f"be {word}"
        return Phrase(start, at, at + 1, verb, Act.PLEDGE, 3, form, promises=working, gerunds=True, loose=True)
