"""A report as one HTML file: everything in it, nothing fetched, everything escaped."""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from commitrack.model import Diff, Span, Statement
from commitrack.views.diff import explain_doubt
from commitrack.views.records import unique
from commitrack.views.report import cards, names, origins, places, prose, series
from commitrack.views.report.compared import prepare
from commitrack.views.report.material import Material
from commitrack.views.screen import SPACES, escape_unsafe
from commitrack.views.signs import Sign, sign_of

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = os.path.join(os.path.dirname(__file__), "templates")
STYLES = ("report.css",)
SCRIPTS = ("theme.js", "report.js")
FEWEST_MEETINGS = 3
"""From how many meetings on a matrix says more than the comparison of two."""


def write_html(diff: Diff, material: Material) -> str:
    """Return the report of two meetings."""
    compared = (diff.earlier, diff.later)
    texts = _texts(compared, material)
    told = prepare(diff, material, {name for text in texts for name in text.spans})
    matrix = tuple(series.make_rows(material)) if len(material.statements) >= FEWEST_MEETINGS else ()
    return render(
        "comparison.html",
        material,
        compared,
        heading=told.heading,
        summary=told.summary,
        diff=diff,
        meetings=[names.tell_meeting(each) for each in compared],
        short=names.label_statements(*compared),
        bar=cards.make_bar(told.entries, len(told.entries)),
        groups=told.groups,
        doubt=explain_doubt(told.entries),
        topics=[(group.key, group.title) for group in told.groups],
        acts=_acts(told.groups),
        texts=texts,
        signs=_signs(diff, told.groups),
        rows=matrix,
        marks=series.explain_marks(matrix),
        columns=series.head_names(material.statements),
    )


def write_series_html(material: Material) -> str:
    """Return the report of a whole series."""
    texts = _texts(material.statements, material)
    maker = cards.CardMaker(material, {name for text in texts for name in text.spans})
    rows = tuple(series.make_rows(material, maker))
    listed = [row for group in rows for row in group.rows]
    return render(
        "series.html",
        material,
        material.statements,
        heading=prose.write_series_headline(material.statements, material.threads) + material.narrowed,
        summary=(*material.scope, *prose.write_series_summary(material.statements, material.threads, material.titles)),
        series=material.statements[-1].series,
        counted=series.COUNTED,
        timeline=tuple(series.make_timeline(material.statements, material.threads)),
        rows=rows,
        marks=series.explain_marks(rows),
        columns=series.head_names(material.statements),
        counts=[(sign, sum(row.sign is sign for row in listed)) for sign in cards.IN_BARS],
        total=len(listed),
        topics=[(group.key, group.title) for group in rows],
        acts=unique(act for row in listed for act in row.acts),
        texts=texts,
        signs={},
    )


class Text(Struct, frozen=True, kw_only=True):
    """A statement's whole text with its commitments marked."""

    statement: Statement
    name: str
    spans: Mapping[str, Span]
    passages: tuple[places.Passage, ...]


def _texts(statements: Iterable[Statement], material: Material) -> tuple[Text, ...]:
    found = [(each, material.texts[each.id]) for each in statements if each.id in material.texts]
    return tuple(
        Text(
            statement=each,
            name=names.tell_meeting(each),
            spans=(spans := places.find_places(document, each.commitments)),
            passages=tuple(places.mark_passages(document, spans)),
        )
        for each, document in found
    )


def _signs(diff: Diff, groups: Iterable[cards.Group]) -> dict[str, Sign]:
    """Return the sign of each commitment: of the entry that is shown last where it stands in several."""
    shown = ((card.sign, one) for group in groups for card in group.cards for one in (*card.earlier, *card.later))
    folded = {one.id: sign_of(entry) for entry in diff.entries for one in (*entry.earlier, *entry.later)}
    return folded | {words.commitment.id: sign for sign, words in shown}


def _acts(groups: Iterable[cards.Group]) -> list[str]:
    return unique(act for group in groups for card in group.cards for act in card.acts)


def render(template: str, material: Material, statements: Sequence[Statement], **content: Any) -> str:
    """Return a page with its styles and scripts inside, and a policy that forbids everything else."""
    page = _environment().get_template(template)
    return page.render(
        policy=_policy(),
        styles=STYLES,
        scripts=SCRIPTS,
        material=material,
        origins=origins.make_origins(statements, material.only),
        choices=origins.make_choices(material.decisions, statements),
        **content,
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        finalize=make_visible,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "own": read_own,
        "anchor": places.anchor,
        "text_anchor": places.text_anchor,
        "hint": names.HINT,
    }
    return environment


def make_visible(value: Any) -> Any:
    """Show in a text what a reader would not see, such as a mark that turns the direction of writing."""
    return escape_unsafe(SPACES.sub(" ", value)) if type(value) is str else value


@lru_cache(maxsize=8)
def read_own(name: str) -> str:
    """Return a file that goes into the page as it is."""
    with open(os.path.join(FOLDER, name), encoding="utf-8", newline="\n") as file:
        return file.read()


def _policy() -> str:
    """Return a Content-Security-Policy under which the page's own styles and scripts work, and nothing is fetched."""
    style, script = (" ".join(f"'sha256-{_digest(name)}'" for name in group) for group in (STYLES, SCRIPTS))
    nothing = "; ".join(f"{name} 'none'" for name in ("default-src", "base-uri", "form-action"))
    return f"{nothing}; style-src {style}; script-src {script}; img-src data:"


def _digest(name: str) -> str:
    return b64encode(sha256(read_own(name).encode()).digest()).decode()
