"""What a terminal would show, as a picture (SVG)."""

from __future__ import annotations

import io
from collections.abc import Iterable

from commitrack.patterns import compile_late
from commitrack.views.screen import Screen

PAPER = Screen(width=80, colour=True, unicode=True)
"""The terminal that is drawn."""

WEB_FONT = compile_late(r"@font-face \{[^{}]*\}\s*")
"""How rich asks the network for a font; the reader's own monospaced one will do."""


def draw_picture(lines: Iterable[str], title: str) -> str:
    """Return lines of the colours and width of `PAPER` as one SVG file that needs no network."""
    from rich.console import Console
    from rich.text import Text

    console = Console(record=True, width=PAPER.width, file=io.StringIO(), force_terminal=True, legacy_windows=False)
    for line in lines:
        console.print(Text.from_ansi(line), soft_wrap=True)
    return WEB_FONT.sub("", console.export_svg(title=title))
