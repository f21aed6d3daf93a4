"""The documentation is true: its sessions are run, its examples too, its links lead somewhere, and nothing is missing.

How documents are written, so that this can hold them:

- A fenced block marked `console` is a session: a line that begins with `$ ` is run by bash at a terminal of 80 columns
  without colours, a line that begins with `> ` goes on with it, and the other lines are what it prints, in full. The
  blocks of a document are one session, in a new folder that has the repository's `data`, `src` and `tests` in it.
- `<!-- file: NAME -->` above a block: the block is the content of that file in the folder where the session began.
- A command with a program that is not installed here is passed over.
- Blocks of any other kind are not run.

`python tests/test_docs.py` runs all sessions and writes what they print into the documents. Read what it changed.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import commitrack
from commitrack.cli.app import COMMANDS, GLOBAL_FLAGS, GLOBAL_VALUES, build
from commitrack.views.structured import Format

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")])
PROGRAMS = ("jq", "duckdb", "sqlite3")
"""What sessions use and not every machine has."""
HOME = "/home/you"
"""How the session's folder is called in what a document shows."""

FENCE = re.compile(r"^```(?P<kind>\S*)$")
FILE = re.compile(r"^<!-- file: (?P<name>[\w.-]+) -->$")
COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]")
OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")
LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")


@dataclass
class Block:
    """A fenced block: lines `first` to `last` of its document, the fences not among them."""

    kind: str
    first: int
    lines: list[str]
    file: str = ""
    """The name of the file whose content it is."""

    @property
    def text(self) -> str:
        """The lines as they stand in a file."""
        return "".join(f"{line}\n" for line in self.lines)


@dataclass
class Step:
    """A command of a session, and the lines that it is said to print."""

    command: str
    shown: list[str]
    printed: list[str]


def find_blocks(text: str) -> Iterator[Block]:
    """Yield the fenced blocks of a document."""
    block, before = None, ""
    for number, line in enumerate(text.split("\n")):
        fence = FENCE.match(line)
        if block and line == "```":
            yield block
            block = None
        elif block:
            block.lines.append(line)
        elif fence:
            named = FILE.match(before)
            block = Block(fence["kind"], number + 1, [], named["name"] if named else "")
        before = line


def find_steps(block: Block) -> list[Step]:
    """Return the commands of a session's block."""
    steps: list[Step] = []
    for line in block.lines:
        if line.startswith("$ "):
            steps.append(Step(line[2:], [line], []))
        elif line.startswith("> ") and not steps[-1].printed:
            steps[-1].command += "\n" + line[2:]
            steps[-1].shown.append(line)
        else:
            steps[-1].printed.append(line)
    return steps


class Session:
    """A new folder in which the commands of one document are run, one after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = self.here = folder.resolve() / "work"
        self.here.mkdir()
        for name in ("data", "src", "tests"):
            (self.here / name).symlink_to(ROOT / name)
        own = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "HOME": str(folder),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "LANG": "C.UTF-8",
            "TERM": "xterm",
            "COLUMNS": "80",
            "NO_COLOR": "1",
            "PAGER": "cat",
            "PYTHONUTF8": "1",
        }
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("COMMITRACK", "LC_"))}
        self.environment = kept | own

    def run(self, command: str) -> list[str]:
        """Run a command at a terminal; return the lines that it prints."""
        import pty

        from tests.support import read_terminal

        leader, follower = pty.openpty()
        where = self.folder.parent / "where"
        process = subprocess.Popen(
            ["bash", "-c", f"{command}\npwd > {where}"],
            stdin=subprocess.DEVNULL,
            stdout=follower,
            stderr=follower,
            cwd=self.here,
            env=self.environment,
        )
        os.close(follower)
        shown = read_terminal(leader)
        process.wait()
        self.here = Path(where.read_text(encoding="utf-8").strip())
        plain = COLOUR.sub("", shown).replace(str(self.folder), HOME)
        return [line.rstrip() for line in plain.removesuffix("\n").split("\n")] if plain else []


def play(text: str, folder: Path) -> Iterator[tuple[Block, Step, list[str]]]:
    """Run a document's sessions; yield each step with what it really prints."""
    session = Session(folder)
    for block in find_blocks(text):
        if block.file:
            (session.folder / block.file).write_text(block.text, encoding="utf-8")
        for step in find_steps(block) if block.kind == "console" else ():
            missing = [name for name in PROGRAMS if re.search(rf"\b{name}\b", step.command) and not shutil.which(name)]
            yield block, step, step.printed if missing else session.run(step.command)


def has_sessions(document: Path) -> bool:
    return any(block.kind == "console" for block in find_blocks(document.read_text(encoding="utf-8")))


