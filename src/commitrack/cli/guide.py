"""Say what commands do: help."""

from __future__ import annotations

from typing import Annotated

import typer

from commitrack.cli.completion import Name


def find_commands(incomplete: str) -> list[Name]:
    """Return all commands."""
    from commitrack.cli.app import COMMANDS

    return [(name, "") for name in COMMANDS]


def help_(
    command: Annotated[
        str, typer.Argument(metavar="[COMMAND]", help="Which [all].", autocompletion=find_commands)
    ] = "",
) -> None:
    """Say what a command does, with examples."""
    from commitrack.cli.app import run

    raise typer.Exit(run([command, "--help"] if command else ["--help"]))
