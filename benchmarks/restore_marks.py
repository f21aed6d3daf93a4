"""Turn marks that name places into marks that quote words, for statements whose texts are not ours to ship.

    python benchmarks/restore_marks.py TEXTS [TEXTS ...] TARGET

`benchmarks/marks` holds hand-made marks of public releases and of pairs of them: a span of characters in the file, act,
actors, topics; no words. TEXTS are folders that hold those files (`joint/….md`, `statements-releases/….md`); TARGET
gets, for each, the text and its marks in the format that `commitrack evaluate` and `fit_weights.py` read. Of a long
text only the parts that were marked are restored. A changed file is an error. TARGET/held_out gets the pairs that took
no part in the fit of the weights, with the marks of their statements: `alignment.py TARGET/held_out` measures on them.
"""

from __future__ import annotations

import argparse
import shutil
import tomllib
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from commitrack.evaluation.texts import MARKUP
from commitrack.ledger.toml import render

MARKS = Path(__file__).parent / "marks"
HELD_OUT = "held_out"


def main() -> None:
    """Restore all marks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("target", type=Path)
    args = parser.parse_args()
    args.target.mkdir(parents=True, exist_ok=True)
    for path in sorted(MARKS.glob("*.toml")):
        marks = tomllib.loads(path.read_text(encoding="utf-8"))
        if "file" in marks:
            (args.target / path.name).write_text(restore(marks, args.texts, args.target), encoding="utf-8")
        else:
            shutil.copy(path, args.target)
    (args.target / HELD_OUT).mkdir(exist_ok=True)
    for pair in sorted((MARKS / HELD_OUT).glob("*.toml")):
        shutil.copy(pair, args.target / HELD_OUT)
        for statement in pair.stem.split(".."):
            shutil.copy(args.target / f"{statement}.toml", args.target / HELD_OUT)


def restore(marks: dict[str, Any], texts: Sequence[Path], target: Path) -> str:
    """Return the marks of one statement with their words, and put its text, or what was marked of it, beside them."""
    places = [folder / marks["file"] for folder in texts]
    source = next(filter(Path.is_file, places), places[0])
    data = source.read_bytes()
    if sha256(data).hexdigest() != marks["sha256"]:
        raise SystemExit(f"{source}: not the file that was marked")
    text = data.decode("utf-8")
    parts = marks.get("part", [[0, len(text)]])
    marked = "".join(text[start:end] for start, end in parts)
    (target / f"{marks['statement']}{source.suffix}").write_bytes(marked.encode("utf-8"))
    rows = [
        {"id": mark["id"], "text": quote(text, *mark["span"])} | {key: mark[key] for key in ("act", "actors", "topics")}
        for mark in marks["commitment"]
    ]
    return render({"statement": marks["statement"], "commitment": rows})


def quote(text: str, start: int, end: int) -> str:
    """Return the words of a mark, which leave out markdown and tags."""
    return " ".join(MARKUP.sub("", text[start:end]).split())


if __name__ == "__main__":
    main()
