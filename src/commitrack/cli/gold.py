"""Marked statements and the program's own answers, brought together for an evaluation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from commitrack.cli.received import receive
from commitrack.cli.session import Session
from commitrack.cli.show import read_again
from commitrack.errors import CommitrackError, RecordError
from commitrack.evaluation import (
    DiffScore,
    ExtractionScore,
    Mark,
    MarkedPair,
    as_commitments,
    check_links,
    choose_source,
    cover,
    doubt_marks,
    find_spans,
    read_pair,
    score_diff,
    score_extraction,
)
from commitrack.evaluation import read_statement as read_marks
from commitrack.intake.adding import no_commitment, read_received
from commitrack.intake.source import Given
from commitrack.ledger import with_ids
from commitrack.ledger.ids import date_in
from commitrack.ledger.lookup import listed
from commitrack.ledger.toml import parse
from commitrack.model import Decision, Statement
from commitrack.views.evaluation import Miss


class Answer(Struct, frozen=True, kw_only=True):
    """What the program makes of a marked statement."""

    statement: Statement
    marks: tuple[Mark, ...]
    source: str
    """The folded text in which marks and quotes are looked for."""

    def stands(self) -> dict[str, set[int]]:
        """For each commitment found the ids of the marks that it stands for."""
        found = self.statement.commitments
        marked = find_spans([mark.text for mark in self.marks], self.source)
        covered = cover(marked, find_spans([one.quote for one in found], self.source))
        return {found[j].id: {self.marks[i].id for i in places} for j, places in covered.items()}

    def as_marked(self) -> tuple[Statement, dict[str, set[int]]]:
        """The statement with its marks for commitments, and which mark each stands for."""
        commitments = as_commitments(self.statement.id, self.marks)
        numbers = {one.id: {mark.id} for one, mark in zip(commitments, self.marks, strict=True)}
        return replace(self.statement, commitments=commitments), numbers


class Evaluation(Struct, frozen=True, kw_only=True):
    """All figures, by statement and by pair."""

    extraction: Mapping[str, ExtractionScore]
    diff: Mapping[str, DiffScore]
    diff_gold_units: Mapping[str, DiffScore]


def evaluate_folder(session: Session, gold: Path, texts: Path | None, only: str) -> Evaluation:
    """Measure the program against the marked statements and pairs of a folder."""
    marked, pairs = read_gold(gold, only)
    answers = {name: answer(session, name, marks, texts) for name, marks in sorted(marked.items())}
    decisions = () if texts else session.ledger.decisions()
    if texts is None:
        session.note("measured: the ledger's records, with what people corrected; --texts FOLDER reads texts afresh")
    return Evaluation(
        extraction={
            name: score_extraction(each.marks, each.statement.commitments, each.source)
            for name, each in answers.items()
        },
        diff={name: score_found(pair, answers, decisions) for name, pair in pairs.items()},
        diff_gold_units={name: score_marked(pair, answers) for name, pair in pairs.items()},
    )


def read_gold(folder: Path, only: str) -> tuple[dict[str, tuple[Mark, ...]], dict[str, MarkedPair]]:
    """Return the marked statements and pairs of a folder whose names hold `only`, and the statements of such pairs."""
    files = sorted(folder.glob("*.toml"))
    if not files:
        require_folder(folder)
        raise CommitrackError(f"{folder}: no marked statement (*.toml) in it")
    chosen = [file for file in files if only in file.name]
    if not chosen:
        raise CommitrackError(f"{folder}: no name holds {only!r}; there are {listed([file.stem for file in files])}")
    pairs = {file.stem: read_pair(read_table(file), file.name) for file in chosen if ".." in file.stem}
    names = {file.stem for file in chosen if ".." not in file.stem}
    names |= {name for pair in pairs.values() for name in (pair.earlier, pair.later)}
    marked = {name: read_marks(read_table(folder / f"{name}.toml"), f"{name}.toml") for name in names}
    for name, pair in pairs.items():
        check_links(pair, marked, f"{name}.toml")
    return marked, pairs


def read_table(file: Path) -> Mapping[str, Any]:
    """Return what a TOML file says."""
    return parse(file.read_bytes(), file.name)


def answer(session: Session, name: str, marks: tuple[Mark, ...], texts: Path | None) -> Answer:
    """Return what the program makes of a marked statement: what the ledger has of it, or its text read afresh."""
    if texts is None:
        try:
            statement = session.ledger.read(name)
        except RecordError:  # it has the statement, but damaged
            raise
        except CommitrackError as error:
            raise CommitrackError(f"{error}; --texts FOLDER takes the texts of marked statements from there") from error
        data, clean = session.ledger.source(statement), read_again(session, statement).text
    else:
        file = find_text(texts, name)
        found = receive(str(file))
        reading, read = read_received(found, Given(date=date_in(name)), session.ledger.config)
        if not reading.commitments:
            raise no_commitment(found, reading)
        statement = with_ids(replace(read, id=name))
        data, clean = found.data, reading.text
    source = choose_source([mark.text for mark in marks], data.decode("utf-8", "replace"), clean)
    for doubt in doubt_marks(marks, session.topics.keys, source):
        session.note(f"{name}.toml: {doubt}")
    return Answer(statement=statement, marks=marks, source=source)


def find_text(folder: Path, name: str) -> Path:
    """Return the file of a folder that holds a statement's text."""
    require_folder(folder)
    for file in sorted(folder.iterdir()):
        if file.stem == name:
            return file
    raise CommitrackError(f"{folder}: no text of {name} in it")


def require_folder(folder: Path) -> None:
    """CommitrackError where there is no such folder."""
    if not folder.is_dir():
        raise CommitrackError(f"{folder}: no such folder")


def score_found(pair: MarkedPair, answers: Mapping[str, Answer], decisions: tuple[Decision, ...]) -> DiffScore:
    """Measure the comparison of the commitments found."""
    from commitrack.comparison import compare

    earlier, later = answers[pair.earlier], answers[pair.later]
    found = compare(earlier.statement, later.statement, decisions=decisions)
    return score_diff(pair.links, (earlier.marks, later.marks), found.entries, (earlier.stands(), later.stands()))


def score_marked(pair: MarkedPair, answers: Mapping[str, Answer]) -> DiffScore:
    """Measure the comparison of the commitments marked, which keeps extraction's errors out."""
    from commitrack.comparison import compare

    earlier, later = answers[pair.earlier], answers[pair.later]
    (before, first), (after, then) = earlier.as_marked(), later.as_marked()
    return score_diff(pair.links, (earlier.marks, later.marks), compare(before, after).entries, (first, then))


def list_misses(evaluation: Evaluation) -> Iterator[Miss]:
    """Yield what the program got wrong."""
    for name, score in evaluation.extraction.items():
        yield from (Miss(name, "missed", f"{mark.act}: {mark.text}") for mark in score.missed)
        yield from (Miss(name, "extra", f"{one.act}: {one.quote}") for one in score.extra)
    for part, aside in ((evaluation.diff, ""), (evaluation.diff_gold_units, ", as marked")):
        for name, compared in part.items():
            for one, other in compared.wrong:
                yield Miss(f"{name}{aside}", "wrong link", f"{one.id}: {one.quote} ~ {other.id}: {other.quote}")
            for side, mark in compared.unlinked:
                yield Miss(f"{name}{aside}", "not linked", f"{side} {mark.id}: {mark.text}")
