"""Odd inputs without end, grown from those that reached new code: each is taken, or clearly refused, and soon.

    pip install atheris
    python benchmarks/fuzz.py reading --minutes 10     # or tables (a ledger's TOML files), or extraction
    python benchmarks/fuzz.py reading FILE...          # the finds of an earlier run once more

Half of the inputs are bytes as they come, half are put together from the words of the format. A find is written to the
folder `--finds` once for each place in the code where it came up, its traceback printed; the run goes on.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
import tempfile
import time
import tomllib
import traceback
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 2.0
"""Of processor time for one input, watched over as it is, which makes the program about three times as slow."""
LONGEST = 4096
"""Bytes of an input."""
AS_THEY_ARE = 128
"""First bytes below this: what follows is taken as it is. The others: each byte stands for a piece."""
NAMES = ("a.md", "a.txt", "a.html", "")
DAY = date(2030, 5, 1)
PIECES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
MARKUP = [*PIECES["markup"].split(), *PIECES["white"], *PIECES["header"], *PIECES["words"].split()[:60]]
WORDS = [*(f"{word} " for word in PIECES["words"].split()), "\n\n", "\n- ", ":\n"]
HEADERS, KEYS = PIECES["headers"].split(), PIECES["keys"].split()
VALUES = PIECES["values_by_line"].split("\n")[:-1]
Target = Callable[[bytes], None]


def main() -> None:
    """Watch over a target as long as was asked for, or take files to it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--finds", type=Path, default=Path("finds"))
    args = parser.parse_args()
    if not args.files:
        search(args.target, args.minutes, args.finds)
    from commitrack.errors import CommitrackError

    for path in args.files:
        try:
            TARGETS[args.target](path.read_bytes())
        except CommitrackError as error:
            print(f"{path}: refused: {error}")
        else:
            print(f"{path}: taken")


