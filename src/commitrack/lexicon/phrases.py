"""Operative phrases: what act and force the words at a place of a text have."""

from __future__ import annotations

from typing import NamedTuple

from commitrack.lexicon.complements import BINDING, Complements
from commitrack.lexicon.grammar import load_grammar
from commitrack.lexicon.tokens import Tokens
from commitrack.lexicon.verbs import BASE, BELIEVE, ING, PARTICIPLE, PAST, THIRD, Form, Stance, VerbRow, Verbs
from commitrack.model import Act

PRESENT, MODAL = "present", "modal"
LATER = 12
"""Words behind a verb that are looked through for one that it calls for."""
DEEPEST = 2
"""Phrases inside phrases that are read: "take this opportunity to reaffirm that we believe that we support"."""
NO_VERB = VerbRow("", Act.AFFIRM, 0)
FINITE_FORM = {BASE: PRESENT, THIRD: PRESENT, PAST: PAST, PARTICIPLE: PAST, ING: ING}


class Phrase(NamedTuple):
    """An operative phrase at its place: tokens `start` to `stop` (exclusive), and how it may be continued.

    A named tuple, as thousands are made for a text and most are thrown away.
    """

    start: int
    main: int
    """Index of the word that carries the act."""
    stop: int
    verb: str
    """What it is called in a list; nothing is decided by it."""
    act: Act
    force: int
    form: str
    """`present`, `past`, `modal` or `ing`."""
    soft: bool = False
    """True for a word that names an ordinary action too: "support", "promote"."""
    promises: bool = False
    """True where a list of promises may follow: "will do X, do Y and do Z"."""
    gerunds: bool = False
    """True where the promises are gerunds: "are committed to doing X and doing Y"."""
    deed: bool = False
    """True for something done ("launch"), which is a past fact in the past tense."""
    third: bool = False
    """True for a third-person singular verb, which "we" and "they" can't have."""
    quoting: bool = False
    """True where a clause of its own follows that belongs to the phrase: "note that the parties …"."""
    backshifted: bool = False
    """True for "would do", which is a promise only where a text tells of its meeting."""
    loose: bool = False
    """True where a list of nothing named or numbered is one promise: "are committed to aiding trade, easing tolls"."""
    row: VerbRow = NO_VERB
    """The row of the table that it was read by; an empty one where no verb of the table stands there."""
    noun: str = ""
    """The noun that decided, where one did: "commitment" in "reaffirm commitment"."""

    def name(self, verb: str, *, gerund: bool = False) -> str:
        """Return what one more verb under it is called: "will open", "continue to open", but "be committed"."""
        said = self.verb.split()
        if not gerund and said[-2:-1] == ["to"]:
            return " ".join((*said[:-1], verb))
        return self.verb if gerund or self.form != MODAL or self.row.lemma else f"{said[0]} {verb}"


