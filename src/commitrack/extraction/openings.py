"""What may open a sentence without a subject: an item of a list, a fragment of an abridged text."""

from __future__ import annotations

from commitrack.extraction.auxiliaries import PhraseReader
from commitrack.extraction.complements import ASKED
from commitrack.extraction.phrases import MODAL, PRESENT, Phrase
from commitrack.extraction.scan import Clause, Scan, find_word, is_manner, is_title
from commitrack.lexicon.tokens import word_at
from commitrack.lexicon.verbs import ING, PAST
from commitrack.model import Act

IMPLIED = Phrase(0, 0, 0, "commit", Act.PLEDGE, 4, PRESENT)
"""What a plan commits to in an item that is an imperative ("Expand the network", "PROMOTE …")."""


class Openings:
    """Judges the first words of items and fragments."""

    def __init__(self, reader: PhraseReader) -> None:
        self.reader = reader
        self.verbs = reader.verbs
        self.grammar = reader.grammar
        self.verbal = self.verbs.actions | self.verbs.action_ing
        self.opening = self.grammar.quote - {":", ";", "(", "–", "—"}  # in front of a quotation, or what was cut

    def open_voiced(self, scan: Scan) -> Clause | None:
        """Read what stands in front of a sentence for a verb: "Deeply concerned by the raids, the leaders …"."""
        words = scan.words
        first = find_word(words, 0, len(words))
        at = self.reader.skip_adverbs(words, first)
        stance = self.verbs.adjectives.get(words[at]) if at + 1 < len(words) else None
        if stance is None or stance.act is not Act.OPPOSE or words[at + 1] not in self.grammar.voiced:
            return None
        force = self.reader.qualify(words, at, stance.force)
        phrase = Phrase(first, at, at + 2, f"be {words[at]}", stance.act, force, ING)
        return scan.sharing(first, phrase)

    def open_item(self, scan: Scan) -> Clause | None:
        """Let an item that opens with what is promised carry the phrase that introduced the list."""
        words = scan.words
        at = self._find_verb(scan)
        lead = None if at is None else self._find_lead(scan, at)
        if at is None or lead is None:
            return None
        gerund = words[at] in self.verbs.action_ing
        own = self.reader.read(scan.tokens, at) if words[at] in self.reader.starters else None
        if own and not own.soft and own.act is not Act.PLEDGE and (gerund or lead.form != MODAL):
            return None
        verb = lead.name(words[at], gerund=gerund)
        form = ING if gerund else PRESENT
        phrase = Phrase(
            at, at, at + 1, verb, lead.act, lead.force, form, promises=not gerund, gerunds=gerund, loose=lead.loose
        )
        return scan.sharing(at, phrase)

    def _find_verb(self, scan: Scan) -> int | None:
        """Return the verb that an item opens with; None where it opens with none, or is a title."""
        words, end = scan.words, len(scan.words)
        first = find_word(words, 0, end)
        if first < end and is_manner(words, first, self.grammar) and "," in words[first:-1]:
            first = words.index(",", first) + 1  # "Building on the plan, | lower the tolls"
        at = self.reader.skip_adverbs(words, first)
        opens = at < end and words[at] in self.verbal and not is_manner(words, at, self.grammar)
        return at if opens and not is_title(scan.tokens, at, end) else None

    def _find_lead(self, scan: Scan, at: int) -> Phrase | None:
        """Return the phrase that an item's verb stands under: that of its list, or what an imperative implies."""
        word, tokens, context = scan.words[at], scan.tokens, scan.context
        verb = word in self.verbs.actions and (word not in self.verbs.noun_too or self._asks(scan, at))
        bare = tokens.is_capital(at) and verb
        gerund = word in self.verbs.action_ing
        if context.lead and (context.lead_governs or not (bare or gerund)):
            return context.lead
        return IMPLIED if bare or tokens.raw(at).isupper() or (gerund and context.lead) else None

    def _asks(self, scan: Scan, at: int) -> bool:
        """Tell a verb by whom it asks from a noun or an adjective: "Direct | all states to pay", "Direct flights"."""
        binds = all(form.row.act is Act.PLEDGE for form in self.verbs.forms.get(scan.words[at], ()))
        behind = scan.words[at + 1 : at + 1 + ASKED]
        between = self.grammar.preposition - {"to", "of"}
        reach = next((n for n, word in enumerate(behind) if word in between), ASKED)
        return binds and self.reader.complements.has_agent(scan.tokens, at + 1, within=reach)

    def open_cut(self, scan: Scan, at: int) -> Clause | None:
        """Read what an abridged text leaves of a promise or position: "…/enhance dialogue", "… importance of it"."""
        words, heads = scan.words, scan.heads
        previous = words[at - 1] if at else ""
        opens = not previous or previous in ("“", "/") or previous in self.grammar.ellipsis
        if not opens or at + 2 >= len(words) or (heads and at <= heads[-1].phrase.stop + 1):
            return None
        noun = words[at] in ("importance", "need")
        if not (noun or self._is_cut_verb(words, at)) or (previous == "/" and words[at - 2] in self.verbal):
            return None
        gerund = words[at] in self.verbs.action_ing
        if gerund and previous != "/":
            return None
        act = Act.AFFIRM if noun else Act.PLEDGE
        phrase = Phrase(at, at, at + 1, words[at], act, 3, ING if gerund else PRESENT)
        return scan.sharing(at, phrase, fragment=not noun)

    def _is_cut_verb(self, words: list[str], at: int) -> bool:
        if words[at] not in self.verbal or words[at + 1] in self.grammar.no_object or words[at + 1] == "/":
            return False
        return words[at] not in self.verbs.noun_too or words[at + 1] == "together"

    def is_opened(self, scan: Scan, before: int) -> bool:
        """Tell whether the words up to a token only open a sentence, a quotation or an item; -1 stands for none."""
        return before < 0 or scan.words[before] in self.opening or self.opens_item(scan, before)

    def opens_item(self, scan: Scan, before: int) -> bool:
        """Tell whether the words up to a token only open an item, or label a line of an abridged text; -1: none."""
        previous = scan.words[before] if before >= 0 else ""
        if scan.context.abridged and previous == ":":
            return True
        owner = previous.endswith(("’s", "'s"))
        return scan.context.item and not scan.heads and before < 3 and not owner

    def admits_fragment(self, scan: Scan, phrase: Phrase, previous: str) -> bool:
        """Tell whether a phrase may open a sentence without a subject: "Expressed concern …", an item's bare verb."""
        words, context = scan.words, scan.context
        if phrase.form == PAST:
            titled = phrase.row.attributive and context.item and is_title(scan.tokens, 0, len(words))
            return not (titled or word_at(words, phrase.stop) in ("by", "in", "at"))  # "Advanced Nets and Moorings"
        if phrase.form == MODAL:
            return context.item or context.abridged
        return context.item or words[-1] == ":" or (bool(previous or context.abridged) and not phrase.deed)
