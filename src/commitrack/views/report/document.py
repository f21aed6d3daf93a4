"""A report as a markdown document: the same parts as the page, everything quoted escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from commitrack.model import Diff, Statement
from commitrack.views.diff import explain_doubt
from commitrack.views.report import cards, names, origins, prose, series
from commitrack.views.report.cards import Card, Words
from commitrack.views.report.compared import prepare
from commitrack.views.report.material import Material
from commitrack.views.structured import escape_markdown, markdown_row

MORE_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "&~#!$"})
"""What GitHub's markdown also obeys: entities, struck words, numbers of issues, pictures, formulas."""


def write_markdown(diff: Diff, material: Material) -> str:
    """Return the report of two meetings in GitHub's markdown; struck words are gone, bold ones new."""
    return "\n".join((*_mark(material), *_comparison(diff, material))) + "\n"


def write_series_markdown(material: Material) -> str:
    """Return the report of a whole series in GitHub's markdown."""
    return "\n".join((*_mark(material), *_series(material))) + "\n"


def plain(text: str) -> str:
    """Return text that shows as it is when the markdown is rendered."""
    return escape_markdown(text).translate(MORE_SIGNS)


def _mark(material: Material) -> Iterator[str]:
    """Yield what tells a report from a statement where files are read, and is not seen when it is rendered."""
    yield from (f"<!-- generator: commitrack {plain(material.version)} -->", "")


def _comparison(diff: Diff, material: Material) -> Iterator[str]:
    compared = (diff.earlier, diff.later)
    told = prepare(diff, material, ())
    yield from _head(told.heading, told.summary)
    yield from ("", "## By topic", "")
    yield from _table(
        ["Topic", *(f"{sign.mark} {sign.word}" for sign in cards.IN_BARS)],
        ([group.title, *(str(number or "") for _, number in group.bar.counts)] for group in told.groups),
    )
    if doubt := explain_doubt(told.entries):
        yield from ("", plain(doubt))
    short = names.label_statements(*compared)
    for group in told.groups:
        yield from ("", f"## {plain(group.title)}", "")
        for card in group.cards:
            yield from _entry(card, short[diff.earlier.id], short[diff.later.id])
    if len(material.statements) > len(compared):
        yield from ("", "## Through the series", "")
        yield from _matrix(material)
    yield from _made(compared, material)


def _head(heading: str, summary: Iterable[str]) -> Iterator[str]:
    yield f"# {plain(heading)}"
    for paragraph in summary:
        yield from ("", plain(paragraph))


def _entry(card: Card, earlier: str, later: str) -> Iterator[str]:
    aside = "; ".join(filter(None, (*card.reasons, card.standing)))
    yield f"- **{card.sign.mark} {card.sign.word}**" + (f" ({plain(aside)})" if aside else "")
    yield from (f"  - {plain(earlier)}: {_words(one, '~~')}" for one in card.earlier)
    yield from (f"  - {plain(later)}: {_words(one, '**')}" for one in card.later)


def _words(one: Words, mark: str) -> str:
    pieces = [f"{mark}{plain(text)}{mark}" if changed else plain(text) for changed, text in one.pieces]
    repeats = (f"said again: {', '.join(each.name for each in one.again)}",) if one.again else ()
    return f"{' '.join(pieces)} ({plain('; '.join((*one.labels, *repeats, one.commitment.id)))})"


def _series(material: Material) -> Iterator[str]:
    statements, threads = material.statements, material.threads
    yield from _head(
        prose.write_series_headline(statements, threads) + material.narrowed,
        (*material.scope, *prose.write_series_summary(statements, threads, material.titles)),
    )
    yield from ("", "## Timeline", "")
    yield from _table(
        ["Meeting", "Day", *(f"{sign.mark} {sign.word}" for sign in cards.IN_BARS)],
        (
            [meeting.name, meeting.day, *(str(number or "") for _, number in meeting.bar.counts)]
            for meeting in series.make_timeline(statements, threads)
        ),
    )
    yield from ("", plain(series.COUNTED))
    yield from ("", "## All commitments", "")
    yield from _matrix(material)
    yield from _made(statements, material)


def _matrix(material: Material) -> Iterator[str]:
    groups = tuple(series.make_rows(material))
    heads = (f"{name} {day}".lstrip() for _, name, day in series.head_names(material.statements))
    yield from _table(
        ["Topic", "Commitment", *heads],
        (
            [group.title, row.text, *(f"{cell.sign.mark}{cell.mark}" if cell.sign else "" for cell in row.cells)]
            for group in groups
            for row in group.rows
        ),
    )
    signs = "+ earliest here, ▲ firmer, ▼ softer, ~ changed, = same, · not said, − no longer said"
    yield from ("", plain(", ".join([signs, *map(" ".join, series.explain_marks(groups))])))


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield markdown_row(map(plain, heads))
    yield markdown_row(["---"] * len(heads))
    yield from (markdown_row(map(plain, row)) for row in rows)


def _made(statements: Sequence[Statement], material: Material) -> Iterator[str]:
    yield from ("", "## How this was made", "")
    yield f"By commitrack {plain(material.version)}" + (f": {plain(material.command)}" if material.command else "")
    yield from ("", plain(names.HINT), "")
    for origin in origins.make_origins(statements, material.only):
        each = origin.statement
        source = f"<{origin.address}>" if origin.address else plain(each.source or "source not known")
        read = f", {len(origin.reviewed)} read by a person" if origin.reviewed else ""
        told = (
            plain(names.tell_meeting(each)),
            f"{origin.size}{read}",
            plain(each.title),
            source,
            f"sha256 {plain(each.sha256)}",
        )
        yield f"- {'; '.join(filter(None, told))}"
        if origin.reviewed:
            yield f"  - labels read by a person, confirmed or set: {plain(', '.join(origin.reviewed))}"
    for choice in origins.make_choices(material.decisions, statements):
        made = choice.decision
        verdict = f"{made.earlier} and {made.later} decided by a person: {made.verdict}"
        yield f"- {plain(verdict + (f' ({made.reason})' if made.reason else ''))}"
