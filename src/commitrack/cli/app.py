"""The application: which commands there are, where they live, and what holds for all of them."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from inspect import getdoc
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperCommand

from commitrack import __version__
from commitrack.cli.completion import VARIABLE, spare_rich, typed_words
from commitrack.cli.session import Session
from commitrack.errors import CommitrackError
from commitrack.views.screen import escape_lacking


class Command(NamedTuple):
    """Where a command lives, and what its help opens with."""

    module: str
    examples: tuple[str, ...]


COMMANDS = {
    "init": Command("add", ("commitrack init trilateral --series us-japan-rok", "commitrack init")),
    "add": Command(
        "add",
        (
            "commitrack add 2025-09-22.md --series us-japan-rok --place 'New York'",
            "commitrack add archive/ --glob '2023-*.md' --jobs 4",
            "commitrack add https://example.org/joint-statement --series quad",
            "pbpaste | commitrack add - --date 2025-09-22",
        ),
    ),
    "extract": Command(
        "add",
        ("commitrack extract 2025-09-22.md", "commitrack extract - --date 2025-09-22 --format json < statement.txt"),
    ),
    "list": Command(
        "browse",
        (
            "commitrack list --topic dprk | cut -f1,6",
            "commitrack list --statement latest --act pledge --sort force",
            "commitrack list --actor Japan --since 2023 --format csv > japan.csv",
        ),
    ),
    "show": Command(
        "show",
        (
            "commitrack show 8c8e",
            "commitrack list --topic taiwan | commitrack show -",
            "commitrack show --uncovered 2025-09-22",
        ),
    ),
    "diff": Command(
        "compare",
        (
            "commitrack diff 2025-04-03 2025-09-22",
            "commitrack diff 2025-04..2025-09 --topic dprk --change firmer",
            "commitrack diff latest~1 latest --stat",
        ),
    ),
    "why": Command("compare", ("commitrack why 53c6 8c8e", "commitrack why 53c6 8c8e --format json")),
    "history": Command("follow", ("commitrack history 8c8e", "commitrack history 8c8e --format markdown")),
    "matrix": Command(
        "follow",
        ("commitrack matrix --series us-japan-rok --topic dprk", "commitrack matrix --format csv > threads.csv"),
    ),
    "similar": Command(
        "follow", ("commitrack similar 8c8e", "commitrack similar 'oppose coercion in the South China Sea'")
    ),
    "statements": Command("browse", ("commitrack statements", "commitrack statements --series quad --format json")),
    "topics": Command("browse", ("commitrack topics", "commitrack topics --statement latest")),
    "due": Command("browse", ("commitrack due", "commitrack due --overdue --act pledge")),
    "link": Command(
        "decide",
        (
            "commitrack link 53c6 8c8e --reason 'same point, other words'",
            "commitrack link 53c6 8c8e --change softer",
            "commitrack link 53c6 8c8e --undo",
        ),
    ),
    "unlink": Command("decide", ("commitrack unlink 53c6 8c8e --reason 'another strait'",)),
    "set": Command(
        "correct",
        (
            "commitrack set 8c8e act=affirm topics=taiwan,regional",
            "commitrack set 8c8e due=2026-12-31 note='see annex'",
            "commitrack set 2025-09-22 place='New York' parties=us,japan,rok",
        ),
    ),
    "remove": Command("correct", ("commitrack remove 2025-09-22", "commitrack remove 2025-09-22 --dry-run")),
    "review": Command(
        "decide", ("commitrack review 2025-04-03 2025-09-22", "commitrack review latest~1 latest | head")
    ),
    "report": Command(
        "report",
        (
            "commitrack report 2025-04-03 2025-09-22 -o report.html",
            "commitrack report --series us-japan-rok -o series.html",
            "commitrack report latest~1 latest -o report.md",
        ),
    ),
    "export": Command("export", ("commitrack export -o ledger.sqlite", "commitrack export -o commitments.csv")),
    "check": Command("maintain", ("commitrack check", "commitrack check --strict --format json")),
    "evaluate": Command(
        "maintain", ("commitrack evaluate marked/", "commitrack evaluate marked/ --texts corpus/ --misses")
    ),
    "help": Command("guide", ("commitrack help diff", "commitrack help")),
}
"""Every command, in the order of the help. Its function has its name, with an underscore where that is taken."""

GLOBAL_FLAGS = ("--no-color", "--no-pager")
GLOBAL_VALUES = ("--ledger",)
EXAMPLES = """
\b
  commitrack diff 2025-04-03 2025-09-22          what two meetings said, compared
  commitrack list --topic dprk | cut -f1,6       commitments, one per line
  commitrack init mine; commitrack --ledger mine add statement.md
  commitrack history 8c8e                        one commitment through all meetings
  commitrack help diff                           what a command does, with examples