def search(name: str, minutes: float, finds: Path) -> None:
    """Run a target on input after input; this never returns."""
    import atheris  # type: ignore[import-untyped, import-not-found, unused-ignore]

    target, seeds = TARGETS[name], list(make_seeds(name))
    watch = Watch(target, finds / name)
    watch.until = time.monotonic() + 60 * minutes
    with atheris.instrument_imports(include=["commitrack"]):  # modules are imported where they are needed first
        for seed in seeds:
            watch(seed)
    watch.slowest = 0.0  # loading the tables takes its time
    corpus = tempfile.mkdtemp()
    for number, seed in enumerate(seeds):
        Path(corpus, str(number)).write_bytes(seed)
    options = [f"-max_len={LONGEST}", "-timeout=60", "-rss_limit_mb=2000", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={watch.folder}/", corpus], watch)
    atheris.Fuzz()


class Watch:
    """A target watched over: what comes of it is counted, and the inputs that it should not have failed on are kept."""

    def __init__(self, target: Target, folder: Path) -> None:
        self.target = target
        self.folder = folder
        self.inputs = self.refused = 0
        self.slowest = 0.0
        self.places: set[str] = set()
        self.until = math.inf
        folder.mkdir(parents=True, exist_ok=True)

    def __call__(self, data: bytes) -> None:
        """Run the target on one input."""
        from commitrack.errors import CommitrackError

        self.inputs += 1
        begun = time.process_time()
        try:
            self.target(data)
        except CommitrackError as error:
            self.refused += 1
            if "\n" in str(error):
                self.keep(data, f"several lines: {error!r}", repr(error)[:20])
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            self.keep(data, traceback.format_exc(), f"{type(error).__name__} {last.filename}:{last.lineno}")
        used = time.process_time() - begun
        self.slowest = max(self.slowest, used)
        if used > SECONDS:
            self.keep(data, f"took {used:.1f} s", "slow")
        if time.monotonic() > self.until:
            self.tell()
            os._exit(0)  # the engine runs no code of ours at its end

    def keep(self, data: bytes, words: str, place: str) -> None:
        """Keep an input, the first for each place."""
        if place not in self.places:
            self.places.add(place)
            path = self.folder / sha256(data).hexdigest()[:12]
            path.write_bytes(data)
            print(f"{path}: {words}", flush=True)

    def tell(self) -> None:
        """Print the figures of the run."""
        print(
            f"{self.inputs} inputs, {self.refused} refused, slowest {self.slowest:.2f} s, {len(self.places)} finds",
            flush=True,
        )


def read_bytes(data: bytes) -> None:
    """A source: its blocks rise and hold the whole text."""
    from commitrack.reading import read_document

    shape, rest = data[:1] or b"\0", data[1:]
    source = rest if shape[0] < AS_THEY_ARE else put_together(rest, MARKUP)
    document = read_document(source, name=NAMES[shape[0] % len(NAMES)])
    words = [document.text[block.span.start : block.span.end] for block in document.blocks]
    assert "\n\n".join(words) == document.text


def take_apart(data: bytes) -> None:
    """A text: quotes are its words at their spans, which rise."""
    from commitrack.extraction import extract
    from commitrack.reading import read_document

    shape, rest = data[:1] or b"\0", data[1:]
    source = rest if shape[0] < AS_THEY_ARE else put_together(rest, WORDS)
    document = read_document(source, name=NAMES[shape[0] % 2])
    found = extract(document, meeting=DAY).commitments
    for each in found:
        assert each.span is not None
        assert " ".join(document.text[each.span.start : each.span.end].split()) == each.quote
    assert all(a.span and b.span and a.span.start < b.span.start for a, b in pairwise(found))


def load_tables(data: bytes) -> None:
    """A file of a ledger: what is read is written and read again as the same, and serves its purpose."""
    shape, rest = data[:1] or b"\0", data[1:]
    source = rest if shape[0] < AS_THEY_ARE else put_tables_together(rest)
    (load_statement, load_settings, load_decisions)[shape[0] % 3](source)


def load_statement(data: bytes) -> None:
    from commitrack.ledger.records import dumps, loads
    from commitrack.ledger.rules import RULES, Checked
    from commitrack.lexicon.party_rows import load_parties

    file = "statements/2030-05-01.toml"
    statement = loads(data, file)
    written = dumps(statement)
    assert dumps(loads(written.encode(), file)) == written
    checked = Checked(
        file=file,
        statement=statement,
        source=b"x",
        text="x y",
        trouble="",
        topics=frozenset({"defense"}),
        parties=load_parties(),
    )
    for rule in RULES:
        list(rule(checked))


def load_settings(data: bytes) -> None:
    from commitrack.extraction import extract
    from commitrack.ledger import records
    from commitrack.ledger.toml import parse, render
    from commitrack.lexicon import load_lexicon
    from commitrack.reading import read_document

    file = "commitrack.toml"
    config = records.strict(records.decode_config, parse(data, file), file)
    written = render(records.encode_config(config))
    assert (
        render(records.encode_config(records.strict(records.decode_config, parse(written.encode(), file), file)))
        == written
    )
    lexicon = load_lexicon(config)
    document = read_document(b"We will x y. Japan reaffirmed x.", parties=lexicon.parties)
    extract(document, meeting=DAY, lexicon=lexicon)


def load_decisions(data: bytes) -> None:
    from commitrack.ledger import records
    from commitrack.ledger.toml import parse, render

    file = "decisions.toml"
    tables = parse(data, file)
    decisions = records.strict(records.decode_decisions, tables, file)
    written = render(records.encode_decisions(decisions, tables))
    assert records.strict(records.decode_decisions, parse(written.encode(), file), file) == decisions


TARGETS: dict[str, Target] = {"reading": read_bytes, "tables": load_tables, "extraction": take_apart}


def put_together(data: bytes, pieces: Sequence[str]) -> bytes:
    return "".join(pieces[byte % len(pieces)] for byte in data).encode()


def put_tables_together(data: bytes) -> bytes:
    """Return TOML that is valid more often than not: a key and a value for two bytes, or a header, no key twice."""
    lines: list[str] = []
    headers: set[str] = set()
    keys: set[str] = set()
    for first, second in zip(data[::2], data[1::2], strict=False):
        header, key = HEADERS[first // 2 % len(HEADERS)], KEYS[first % len(KEYS)]
        if first < 2 * len(HEADERS):
            if header not in headers or header.startswith("[["):
                lines.append(f"{header}\n")
                headers.add(header)
                keys.clear()
        elif key not in keys:
            lines.append(f"{key} = {VALUES[second % len(VALUES)]}\n")
            keys.add(key)
    return "".join(lines).encode()


def make_seeds(name: str) -> Iterator[bytes]:
    """Yield inputs to begin with: what the package and its tests hold of the kind."""
    yield bytes([AS_THEY_ARE, *range(256)])
    if name == "tables":
        yield from (bytes([AS_THEY_ARE + kind, *range(0, 256, 3)]) for kind in range(3))
        for kind, pattern in enumerate(
            ("data/statements/*.toml", "src/commitrack/lexicon/*.toml", "tests/cases/*.toml")
        ):
            for path in sorted(ROOT.glob(pattern)):
                yield bytes([kind]) + path.read_bytes()[:LONGEST]
        return
    for path in sorted(ROOT.glob("data/sources/*.md")):
        yield b"\0" + path.read_bytes()[:LONGEST]
    for path in sorted(ROOT.glob("tests/cases/*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8")).get("case", []):
            if isinstance(text := case.get("text"), str):
                yield b"\0" + text.encode()[:LONGEST]
                yield b"\2" + f"<html><body><p>{text}".encode()[:LONGEST]


if __name__ == "__main__":
    main()
