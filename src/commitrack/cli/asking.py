"""Questions to a person at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from commitrack.cli.session import Session


def can_ask(session: Session) -> bool:
    """Tell whether a person sees a question and can answer it."""
    return session.on_terminal and sys.stdin.isatty()


def ask(question: str, answers: Sequence[str]) -> str:
    """Return the one of the answers that a person begins to write; the last one where the input ends."""
    while True:
        try:
            written = input(question).strip().lower()
        except EOFError:
            return answers[-1]
        for answer in answers:
            if written and answer.startswith(written):
                return answer
        print(f"one of these is an answer: {', '.join(answers)}; its first letter will do")