"""
ABOUT = "Track what governments promise each other: take joint statements apart, compare meetings."
LEDGER_ORDER = """The ledger is --ledger, else $COMMITRACK_LEDGER, else the nearest folder upwards with a
commitrack.toml, else the one that comes with the program, which is read-only."""


def run(words: Sequence[str]) -> int:
    """Run one command; return the exit code. CommitrackError for a wrong request."""
    if hasattr(sys.stdout, "reconfigure"):
        # A terminal gets its own encoding, with escapes for what that cannot write. A pipe or a file gets the same
        # bytes everywhere: in data such as CSV, an escape would be other words.
        codecs.register_error("commitrack", escape_lacking)
        sys.stdout.reconfigure(encoding=None if sys.stdout.isatty() else "utf-8", errors="commitrack")
    arranged = globals_first(words) or ["--help"]
    app = build(commands_for(arranged))
    if VARIABLE in os.environ:
        spare_rich()
    try:
        return app(arranged, prog_name="commitrack", standalone_mode=False) or 0
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        where = context.command_path if context else " ".join(["commitrack", *named_command(arranged)])
        said = error.format_message().rstrip(".").replace("a valid int range", "a whole number")
        said = said.replace("Got unexpected extra argument(s)", "Too many arguments")
        see = " See" if said.endswith("?") else "; see"
        raise CommitrackError(f"{said}{see} `{where} --help`") from None
    except typer.Abort:
        return 130
    except SystemExit as error:
        if isinstance(error.__context__, BrokenPipeError):  # which typer takes for a failure
            raise error.__context__ from None
        raise


def build(names: Sequence[str]) -> typer.Typer:
    """Return the application with the named commands; each costs the import of its module."""
    app = typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=len(names) > 1 or VARIABLE in os.environ,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(help=f"{EXAMPLES}\n\n{ABOUT}", epilog=LEDGER_ORDER)(everywhere)
    for name in names:
        function = load(name)
        summary, _, details = (getdoc(function) or "").partition("\n\n")
        examples = "\n".join(f"  {line}" for line in COMMANDS[name].examples)
        text = f"\b\n{examples}\n\n{summary}\n\n{details}".rstrip()
        app.command(name, cls=PlainUsage, help=text, short_help=summary.rstrip("."), epilog=GLOBAL_HINT)(function)
    return app


class PlainUsage(TyperCommand):
    """A command whose usage has what is required without braces, as manuals do."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return the words of the usage behind the command's name."""
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]


GLOBAL_HINT = "Everywhere: --ledger DIR, --no-color, --no-pager; see `commitrack help`."


def load(name: str) -> Callable[..., None]:
    """Return the function of a command."""
    module = import_module(f"commitrack.cli.{COMMANDS[name].module}")
    function: Callable[..., None] = getattr(module, name, None) or getattr(module, f"{name}_")
    return function


def print_version(wanted: bool) -> None:
    """Print the version and leave."""
    if wanted:
        print(f"commitrack {__version__}")
        raise typer.Exit()


def everywhere(
    context: typer.Context,
    ledger: Annotated[Path | None, typer.Option("--ledger", metavar="DIR", help="The folder of the ledger.")] = None,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colours; $NO_COLOR does the same.")] = False,
    no_pager: Annotated[bool, typer.Option("--no-pager", help="Long output all at once, not through $PAGER.")] = False,
    version: Annotated[
        bool, typer.Option("--version", "-V", help="Print the version.", is_eager=True, callback=print_version)
    ] = False,
) -> None:
    """What holds for every command."""
    context.obj = Session(ledger, no_color=no_color, no_pager=no_pager)


def globals_first(words: Sequence[str]) -> list[str]:
    """Return the words with the options that hold everywhere in front: they may stand anywhere before a `--`."""
    front: list[str] = []
    rest: list[str] = []
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        if word == "--":
            return [*front, *rest, word, *waiting]
        if word in GLOBAL_VALUES and waiting:
            front += [word, waiting.pop(0)]
        elif word in GLOBAL_FLAGS or word.startswith(tuple(f"{name}=" for name in GLOBAL_VALUES)):
            front.append(word)
        else:
            rest.append(word)
    return [*front, *rest]


def after_globals(arranged: Sequence[str]) -> list[str]:
    """Return the words from the command on."""
    waiting = list(arranged)
    while waiting and waiting[0].startswith("-"):
        waiting = waiting[2:] if waiting[0] in GLOBAL_VALUES else waiting[1:]
    return waiting


def named_command(arranged: Sequence[str]) -> Sequence[str]:
    """Return the command that the words name, none where they name none."""
    return [word for word in after_globals(arranged)[:1] if word in COMMANDS]


def commands_for(arranged: Sequence[str]) -> Sequence[str]:
    """Return the one command that the words name, all of them where help or a completion needs all."""
    typed = globals_first(typed_words(os.environ)) if VARIABLE in os.environ else arranged
    return named_command(typed) or tuple(COMMANDS)
