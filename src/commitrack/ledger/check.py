"""Every rule of the format, held against a ledger: all that breaks one is reported, none stops the rest."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from commitrack.errors import CommitrackError, RecordError, did_you_mean
from commitrack.ledger.fields import shown
from commitrack.ledger.files import JOURNAL, read_inside
from commitrack.ledger.folder import NO_FILE, TAKE_AWAY, Folder
from commitrack.ledger.ids import STATEMENT_ID, can_be_asked_for, normalized_quote, statement_file, why_no_series
from commitrack.ledger.records import Decoder, Record, decode_config, decode_decisions, decode_statement
from commitrack.ledger.rules import RULES, Checked
from commitrack.ledger.slips import suggest_id
from commitrack.ledger.store import CONFIG, DECISIONS, SOURCES, STATEMENTS, Ledger
from commitrack.ledger.toml import parse
from commitrack.model import Decision, Finding, LedgerConfig, Severity, Statement, Verdict

if TYPE_CHECKING:
    from commitrack.lexicon import Lexicon
    from commitrack.lexicon.parties import Parties

SETTINGS = sorted(set(LedgerConfig.__struct_fields__) - {"extra"})
ReadText = Callable[[bytes, str], str]
"""From a source's bytes and its name to the clean text, as reading does it; CommitrackError where it cannot."""


def check_ledger(ledger: Ledger, *, strict: bool = False, read_text: ReadText | None = None) -> tuple[Finding, ...]:
    """Return what is wrong in a ledger, by file and place; with `strict` also what only deserves a look.

    Without `read_text`, quotes and spans are not held against the texts.
    """
    findings = list(_journal_findings(ledger))
    config = _decoded(ledger, CONFIG, decode_config, findings) or LedgerConfig()
    findings += _setting_findings(config)
    lexicon = _taught(config, findings)
    known = frozenset(lexicon.topics.keys) | config.topics.keys()
    statements = []
    for name in _names(ledger, STATEMENTS, findings, ".toml"):
        broken: list[Finding] = []
        statement = _named_statement(ledger, name, broken)
        findings += broken
        if statement is not None:
            places = {each.place for each in broken}  # said once is enough
            checked = _checked(ledger, statement, known, lexicon.parties, read_text)
            findings += (each for rule in RULES for each in rule(checked) if each.place not in places)
            statements.append(statement)
    findings += _decision_findings(_decoded(ledger, DECISIONS, decode_decisions, findings) or (), statements)
    findings += _series_findings(statements)
    findings += _twin_findings(statements)
    findings += _case_findings(statements)
    findings += _source_findings(_names(ledger, SOURCES, findings), statements)
    return tuple(sorted((each for each in findings if strict or each.severity is Severity.ERROR), key=_order))


def _journal_findings(ledger: Ledger) -> Iterator[Finding]:
    """A change that a process had begun is finished, which opening the ledger has tried without a word."""
    if trouble := ledger.settle():
        remedy = "put that right, then the next command finishes it"
        yield Finding(file=JOURNAL, place="", check="unfinished", message=trouble, remedy=remedy)


def _setting_findings(config: LedgerConfig) -> Iterator[Finding]:
    """The default series can be one; an unknown key is none that was misspelt, such as [topic.x] for [topics.x]."""
    if wrong := why_no_series(config.series):
        severity = Severity.WARNING if can_be_asked_for(config.series) else Severity.ERROR
        yield Finding(
            file=CONFIG, place="series", check="series", message=wrong, remedy="write another", severity=severity
        )
    for key in config.extra:
        if hint := did_you_mean(key, SETTINGS, likeness=0.65):  # [views] is not [verbs]
            message = f"{shown(key)} is no key of the settings, so it has no effect"
            yield _doubt(CONFIG, key, "unknown-key", message, hint)