@pytest.mark.skipif(sys.platform == "win32", reason="the sessions are bash's")
@pytest.mark.parametrize("document", [path for path in DOCUMENTS if has_sessions(path)], ids=lambda path: path.name)
def test_sessions_print_what_the_document_shows(document: Path, tmp_path: Path) -> None:
    for block, step, printed in play(document.read_text(encoding="utf-8"), tmp_path):
        told = f"{document.name}, block at line {block.first}: {step.command}"
        assert printed == [line.rstrip() for line in step.printed], (
            f"{told}\nrenew it: python tests/{Path(__file__).name}"
        )
        assert not any("Traceback" in line for line in printed), told


def test_examples_of_the_api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COMMITRACK_LEDGER", raising=False)
    blocks = list(find_blocks((ROOT / "docs/api.md").read_text(encoding="utf-8")))
    for block in blocks:
        if block.file:
            Path(block.file).write_text(block.text, encoding="utf-8")
    source = "\n".join(block.text for block in blocks if block.kind == "pycon")
    test = doctest.DocTestParser().get_doctest(source, {}, "api.md", "docs/api.md", 0)
    assert test.examples
    told: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test, out=told.append)
    assert not told, "\n".join(told)


def test_the_public_names_are_there() -> None:
    assert {"Ledger", "compare", "extract", "open_ledger", "read"} <= set(dir(commitrack))
    assert commitrack.Ledger.__name__ == "Ledger"
    with pytest.raises(AttributeError):
        _ = commitrack.nothing


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    for link in LINK.finditer(outside_blocks(document)):
        file, _, anchor = link["target"].partition("#")
        if "://" in file or file.startswith("mailto:"):
            continue
        target = document.parent / file if file else document
        assert target.exists(), f"{document.name}: {link['target']}"
        if anchor:
            assert anchor in anchors(target), f"{document.name}: {link['target']}"


def test_every_document_is_linked() -> None:
    linked = {
        (document.parent / link["target"].partition("#")[0]).resolve()
        for document in DOCUMENTS
        for link in LINK.finditer(outside_blocks(document))
    }
    assert {path for path in DOCUMENTS if path.name != "README.md"} <= linked


def outside_blocks(document: Path) -> str:
    """A document without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", document.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def anchors(document: Path) -> set[str]:
    """What GitHub makes of the headings of a document."""
    headings = re.findall(r"^#+ (.+)$", outside_blocks(document), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def options_of(name: str) -> set[str]:
    """The options of a command that its help shows, short ones too."""
    from typer.main import get_command

    whole: Any = get_command(build([name, "list"]))
    shown = (parameter for parameter in whole.commands[name].params if not getattr(parameter, "hidden", False))
    return {option for each in shown for option in (*each.opts, *each.secondary_opts) if option.startswith("-")}


def section(text: str, heading: str) -> str:
    """What stands below a heading of the second level."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, flags=re.DOTALL | re.MULTILINE)
    assert found, f"docs/cli.md has no section {heading}"
    return found[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_described_and_no_other(name: str) -> None:
    told = section((ROOT / "docs/cli.md").read_text(encoding="utf-8"), name)
    entries = set(OPTION.findall(" ".join(re.findall(r"^\| (`-.*?) \|", told, flags=re.MULTILINE))))
    everywhere = {"--fields", "--format", "-f"}
    assert entries | everywhere == (options_of(name) - {"--help", "-h"}) | everywhere
    assert ("(#formats)" in told) == ("--format" in options_of(name))


def test_what_holds_everywhere_is_described() -> None:
    from typer.main import get_command

    text = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    whole: Any = get_command(build(["list", "diff"]))
    general = section(text, "Everywhere")
    assert all(f"`{option}" in general for parameter in whole.params for option in parameter.opts)
    assert all(f"`{style}`" in section(text, "Formats") for style in Format)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_commands_in_blocks_have_the_options_they_are_given(document: Path) -> None:
    known = {"--help", "-h", "--version", "-V", *GLOBAL_FLAGS, *GLOBAL_VALUES}
    for block in find_blocks(document.read_text(encoding="utf-8")):
        if block.kind in ("console", "sh") or (block.kind == "" and document.name != "CHANGELOG.md"):
            for name, words in re.findall(r"commitrack (?:--ledger \S+ )?([a-z]+)\b([^|;&\n]*)", block.text):
                if name in COMMANDS:
                    plain = re.sub(r"'[^']*'|\"[^\"]*\"|\$\([^)]*\)?", "", words)
                    assert set(OPTION.findall(plain)) <= options_of(name) | known, f"{document.name}: {name}{words}"


def renew(document: Path) -> None:
    """Write what a document's sessions print into it."""
    lines = document.read_text(encoding="utf-8").split("\n")
    made: dict[int, tuple[Block, list[str]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for block, step, printed in play("\n".join(lines), Path(folder)):
            _, session = made.setdefault(block.first, (block, []))
            session += [*step.shown, *printed]
    for first, (block, session) in sorted(made.items(), reverse=True):
        lines[first : first + len(block.lines)] = session
    document.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))  # where `tests.support` is found
    for given in sys.argv[1:] or DOCUMENTS:
        renew(Path(given).resolve())