class PhraseReader:
    """Reads operative phrases from tokens with a set of tables; keeps no state between calls."""

    def __init__(self, verbs: Verbs) -> None:
        self.verbs = verbs
        self.grammar = load_grammar()
        self.complements = Complements(verbs, self.grammar, self)
        self._depth = 0
        grammar = self.grammar
        self.starters = (
            grammar.modal
            | grammar.be
            | grammar.have
            | grammar.hold
            | grammar.keep
            | grammar.take
            | grammar.negated
            | {"must", "would", "may"}
            | frozenset(verbs.forms)
        )

    def is_adverb(self, word: str) -> bool:
        """Tell an adverb: one of the table, or what ends like one."""
        return word in self.verbs.adverbs or (
            word.endswith("ly") and len(word) > 4 and word not in self.grammar.adverb_like
        )

    def skip_adverbs(self, words: list[str], at: int) -> int:
        """Return the index of the first word from `at` on that is no adverb."""
        end = len(words)
        while at < end:
            word = words[at]
            if self.is_adverb(word) or word in self.grammar.weekday:
                at += 1  # "agreed Tuesday to"
            elif word == "," and words[at + 2 : at + 3] == [","] and words[at + 1] in self.verbs.adverbs:
                at += 3
            elif at + 1 < end and self._is_adverbial(word, words[at + 1]):
                at += 2
            else:
                break
        return at

    def _is_adverbial(self, word: str, follow: str) -> bool:
        if word == "this" and follow in self.grammar.occasion:
            return True  # "will this week open"
        if word == "in" and follow in self.grammar.phrasal:
            return True
        return (word == "on" and follow in self.grammar.weekday) or (word in ("and", ",") and follow.endswith("ly"))

    def read(self, tokens: Tokens, start: int) -> Phrase | None:
        """Return the finite or participial operative phrase that starts at token `start`, or None.

        What auxiliaries and the like make of the words behind them comes first, then the rows of the table.
        """
        word, grammar = tokens.words[start], self.grammar
        found = None
        if word in grammar.modal:
            found = self._read_modal(tokens, start)
        elif word == "must":
            found = self._read_duty(tokens, start)
        elif word == "would":
            found = self._read_wish(tokens, start)
        elif word == "may":
            found = self._read_leave(tokens, start)
        elif word in grammar.negated:
            found = self._read_negated(tokens, start)
        elif word in grammar.have:
            found = self._read_perfect(tokens, start) or self._read_held(tokens, start)
        elif word in grammar.hold:
            found = self._read_held(tokens, start)
        elif word in grammar.keep:
            found = self._read_keep(tokens, start)
        elif word in grammar.take:
            found = self._read_occasion(tokens, start)
        elif word in grammar.be:
            found = self._read_be(tokens, start)
        return found or (self.read_verb(tokens, start) if word in self.verbs.forms else None)

    def read_inner(self, tokens: Tokens, start: int) -> Phrase | None:
        """Read a phrase inside another one, as long as these are not too many."""
        if self._depth == DEEPEST or start >= len(tokens) or tokens.words[start] not in self.starters:
            return None
        self._depth += 1
        found = self.read(tokens, start)
        self._depth -= 1
        return found

    def _read_modal(self, tokens: Tokens, start: int) -> Phrase | None:
        """Read "will …": a promise, unless what follows is refused or opposed."""
        words, grammar = tokens.words, self.grammar
        at = self.skip_adverbs(words, start + 1)
        if words[at : at + 1] == [","] and "," in words[at + 1 : at + 8]:
            at = words.index(",", at + 1) + 1  # "will, where possible, share"
        if words[at : at + 1] == ["("] and words[at + 2 : at + 3] == [")"]:
            at += 3
        if words[at:] == [":"]:
            return Phrase(start, start, at, "will", Act.PLEDGE, 4, MODAL, promises=True)  # a list follows
        if at >= len(words) or not words[at][0].isalpha() or words[at] in grammar.clausal:
            return None
        if words[at : at + 2] == ["do", "so"] and words[at + 2 : at + 3] != ["by"]:
            return None
        main = words[at]
        if main in grammar.keep:
            inner = self._read_keep(tokens, at)
            if inner and inner.act in (Act.URGE, Act.OPPOSE):
                return inner._replace(start=start, form=MODAL, force=min(5, inner.force + 1))
            follow = at + 2 + 3 * (words[at + 2 : at + 3] == ["("] and words[at + 4 : at + 5] == [")"])  # "to (1) open"
            main = words[follow] if words[at + 1 : at + 2] == ["to"] and follow < len(words) else main
        elif main in grammar.refused and self._is_negated(words, start, at):
            return Phrase(start, at, at + 1, f"will not {main}", Act.OPPOSE, 5, MODAL)
        else:
            opposed = self._read_opposed(tokens, start, at)
            if opposed:
                return opposed
            if any(self._is_barred(words, at + 1, form.row) for form in self.verbs.forms.get(main, ())):
                return None
        act = Act.AFFIRM if main == "need" else Act.PLEDGE
        auxiliary = "will not" if self._is_negated(words, start, at) else "will"
        doing = main in grammar.keep and words[at + 1 : at + 2] and words[at + 1].endswith("ing")  # "continue building"
        pledge = act is Act.PLEDGE
        return Phrase(
            start, at, at + 1, f"{auxiliary} {main}", act, 4, MODAL, promises=pledge, gerunds=pledge and bool(doing)
        )

    def _is_negated(self, words: list[str], start: int, at: int) -> bool:
        """Tell whether what turns a verb round stands between its auxiliary and itself: "will never | close"."""
        return not self.grammar.negation.isdisjoint(words[start + 1 : at])

    def _read_opposed(self, tokens: Tokens, start: int, at: int) -> Phrase | None:
        """Read "will oppose", "will stand as one against"."""
        for form in self.verbs.forms.get(tokens.words[at], ()):
            if form.form == BASE and form.row.act is Act.OPPOSE:
                found = self._complete(tokens, start, at, form)
                if found:
                    return found._replace(form=MODAL)
        return None

    def _lacks(self, words: list[str], main: int, after: int, row: VerbRow) -> bool:
        """Tell whether none of the words follows that a verb calls for, at once or behind its object: "view it as"."""
        if not (row.needs or row.later):
            return False
        near = (*words[after : after + 1], *words[main + 1 : main + 2])
        stop = self.grammar.relative | {",", ";", ":"}
        return row.needs.isdisjoint(near) and not self._comes(words, after, row.later, stop)

    def _is_barred(self, words: list[str], after: int, row: VerbRow) -> bool:
        """Tell whether a verb has an object that it can't have: "will celebrate sixty years"."""
        return bool(row.never) and self._comes(words, after, row.never, self.grammar.noun_stop | {"of", "among"})

    def _comes(self, words: list[str], after: int, wanted: frozenset[str], stop: frozenset[str]) -> bool:
        """Tell whether a wanted word comes before one that stops the search."""
        for word in words[after : after + LATER]:
            if word in wanted:
                return True
            if word in stop:
                return False
        return False

    def _read_duty(self, tokens: Tokens, start: int) -> Phrase | None:
        """Read "we must …" as a position, as a promise where work goes on; what others must do is no verb of theirs."""
        own = tokens.words[start - 1 : start] in (["we"], ["leaders"], ["countries"], ["sides"])
        duty = self._read_modal(tokens, start) if own else None
        if duty is None or duty.act is not Act.PLEDGE:
            return duty
        verb = duty.verb.replace("will", "must", 1)
        if tokens.words[duty.main] in self.grammar.pursued:
            return duty._replace(verb=verb)
        return duty._replace(verb=verb, act=Act.AFFIRM, force=3, promises=False)

    def _read_leave(self, tokens: Tokens, start: int) -> Phrase | None:
        """Read "may consider …", which terms of a deal leave to a party, as a promise that binds little."""
        leave = self._read_modal(tokens, start)
        if leave is None or leave.act is not Act.PLEDGE or tokens.words[leave.main] not in self.verbs.actions:
            return None
        return leave._replace(verb=leave.verb.replace("will", "may", 1), force=2, form=PRESENT, promises=False)

    def _read_wish(self, tokens: Tokens, start: int) -> Phrase | None:
        """Read "would welcome", "would like to see": the act of the verb, a step less firm."""
        words = tokens.words
        at = self.skip_adverbs(words, start + 1)
        if words[at : at + 2] == ["like", "to"]:
            at = self.skip_adverbs(words, at + 2)
        found = self.read_verb(tokens, at) if at < len(words) and words[at] in self.verbs.forms else None
        if found is None or found.soft or found.form != PRESENT:
            return self._read_backshifted(tokens, start)
        return found._replace(start=start, force=max(1, found.force - 1))

    def _read_backshifted(self, tokens: Tokens, start: int) -> Phrase | None:
        """Read "would open", which a text that tells of its meeting says for "will open"."""
        promise = self._read_modal(tokens, start)
        if promise is None or promise.act is not Act.PLEDGE or tokens.words[promise.main] not in self.verbs.actions:
            return None
        return promise._replace(verb=promise.verb.replace("will", "would", 1), force=3, backshifted=True)

    def _read_negated(self, tokens: Tokens, start: int) -> Phrase | None:
        """Read "do not accept": a refusal; "does not seek confrontation": a position."""
        words = tokens.words
        at = self.skip_adverbs(words, start + 1)
        if at >= len(words) or (words[at] not in self.verbs.forms and words[at] not in self.grammar.refused):
            return None
        if "not" not in words[start + 1 : at]:
            found = self.read_verb(tokens, at) if words[at] in self.verbs.forms else None
            return found and found._replace(start=start)
        act, force = (Act.OPPOSE, 4) if words[at] in self.grammar.refused else (Act.AFFIRM, 3)
        form = PAST if words[start] == "did" else PRESENT
        return Phrase(start, at, at + 1, f"not {words[at]}", act, force, form, third=words[start] == "does")

    def _read_perfect(self, tokens: Tokens, start: int) -> Phrase | None:
        """Read "have decided to …", "have agreed a plan"; other present perfects tell of past deeds."""
        words = tokens.words
        at = self.skip_adverbs(words, start + 1)
        word, follow = [*words[at : at + 2], "", ""][:2]
        performed = follow not in ("by", "in", "at", ",", ".", ";", "")
        if word in self.verbs.forms:
            found = self.read_verb(tokens, at)
            if found is None or found.form != PAST:
                return None
            binds = found.promises and found.row.force >= BINDING
            return found._replace(start=start) if binds or (performed and found.row.perfect) else None
        if word in self.grammar.struck and self.grammar.accord.isdisjoint(words[at + 1 : at + 4]):
            return None
        begun = word in self.grammar.begun and self._goes_on_since(words, at + 1)
        if begun or (performed and word in self.grammar.settled):
            return Phrase(start, at, at + 1, f"have {word}", Act.PLEDGE, 3, PAST, gerunds=True)
        return None

    def _goes_on_since(self, words: list[str], at: int) -> bool:
        """Tell what was begun and is no past deed: "have begun | to map it", "mapping it", "formal talks"."""
        doing = words[at : at + 1] == ["to"] or not self.verbs.action_ing.isdisjoint(words[at : at + 1])
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
        verb = f"have {words[noun]}"
        return Phrase(start, start, noun + 1, verb, stance.act, stance.force, form, noun=words[noun])

    def _read_occasion(self, tokens: Tokens, start: int) -> Phrase | None:
        """Read "take this opportunity to …", "took the decision to …"."""
        words = tokens.words
        form = PAST if words[start] == "took" else PRESENT
        noun = start + 1 + (words[start + 1 : start + 2] in (["the"], ["a"]))
        if words[noun : noun + 2] in (["decision", "to"], ["decisions", "to"]):
            return Phrase(start, noun, noun + 1, "take decision", Act.PLEDGE, 5, form, promises=True, noun="decision")
        if words[start + 2 : start + 4] not in (["opportunity", "to"], ["occasion", "to"]):
            return None
        at = self.skip_adverbs(words, start + 4)
        found = self.read_inner(tokens, at)
        return found and found._replace(start=start, form=form)

    def _read_keep(self, tokens: Tokens, start: int) -> Phrase | None:
        """Read "continue to …": the act of the verb that is continued, a promise where that is an ordinary action."""
        words = tokens.words
        form = PAST if words[start].endswith("ed") else ING if words[start].endswith("ing") else PRESENT
        at = start + 1
        follow = words[at] if at < len(words) else ""
        if follow == "to":
            at = self.skip_adverbs(words, at + 1)
            label = words[at] if at < len(words) else ""
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
        if words[at : at + 1] == [","] and "," in words[at + 1 : at + 7]:
            at = words.index(",", at + 1) + 1  # "remain, as members, committed to"
        at = self.skip_adverbs(words, at)
        if words[at : at + 2] in (["and", "will"], ["and", "remain"]):
            at = self.skip_adverbs(words, at + 2)
            if words[at : at + 1] and words[at] in grammar.keep:
                return Phrase(start, at, at + 1, "will continue", Act.PLEDGE, 4, MODAL, promises=True)
        if at >= len(words):
            return None
        if words[start + 1] == "to" and form == PRESENT and not self.verbs.actions.isdisjoint(words[at + 1 : at + 2]):
            return Phrase(start, at + 1, at + 2, f"be to {words[at + 1]}", Act.PLEDGE, 4, form, promises=True)
        if words[at] in grammar.eager and words[at + 1 : at + 2] == ["to"]:
            return self._read_eager(tokens, start, at, form)
        if words[at - 1] == "together" and words[at] == "in" and at + 1 < len(words) and words[at + 1].endswith("ing"):
            inner = self.read_inner(tokens, at + 1)
            return inner and inner._replace(start=start, form=form)
        if words[at : at + 2] == ["in", "favour"] or words[at : at + 2] == ["in", "favor"]:
            return Phrase(start, at, at + 3, "be in favour", Act.SUPPORT, 3, form)
        if words[at : at + 3] == ["of", "the", "view"]:
            return Phrase(start, at, at + 3, "be of the view", Act.AFFIRM, 2, form, quoting=True)
        if words[at].endswith("ing") and len(words[at]) > 5 and words[at] not in grammar.vague:
            return self._read_progressive(tokens, start, at, form)
        if words[at] in grammar.vague or words[at] == "resolute":
            at = self._find_bound(words, at)
        stance = self.verbs.adjectives.get(words[at])
        return self._read_adjective(words, start, at, stance, form) if stance else None

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

    def _read_progressive(self, tokens: Tokens, start: int, at: int, form: str) -> Phrase | None:
        word = tokens.words[at]
        if tokens.words[start] not in ("are", "is", "am") or word in self.grammar.state:
            return None
        working = word in self.verbs.chained and "to" in tokens.words[at + 1 : at + 3]
        inner = self.read_verb(tokens, at) if word in self.verbs.forms else None
        if inner:
            return inner._replace(start=start, form=form, gerunds=inner.act is Act.PLEDGE, promises=working)
        verb = f"not be {word}" if self._is_negated(tokens.words, start, at) else f"be {word}"
        return Phrase(start, at, at + 1, verb, Act.PLEDGE, 3, form, promises=working, gerunds=True, loose=True)

    def _read_adjective(self, words: list[str], start: int, at: int, stance: Stance, form: str) -> Phrase | None:
        follow = words[at + 1] if at + 1 < len(words) else ""
        if words[at] in self.grammar.only_to and (follow != "to" or form == PAST):
            return None  # "was meant to"
        if words[at] in self.grammar.only_to and "not" in words[start:at]:
            return None
        if words[at] in self.grammar.lasting and words[start] not in ("remain", "remains"):
            return None  # "are involved in the raids"
        act, force = self._judge_adjective(words, at, stance, follow)
        if act is None:
            return None
        pledge = act is Act.PLEDGE
        return Phrase(
            start,
            at,
            at + 1,
            f"be {words[at]}",
            act,
            self.complements.qualify(words, start, force),
            form,
            promises=pledge and follow == "to",
            gerunds=pledge,
            loose=True,
            quoting=follow == "that",
        )

    def _judge_adjective(self, words: list[str], at: int, stance: Stance, follow: str) -> tuple[Act | None, int]:
        """Return act and force of an adjective by what follows: "united in our support", "resolute in supporting"."""
        word, grammar = words[at], self.grammar
        leaning = word in grammar.leaning
        if (leaning and follow in ("in", "as")) or (stance.act is Act.AFFIRM and follow in ("in", "on", "to", "and")):
            # "political, financial, and military support"
            listed = [word for word in words[at + 2 : at + 14] if word not in (",", "and")]
            noun = self.complements.find_stance(listed, 0, within=9)
            if noun and not (word in grammar.vague and noun.act is Act.AFFIRM):
                return noun.act, noun.force
        if leaning and follow == "in":
            if words[at + 2 : at + 3] and words[at + 2].endswith("ing"):
                return (Act.SUPPORT if words[at + 2] == "supporting" else Act.PLEDGE), 4
            # "united in our approach"
            own = word in grammar.joined and not (grammar.possessed | {"the"}).isdisjoint(words[at + 2 : at + 3])
            return (stance.act, stance.force) if own or stance.act is Act.PLEDGE else (None, 0)
        if leaning and "supporting" in words[at + 1 : at + 8]:
            return Act.SUPPORT, 4
        if word in grammar.vague and not (follow == "that" or (word == "united" and follow == "behind")):
            return None, 0
        return stance.act, stance.force

    def read_verb(self, tokens: Tokens, start: int) -> Phrase | None:
        """Read a verb of the table; the longest phrase of words that applies."""
        for form in self.verbs.forms[tokens.words[start]]:
            found = self._complete(tokens, start, start, form)
            if found:
                return found
        return None

    def _complete(self, tokens: Tokens, start: int, main: int, form: Form) -> Phrase | None:
        """Read what must and may follow a verb of the table; None where the row does not apply."""
        words, row, grammar = tokens.words, form.row, self.grammar
        after = self._find_complement(words, main, form)
        if after is None:
            return None
        follow = words[after] if after < len(words) else ""
        if self._lacks(words, main, after, row) or self._is_barred(words, after, row):
            return None
        if row.soft and follow in grammar.finite:
            return None  # "support was expressed": a noun
        operative = self.complements.judge(tokens, row, after, follow)
        if operative is None:
            return None
        pledge = operative.act is Act.PLEDGE
        return Phrase(
            start,
            main,
            after,
            operative.verb,
            operative.act,
            self.complements.qualify(words, start, operative.force),
            FINITE_FORM[form.form],
            soft=row.soft,
            promises=pledge and follow == "to",
            gerunds=pledge and not operative.noun,
            loose=row.loose,
            deed=row.deed,
            third=form.form == THIRD,
            quoting=follow == "that" or (row.speech == BELIEVE and follow in grammar.clausal),
            row=row,
            noun=operative.noun,
        )

    def _find_complement(self, words: list[str], main: int, form: Form) -> int | None:
        """Return the token behind a verb, the rest of its row and what is put in; None where that rest is missing."""
        row, after = form.row, main + 1
        if row.rest:
            after = after if words[after : after + 1] == [row.rest[0]] else self.skip_adverbs(words, after)
            if tuple(words[after : after + len(row.rest)]) != row.rest:
                return None
            after += len(row.rest)
        if form.form != ING:
            after = self.skip_adverbs(words, after)
        if words[after : after + 1] == [","] and "," in words[after + 1 : after + 7]:
            resumed = words.index(",", after + 1) + 1
            if row.stance or (row.to and words[resumed : resumed + 1] == ["to"]):
                after = resumed  # "reiterate, in the strongest terms, our condemnation", "pledge, with others, to"
        return after + (words[after : after + 2] == ["both", "to"])  # "commit both to act, and to …"