def _taught(config: LedgerConfig, findings: list[Finding]) -> Lexicon:
    """Return what is known with what the settings teach, in the shape of the lexicon's own tables; the first mistake in
    them is told, and they teach nothing.
    """
    from commitrack.lexicon import load_lexicon

    try:
        return load_lexicon(config)
    except RecordError as error:
        place, _, message = str(error).removeprefix(f"{CONFIG}: ").partition(": ")
        findings.append(Finding(file=CONFIG, place=place, check="taught", message=message))
        return load_lexicon(LedgerConfig())


def _names(ledger: Ledger, folder: str, findings: list[Finding], ending: str = "") -> list[str]:
    """Return what the other commands find in a folder of the ledger, hidden names left out, without their ending."""
    try:
        names = Folder(ledger.root).names(folder)
    except CommitrackError as error:
        findings.append(Finding(file=folder, place="", check="file", message=str(error)))
        return []
    return sorted(name.removesuffix(ending) for name in names if name.endswith(ending) and not name.startswith("."))


def _named_statement(ledger: Ledger, name: str, findings: list[Finding]) -> Statement | None:
    if not STATEMENT_ID.fullmatch(name):
        message = "the name has characters that an id cannot have, so the file is not read"
        remedy = "rename it with letters, digits, '.', '_' and '-'"
        findings.append(
            Finding(file=f"{STATEMENTS}/{name}.toml", place="", check="name", message=message, remedy=remedy)
        )
        return None
    statement = _decoded(ledger, statement_file(name), decode_statement, findings)
    return statement if statement and statement.id else None


def _decoded(ledger: Ledger, file: str, decode: Decoder[Record], findings: list[Finding]) -> Record | None:
    """Return the record in a file, with findings for what is wrong in it; None where it cannot be read at all."""
    try:
        data = read_inside(ledger.root, file)
        if data is None:
            findings += _missing_findings(ledger, file)
            return None
        return decode(parse(data, file), file, findings)
    except RecordError as error:
        check, message = "toml", str(error).removeprefix(f"{file}: ")
    except CommitrackError as error:
        check, message = "file", str(error)
    findings.append(Finding(file=file, place="", check=check, message=message))
    return None


def _missing_findings(ledger: Ledger, file: str) -> Iterator[Finding]:
    """Where a file belongs there is one, or nothing at all."""
    if os.path.lexists(ledger.root / file):
        yield Finding(file=file, place="", check="file", message=NO_FILE, remedy=TAKE_AWAY)


def _checked(
    ledger: Ledger, statement: Statement, topics: frozenset[str], parties: Parties, read_text: ReadText | None
) -> Checked:
    """Return a statement with its source and text, as far as they can be had."""
    source, text, trouble = None, None, ""
    try:
        source = read_inside(ledger.root, statement.file) if statement.file else None
        text = read_text(source, statement.file) if source is not None and read_text else None
    except CommitrackError as error:
        trouble = str(error)
    file = statement_file(statement.id)
    return Checked(
        file=file, statement=statement, source=source, text=text, trouble=trouble, topics=topics, parties=parties
    )


