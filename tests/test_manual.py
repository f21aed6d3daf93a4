"""The manual page says what the program says. `python tests/test_manual.py` writes it anew.

It is made from the commands as they are, and from what docs/cli.md tells of all of them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from inspect import getdoc
from pathlib import Path
from typing import Any

import pytest

from commitrack import __version__
from commitrack.cli.app import ABOUT, COMMANDS, EXAMPLES, build, load

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/commitrack.1"
OWN_SECTIONS = {"Exit codes": "EXIT STATUS", "Environment": "ENVIRONMENT"}
"""Paragraphs of docs/cli.md that have a section of their own in every manual."""
EVERYWHERE = re.compile(r"^## Everywhere\n(.*?)^## ", re.DOTALL | re.MULTILINE)
MARKED = re.compile(r"\*\*(.+?)\*\*|`(.+?)`|\[(.+?)\]\(.+?\)")


def write_page() -> str:
    """Return the manual page, in the man macros of roff."""
    return "\n".join(page_lines()) + "\n"


def page_lines() -> Iterator[str]:
    """Yield the lines of the page."""
    whole = command_tree()
    yield '.\\" Made by tests/test_manual.py from the commands themselves.'
    yield f'.TH COMMITRACK 1 "" "commitrack {__version__}" "User Commands"'
    yield from (".SH NAME", plain("commitrack - what governments promise each other, meeting by meeting"))
    yield from (".SH SYNOPSIS", ".B commitrack", "[\\fIOPTIONS\\fP] \\fICOMMAND\\fP [\\fIARGS\\fP]...")
    yield from (".SH DESCRIPTION", plain(ABOUT), ".SH EXAMPLES")
    yield from examples(line.strip() for line in EXAMPLES.strip().splitlines()[1:])
    yield ".SH OPTIONS"
    yield from records(whole, "commitrack")
    yield ".SH COMMANDS"
    for name in COMMANDS:
        yield from command_lines(name, whole.commands[name])
    yield from general_lines()
    yield from (".SH SEE ALSO", "README.md and docs/cli.md in the sources; the schemas of JSON output in docs/json.md")


def command_tree() -> Any:
    """The commands as typer builds them."""
    from typer.main import get_command

    return get_command(build(tuple(COMMANDS)))


def command_lines(name: str, command: Any) -> Iterator[str]:
    """Yield what is said of one command."""
    context = command.make_context(name, [], resilient_parsing=True)
    usage = " ".join([name, *command.collect_usage_pieces(context)[1:]])
    yield f'.SS "{plain(usage)}"'
    for paragraph in (getdoc(load(name)) or "").split("\n\n"):
        yield from (plain(" ".join(paragraph.split())), ".PP")
    yield from examples(COMMANDS[name].examples)
    yield from records(command, name)


def records(command: Any, name: str) -> Iterator[str]:
    """Yield arguments and options with what they are for, as `--help` has them."""
    context = command.make_context(name, [], resilient_parsing=True)
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record and "--help" not in parameter.opts:
            yield from (".TP", f"\\fB{plain(record[0])}\\fP", plain(" ".join(record[1].split())) or "\\&")


def examples(lines: Any) -> Iterator[str]:
    """Yield lines as they are typed."""
    yield from (".PP", ".nf", ".RS 4", *map(plain, lines), ".RE", ".fi", ".PP")


def general_lines() -> Iterator[str]:
    """Yield what docs/cli.md says of all commands."""
    found = EVERYWHERE.search((ROOT / "docs/cli.md").read_text(encoding="utf-8"))
    assert found
    paragraphs = [" ".join(each.split()) for each in found[1].split("\n\n") if each.startswith("**")]
    rest = [each for each in paragraphs if not each.startswith(tuple(f"**{name}" for name in OWN_SECTIONS))]
    yield ".SH NOTES"
    for paragraph in rest:
        yield from (".PP", MARKED.sub(bold, plain(paragraph)))
    for name, title in OWN_SECTIONS.items():
        (told,) = (each.removeprefix(f"**{name}**: ") for each in paragraphs if each.startswith(f"**{name}"))
        yield from (f".SH {title}", MARKED.sub(bold, plain(told[0].upper() + told[1:])))


def bold(marked: re.Match[str]) -> str:
    """Markdown's bold and code as bold, a link as its words."""
    return f"\\fB{marked[1] or marked[2]}\\fP" if not marked[3] else marked[3]


def plain(text: str) -> str:
    """Text that roff shows as it stands."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


def test_the_page_is_what_the_program_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == write_page(), "renew it: python tests/test_manual.py"


def test_the_page_goes_where_man_looks() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert shared == {"docs/commitrack.1": "share/man/man1/commitrack.1"}


@pytest.mark.skipif(not shutil.which("man") or sys.platform != "linux", reason="man-db is not installed")
def test_man_renders_it() -> None:
    environment = {"PATH": "/usr/bin:/bin", "MANWIDTH": "80", "LC_ALL": "C.UTF-8", "MANROFFOPT": "-ww"}
    done = subprocess.run(
        ["man", "--warnings", "-l", PAGE], env=environment, capture_output=True, text=True, check=True
    )
    shown = re.sub(r".\x08", "", done.stdout)
    assert done.stderr == ""
    assert all(re.search(rf"^   {name}\b", shown, re.MULTILINE) for name in COMMANDS)
    assert "--since DATE" in shown
    assert "commitrack diff 2025-04-03 2025-09-22" in shown


if __name__ == "__main__":
    PAGE.write_text(write_page(), encoding="utf-8")
