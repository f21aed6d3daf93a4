"""Turn marks that name places into marks that quote words, for statements whose texts are not ours to ship.

    python benchmarks/restore_marks.py TEXTS TARGET

`benchmarks/marks` holds hand-made marks of ninety-one public releases and of seventeen pairs of them: a span of
characters in the file, act, actors, topics; no words. TEXTS is a folder that holds those files (`joint/….md`); TARGET
gets, for each, the text and its marks in the format that `commitrack evaluate` and `fit_weights.py` read. A changed
file is an error.
"""

from __future__ import annotations

import argparse
import shutil
import tomllib
from hashlib import sha256
from pathlib import Path
from typing import Any

from commitrack.evaluation.texts import MARKUP
from commitrack.ledger.toml import render

MARKS = Path(__file__).parent / "marks"


def main() -> None:
    """Restore all marks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("target", type=Path)
    args = parser.parse_args()
    args.target.mkdir(parents=True, exist_ok=True)
    for path in sorted(MARKS.glob("*.toml")):
        marks = tomllib.loads(path.read_text(encoding="utf-8"))
        if "file" in marks:
            (args.target / path.name).write_text(restore(marks, args.texts, args.target), encoding="utf-8")
        else:
            shutil.copy(path, args.target)


def restore(marks: dict[str, Any], texts: Path, target: Path) -> str:
    """Return the marks of one statement with their words, and copy its text beside them."""
    source = texts / marks["file"]
    data = source.read_bytes()
    if sha256(data).hexdigest() != marks["sha256"]:
        raise SystemExit(f"{source}: not the file that was marked")
    (target / f"{marks['statement']}{source.suffix}").write_bytes(data)
    text = data.decode("utf-8")
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
