"""Lists of promises under one verb: "will do X, do Y and do Z", "are committed to doing X and doing Y"."""

from __future__ import annotations

from commitrack.extraction.adverbs import find_resumed, number_before
from commitrack.extraction.auxiliaries import PhraseReader
from commitrack.extraction.phrases import MODAL, PRESENT, Phrase
from commitrack.extraction.scan import DASHES, Clause, Scan, find_inner, is_manner
from commitrack.extraction.tied import Tied, TiedVerbs, is_added
from commitrack.lexicon.tokens import word_at
from commitrack.model import Act

NEAR = 4  # tokens between two verbs below which they share an object; with a comma between them, one less


class Promises:
    """Finds the further verbs of a promise, each of which could be kept or broken by itself."""

    def __init__(self, reader: PhraseReader) -> None:
        self.reader = reader
        self.tied_verbs = TiedVerbs(reader)
        self.verbs = reader.verbs
        self.grammar = reader.grammar
        self.verbal = self.verbs.actions | self.verbs.action_ing

    def find(self, scan: Scan, at: int) -> Clause | None:
        """Return the clause of a verb at token `at` that goes on the promise before it, or None."""
        words, phrase = scan.words, self._unwrap(scan.words, scan.heads[-1].phrase)
        if not (phrase.promises or phrase.gerunds or phrase.act is Act.PLEDGE):
            return None
        if at + 1 >= len(words) or not self._has_object(words, at) or is_manner(words, at, self.grammar):
            return None
        tied = self.tied_verbs.find(scan.tokens, phrase, at)
        resumed = tied is not None and tied.infinitive and phrase.stop != scan.heads[-1].phrase.stop  # "and to do"
        if tied is None or resumed or self._is_negated(words, phrase, tied):
            return None
        singly = tied.infinitive or tied.numbered or tied.parted
        if not singly and self._is_devoted(scan, phrase) and not _is_specific(scan):
            return None
        governor = self._find_governor(words, phrase, tied)
        if not self._is_promised(words, phrase, tied, governor):
            return None
        if tied.numbered:
            scan.cuts.append(number_before(words, at))
        elif tied.infinitive and words[tied.before - 1] == "," and words[tied.tie] == "and":
            scan.cuts.append(tied.tie)  # what stands between belongs to the second
        return self._promise(scan, tied, governor or self._end_of_shared(words, phrase, tied))

    def find_opposed(self, scan: Scan, phrase: Phrase, comma: int) -> Clause | None:
        """Return the clause of what is opposed in a list of promises: "will lift trade, | oppose tolls, and open"."""
        first = scan.heads[-1]
        head, bare = first.phrase, phrase.form == PRESENT and phrase.start == phrase.main
        promised = head.promises and head.form == MODAL and scan.words[comma] == ","
        if not (promised and bare and phrase.act is Act.OPPOSE):
            return None
        verb = head.name(scan.words[phrase.main])
        listed = phrase._replace(verb=verb, form=MODAL, promises=True, row=head.row)
        return scan.sharing(comma + 1, listed, shared=first.shared or (head.start, head.main))

    def _unwrap(self, words: list[str], phrase: Phrase) -> Phrase:
        """Return the promise that a verb of saying reports as the parties' own: "said (that) | they would open"."""
        if not (phrase.quoting or phrase.row.reports) or phrase.act is not Act.PLEDGE:
            return phrase
        start = phrase.stop + (word_at(words, phrase.stop) == "that")
        modal = self.grammar.modal | {"would"}
        if word_at(words, start) not in self.grammar.pronoun | {"both"} or word_at(words, start + 1) not in modal:
            return phrase
        main = self.reader.skip_adverbs(words, start + 2)
        return phrase._replace(main=main, stop=main + 1, promises=True)

    def _is_promised(self, words: list[str], phrase: Phrase, tied: Tied, governor: int) -> bool:
        """Judge a tied verb: has it an object of its own, and is it one of those that are promised?"""
        if not (phrase.promises or phrase.gerunds or governor):
            return False
        inner = self.tied_verbs.inner_verb(words, phrase)
        if tied.numbered and self._numbers_others(words, inner, tied.tie):
            return False
        # "aid Peru, | build piers, and …"
        listed = "," in words[tied.tie - 1 : tied.tie + 1] and words[inner] in self.verbal
        if tied.verb - inner < NEAR - listed or self._shares_object(words, inner, tied.tie):
            return False
        if not tied.infinitive and self._is_nominal(words, tied):
            return False
        return bool(governor) or self._goes_on(words, phrase, inner, tied)

    def _is_negated(self, words: list[str], phrase: Phrase, tied: Tied) -> bool:
        """Tell a verb that is under the "not" of the one before: "will not raise tolls and close ports" is one promise.

        It is out of it behind a "to" of its own, and where only the first is negated: "to not raise", "not raising".
        """
        inner = self.tied_verbs.inner_verb(words, phrase)
        nots = [here for here in range(phrase.start, inner) if words[here] in self.grammar.negation]
        if not nots or tied.infinitive or words[nots[-1] - 1] == "to":
            return False
        return tied.gerund or words[inner] not in self.verbs.action_ing

    def _end_of_shared(self, words: list[str], phrase: Phrase, tied: Tied) -> int:
        """Return where the words end that a further promise shares: "will continue to | do", "agreed | to do"."""
        inner = number_before(words, self.tied_verbs.inner_verb(words, phrase))
        opened = tied.infinitive and not tied.gerund
        return max(inner, phrase.start, phrase.stop + (words[phrase.stop] == "to") if opened else 0)

    def _is_devoted(self, scan: Scan, phrase: Phrase) -> bool:
        """Tell whose list is not always promised singly: that of "are committed to", "aim to", "the fund will"."""
        if (subject := scan.subject()) and subject.joint:
            return True
        return phrase.loose or (bool(phrase.noun) and not phrase.promises)  # "reaffirm our commitment to"

    def _has_object(self, words: list[str], at: int) -> bool:
        """Tell whether something follows that a verb can be about, or a second verb with it: "; share and use it"."""
        if words[at + 1] in ("and", "or") and at + 3 < len(words):
            gerund = words[at] in self.verbs.action_ing
            opens = words[at - 1] in (";", "to", ")") or words[at - 2 : at] == [";", "and"]
            opens = opens or (gerund and (words[at - 1] == "," or words[at - 2 : at] == [",", "and"]))
            pair = self.verbs.action_ing if gerund else self.verbs.actions
            return opens and words[at + 2] in pair and (not gerund or self._has_object(words, at + 2))
        if words[at + 1] == "," and find_resumed(words, at + 1):
            return words[at + 2] in self.grammar.preposition | {"as", "where", "ahead"}  # "share, as laws permit, data"
        verb = words[at].removesuffix("ing") if words[at - 1] == "to" else words[at]  # "and to working with the ports"
        joint = verb in self.grammar.joint_work and words[at + 1] in ("for", "with", "on")
        return joint or words[at + 1] not in self.grammar.no_object or words[at + 1] == "that"

    def _promise(self, scan: Scan, tied: Tied, shared_end: int) -> Clause:
        """Return the clause of one more promise; what it shares are the words of the first one up to a token."""
        words, at, first = scan.words, tied.verb, scan.heads[-1]
        head, gerund = first.phrase, tied.gerund
        listed = first.shared is not None or head.start == head.main  # of a sentence, or an item that a list leads to
        doing = head.verb.endswith("ing") if listed else words[head.main] in self.verbs.action_ing
        under_way = gerund and doing and head.form != MODAL and not (head.row.to or head.noun)
        verb = f"be {words[at]}" if under_way else head.name(words[at], gerund=gerund)
        gerunds = head.gerunds or gerund
        promises = head.promises or self._unwrap(words, head).promises
        phrase = head._replace(
            start=at, main=at, stop=at + 1, verb=verb, act=Act.PLEDGE, promises=promises, gerunds=gerunds
        )
        start, end = first.shared or (head.start, shared_end)
        shared = (start, end if gerund else self._before_chaining(words, end))
        return scan.sharing(at if tied.numbered else tied.before + 1, phrase, shared=shared)

    def _before_chaining(self, words: list[str], end: int) -> int:
        """Return where shared words end for no gerund: "agreed to | keep helping the farms, and to build piers"."""
        chaining = end - 1 - (words[end - 1] == "on")
        called = words[end] in self.verbs.action_ing and words[chaining] in self.verbs.chained
        return chaining if called else end

    def _goes_on(self, words: list[str], phrase: Phrase, inner: int, tied: Tied) -> bool:
        """Judge whether a verb has the form of the promise, and goes on with it rather than with something inside."""
        if words[inner - 1] in self.grammar.containing and not tied.parted:
            return False  # "This includes hosting families and teaching children; …"
        nominal = not tied.infinitive and words[inner - 1] == "to" and words[inner] not in self.verbal
        if nominal and find_inner(words, inner + 1, tied.verb, self.reader) is not None:
            return False  # "committed to cooperation to resolve …, and build": what it is for
        if tied.gerund and tied.parted and self._lists_examples(words, phrase.stop, tied.tie):
            return False
        # "working to raise aid; building ships"
        listed = tied.parted and words[phrase.main] in self.verbs.action_ing
        if not self._fits(words, phrase.main if listed else inner, phrase, gerund=tied.gerund):
            return False
        if not tied.infinitive and self._is_worked_for(words, inner, phrase, tied):
            return False
        return tied.parted or self._stands_alone(words, inner, tied)

    def _is_worked_for(self, words: list[str], inner: int, phrase: Phrase, tied: Tied) -> bool:
        """Tell a pair of what one intends to work for: "plan to work together to lower tolls and open ports"."""
        if words[tied.tie] != "and" or words[tied.tie - 1] in (",", ";") or phrase.form == MODAL:
            return False
        return any(word.removesuffix("ing") in self.grammar.joint_work for word in words[phrase.main : inner])

    def _lists_examples(self, words: list[str], start: int, tie: int) -> bool:
        """Tell whether the list is one of examples: "remove barriers, including easing rules; accepting labels"."""
        examples = next((k for k in range(start, tie) if words[k] == "including"), tie)
        return examples < tie and words[examples + 1] in self.verbs.action_ing

    def _find_governor(self, words: list[str], phrase: Phrase, tied: Tied) -> int:
        """Return where what a noun promises begins ("commitment to | do"), if ", and to" or gerunds go on."""
        if not phrase.noun:
            return 0
        tie = tied.tie
        governor = next((at + 1 for at in range(phrase.main, tie - 1) if words[at] == "to"), 0)
        follows = self._first_word(words, tied.before + 1) in self.verbs.action_ing
        if follows and words[governor] in self.verbs.actions - self.verbs.noun_too:
            return 0  # "our resolve to uphold the pledges to easing tolls, and | to opening ports"
        sign = is_added(words, tie) or not {",", *DASHES}.isdisjoint(words[tie - 1 : tie + 1])
        gerund = follows and words[governor] in self.verbs.action_ing
        listed = gerund and (tied.parted or (sign and self._is_gerund_of_list(words, governor, tie)))
        return governor if listed or words[tied.before - 2 : tied.before + 1] == [",", "and", "to"] else 0

    def _numbers_others(self, words: list[str], inner: int, tie: int) -> bool:
        """Tell whether the numbers are those of a clause inside: "work that would i) save lives; ii) …"."""
        first = next((k for k in range(inner + 2, tie) if words[k] == ")"), None)
        return first is not None and words[first - 2] in self.grammar.finite - self.grammar.modal

    def _fits(self, words: list[str], inner: int, phrase: Phrase, *, gerund: bool) -> bool:
        """Tell whether a verb has the form that the promise asks for."""
        first = word_at(words, inner)
        if gerund:
            return phrase.gerunds and first.endswith("ing")
        return phrase.promises and first[:1].isalpha()

    def _shares_object(self, words: list[str], inner: int, tie: int) -> bool:
        """Tell whether the object is still to come before a conjunction: "develop and deploy", "ties with and help"."""
        at = tie - 2 if words[tie - 1] == "," else tie - 1
        gerund = at > inner and words[at] in self.verbs.action_ing
        if gerund and words[at - 1] not in self.verbal | self.grammar.conjunction:
            return False  # "rapid information sharing, and"
        if words[at - 1] == "and" and words[at - 2].endswith("ing") and words[at - 3] in self.verbs.action_ing:
            return False  # "promoting mooring and sailing, and"
        if words[at] in self.verbal:
            listed = words[at - 1] in self.verbal | {","} or words[at - 2 : at] == [",", "and"]
            return listed or words[at] not in self.verbs.noun_too
        return words[at] in ("for", "to", "with", "on", "of", "in") and words[tie] != "addition"

    def _is_nominal(self, words: list[str], tied: Tied) -> bool:
        """Tell whether a word that is a noun or adjective too is one here: "free and open", "and export controls"."""
        at, tie = tied.verb, tied.tie
        if words[at] not in self.verbs.noun_too or tied.parted:
            return False
        if words[at + 1] in self.grammar.shared and words[at] in self.grammar.sharing:
            return False
        if self.reader.is_adverb(words[at + 1]):
            return False  # "work together", "as well as work closely"
        determined = words[at + 1] in self.grammar.determiner or words[at + 1][0].isdigit()
        return words[tie - 1] == "free" or not (determined or (words[tie] == "," and self._is_listed(words, at)))

    def _is_listed(self, words: list[str], at: int) -> bool:
        """Tell whether a list goes on behind a word with what can only be a verb: "train pilots, and publish …"."""
        plain = self.verbs.actions - self.verbs.noun_too
        return any(words[k] in plain and words[k - 2 : k] == [",", "and"] for k in range(at + 2, len(words) - 1))

    def _stands_alone(self, words: list[str], inner: int, tied: Tied) -> bool:
        """Judge whether a verb continues the promise, not a purpose, a means or a relative clause inside it."""
        tie = tied.tie
        if tied.gerund:
            return self._is_gerund_of_list(words, inner, tie)
        comma = words[tie] in (",", "as", "addition") or words[tie - 1] in (",", ";")
        purpose = find_inner(words, inner + 1, tie + 1, self.reader)
        if purpose is None:
            since = words[inner + 1 : tie]
            inside = any(self._opens_clause(since, k) for k in range(1, len(since)))
            return not inside and (comma or self.grammar.relative.isdisjoint(since))
        actions = self.verbs.actions
        listed = any(words[k] in (",", ";") and words[k + 1] in actions for k in range(purpose, tie - 1))
        return not tied.infinitive and comma and words[tie] == "and" and not listed

    def _opens_clause(self, words: list[str], at: int) -> bool:
        """Tell a clause that a list may go on: "that | will save lives", "in which | all can", "so they | may"."""
        grammar, before, word = self.grammar, words[at - 1], words[at]
        if word == "which":
            return before in grammar.within
        if before in grammar.relative:
            conditional = grammar.finite - grammar.be - grammar.have
            return word in conditional or words[at - 2 : at - 1] == ["so"]
        return before in ("it", "they") and word in grammar.finite - grammar.be - grammar.have

    def _is_gerund_of_list(self, words: list[str], inner: int, tie: int) -> bool:
        """Tell "deploying X and building Y" from "expanding X, with a focus on building Y" and ", exploring Y"."""
        if self._is_means(_without_aside(words[inner + 1 : tie + 1])):
            return False
        if any(words[k] in self.grammar.preposition and words[k + 1].endswith("ing") for k in range(inner + 1, tie)):
            return False
        gerunds = self.verbs.action_ing
        return words[tie] != "," or any(
            words[k] == "and" and self._first_word(words, k + 1 + (words[k + 1] == "to")) in gerunds
            for k in range(tie, len(words) - 2)
        )

    def _is_means(self, words: list[str]) -> bool:
        """Tell whether gerunds behind words up to a tie are means or examples: "including by easing tolls, and | …".

        A comma ends examples that are no gerunds: "keep lanes open, such as those of the strait, and | building piers".
        """
        marked = [at for at, word in enumerate(words) if word in self.grammar.gerund_marker]
        if "," not in words[-4 if words[-1:] == ["as"] else -2 :]:  # ", as well as", ", and"
            return bool(marked)
        led_in = self.grammar.preposition | {"as"}
        opened = (next((word for word in words[at + 1 :] if word not in led_in), "") for at in marked)
        return not self.verbs.action_ing.isdisjoint(opened)

    def _first_word(self, words: list[str], at: int) -> str:
        """Return the first word from a token on that is no adverb."""
        return word_at(words, self.reader.skip_adverbs(words, at))


def _is_specific(scan: Scan) -> bool:
    """Tell whether a list of promises, or what follows it, has names or numbers, so that it can be kept or broken."""
    head = scan.heads[-1]
    start = 1 + (head.shared[0] if head.shared else head.phrase.start)  # the first word of an item has a capital anyway
    return any(scan.tokens.is_capital(at) or word[0].isdigit() for at, word in enumerate(scan.words[start:], start))


def _without_aside(words: list[str]) -> list[str]:
    """Return words without those between brackets."""
    if "(" not in words or ")" not in words[words.index("(") :]:
        return words
    start = words.index("(")
    return words[:start] + words[words.index(")", start) + 1 :]