def _decision_findings(decisions: Sequence[Decision], statements: Sequence[Statement]) -> Iterator[Finding]:
    """Decisions are on commitments that are there, the earlier one first, and do not contradict each other."""
    days = {commitment.id: each.date for each in statements for commitment in each.commitments}
    wrong = partial(Finding, file=DECISIONS)
    first: dict[frozenset[str], tuple[str, Decision]] = {}
    for number, each in enumerate(decisions):
        place = f"decision[{number}]"
        for side, named in (("earlier", each.earlier), ("later", each.later)):
            if named and named not in days:
                near = [name for name in days if name.partition("/")[0] == named.partition("/")[0]]  # all would be slow
                undo = f"correct it, or commitrack link {each.earlier} {each.later} --undo"
                message = f"no commitment {shown(named)} in the ledger"
                yield wrong(
                    place=f"{place}.{side}", check="orphan", message=message, remedy=suggest_id(named, near) or undo
                )
        other, decided = first.setdefault(each.pair, (place, each))
        if decided.verdict is not each.verdict:
            message = f"{each.verdict}, but {other} says {decided.verdict} of the same pair"
            yield wrong(place=f"{place}.verdict", check="contradiction", message=message, remedy="remove one of them")
        elif decided is not each:
            yield wrong(place=place, check="twice", message=f"{other} says the same", remedy="remove one of them")
        if each.earlier and each.earlier.partition("/")[0] == each.later.partition("/")[0]:
            message = "both commitments are of one statement, so it has no effect"
            yield wrong(place=place, check="one-statement", message=message, remedy="name one of each of two meetings")
        if each.verdict is Verdict.DIFFERENT and each.change:
            message = "no change is judged of commitments that are different"
            yield wrong(place=f"{place}.change", check="no-change", message=message, remedy="remove the line")
        if (early := days.get(each.earlier)) and (late := days.get(each.later)) and late < early:
            yield wrong(place=place, check="order", message="the later commitment is the older one", remedy="swap them")


def _series_findings(statements: Sequence[Statement]) -> Iterator[Finding]:
    """The meetings of a series are on different days, so that their order is plain."""
    for each, other in _repeated(statements, lambda one: one.series and (one.series, one.date)):
        message = f"{other} is of the same series and day; the two are ordered by their ids"
        remedy = "give one another series if it is not a meeting of its own"
        yield _doubt(statement_file(each.id), "statement.date", "series-order", message, remedy)


def _twin_findings(statements: Sequence[Statement]) -> Iterator[Finding]:
    """No two statements say the same words, as one text does that was added under two days or in two formats."""
    for each, other in _repeated(statements, _quotes):
        message = f"{other} has the same commitments, word for word"
        remedy = "if they are one text, take one of the two out with `commitrack remove`"
        yield _doubt(statement_file(each.id), "", "twin", message, remedy)


def _case_findings(statements: Sequence[Statement]) -> Iterator[Finding]:
    """The files of any two statements have names that every disk tells apart."""
    for each, other in _repeated(statements, lambda one: one.id.lower()):
        message = f"its name differs from that of {other} in case alone, and some disks take the two for one"
        yield _doubt(statement_file(each.id), "", "case", message, "give one of them another name")


def _doubt(file: str, place: str, check: str, message: str, remedy: str) -> Finding:
    """Return a finding of what only deserves a look."""
    return Finding(file=file, place=place, check=check, message=message, remedy=remedy, severity=Severity.WARNING)


def _quotes(statement: Statement) -> frozenset[str]:
    return frozenset(normalized_quote(commitment.quote) for commitment in statement.commitments)


def _repeated(
    statements: Iterable[Statement], trait: Callable[[Statement], Hashable]
) -> Iterator[tuple[Statement, str]]:
    """Yield each statement that has a trait which one before it has, with the id of that one; nothing is no trait."""
    first: dict[Hashable, str] = {}
    for each in statements:
        if (has := trait(each)) and (other := first.setdefault(has, each.id)) != each.id:
            yield each, other


def _source_findings(names: Iterable[str], statements: Sequence[Statement]) -> Iterator[Finding]:
    """Every source belongs to a statement."""
    used = {each.file for each in statements}
    for file in (f"{SOURCES}/{name}" for name in names):
        if file not in used:
            message, remedy = "no statement was read from this file", "add it with `commitrack add` or remove it"
            yield _doubt(file, "", "unused", message, remedy)


def _order(finding: Finding) -> tuple[str, list[tuple[int, str]], str]:
    """Return the sort key of a finding: its file, its place with numbers by their size, the check."""
    parts = re.findall(r"\d+|\D+", finding.place)
    return finding.file, [(int(part), "") if part.isdigit() else (-1, part) for part in parts], finding.check
