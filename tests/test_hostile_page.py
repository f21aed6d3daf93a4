"""What every bad input gave stands in `docs/hostile.md`; `python -m tests.test_hostile_page` writes it anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.hostile import TEXT, Outcome, make_folder, run
from tests.test_hostile_ledgers import DAMAGES, harm
from tests.test_hostile_requests import REQUESTS
from tests.test_hostile_sources import TEXTS, add

from commitrack.numbers import count

PAGE = Path(__file__).parent.parent / "docs/hostile.md"
LONGEST_CELL = 150
RARE = str.maketrans({"|": "\\|", "`": "'"})


def cell(words: str) -> str:
    """Words for a table in markdown: on one line, not long."""
    line = " ".join((words if words.isprintable() else ascii(words)[1:-1]).split())
    return (line if len(line) <= LONGEST_CELL else f"{line[:LONGEST_CELL]}…").translate(RARE)


def name_request(words: str | list[str | bytes]) -> str:
    """A request as a person would write it."""
    listed = words.split() if isinstance(words, str) else words
    return cell(" ".join(word if isinstance(word, str) and word else repr(word).lstrip("b") for word in listed))


def telling_line(outcome: Outcome, says: str, folder: Path) -> str:
    """The line of what was said that holds what is expected, else the first."""
    lines = (outcome.err if outcome.code == 2 else outcome.out).splitlines() or outcome.err.splitlines() or [""]
    line = next((each for each in lines if says and says in each), lines[0]).removeprefix("commitrack: ")
    if outcome.code == 0 and "\tstored\t" in line:
        commitments, sentences = map(int, line.split("\t")[3:5])
        return f"stored: {count(commitments, 'commitment')} in {count(sentences, 'sentence')}"
    return ", ".join(filter(None, line.replace(f"{folder}/", "").split("\t")))


def row(name: str, outcome: Outcome, says: str, folder: Path) -> str:
    """A line of the page: an input, the exit code, what it used, what was said."""
    words = cell(telling_line(outcome, says, folder)) or "nothing"
    return f"| {name} | {outcome.code} | {outcome.seconds:.1f} | {outcome.megabytes} | `{words}` |\n"


def source_rows(folder: Path) -> Iterator[str]:
    """Add every source to a ledger of its own."""
    for number, text in enumerate(TEXTS):
        make_folder(place := folder / str(number))
        yield row(cell(text.name), add(text, place), "", place)


def ledger_rows(folder: Path) -> Iterator[str]:
    """Damage ledgers and ask them."""
    for number, damage in enumerate(DAMAGES):
        harm(damage, make_folder(place := folder / str(number)))
        yield row(f"{cell(damage.name)} | `{cell(damage.words)}`", run(damage.request(), place), damage.says, place)


def request_rows(folder: Path) -> Iterator[str]:
    """Ask what cannot be asked."""
    for number, (words, _, says) in enumerate(REQUESTS):
        make_folder(place := folder / str(number))
        (place / "text.md").write_text(TEXT, encoding="utf-8")
        outcome = run(words.split() if isinstance(words, str) else words, place)
        yield row(f"`{name_request(words)}`", outcome, says, place)


def write_page(folder: Path) -> None:
    """Put what every input gave below the heads of the page's tables."""
    page = PAGE.read_text(encoding="utf-8")
    for name, rows in (("sources", source_rows), ("ledgers", ledger_rows), ("requests", request_rows)):
        (folder / name).mkdir()
        made = "".join(rows(folder / name))
        found = re.search(rf"<!-- {name} -->\n(?:\|.*\n){{2}}((?:\|.*\n)*)", page)
        assert found
        page = page[: found.start(1)] + made + page[found.end() :]
    PAGE.write_text(page, encoding="utf-8")


def test_the_page_has_every_input_with_its_exit_code() -> None:
    expected = [
        *((cell(text.name), text.code) for text in TEXTS),
        *((f"{cell(damage.name)} | `{cell(damage.words)}`", damage.code) for damage in DAMAGES),
        *((f"`{name_request(words)}`", code) for words, code, _ in REQUESTS),
    ]
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if re.match(r"\|.*\| [012] \| \d", line)]
    assert len(lines) == len(expected)
    for line, (name, code) in zip(lines, expected, strict=True):
        assert line.startswith(f"| {name} | {code} | ")


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        write_page(Path(made))
