"""Turn marks that name places into marks that quote words, for statements whose texts are not ours to ship.

    python benchmarks/restore_marks.py TEXTS TARGET

`benchmarks/marks` holds hand-made marks of ninety-one public releases and of seventeen pairs of them: a span of
characters in the file, act, actors, topics; no words. TEXTS is a folder that holds those files (`joint/….md`); TARGET
gets, for each, the text and its marks in the format that `commitrack evaluate` and `fit_weights.py` read. A changed
file is an error.
"""

from __future__ import annotations

import argparse
import re
import shutil
import tomllib
from hashlib import sha256
from pathlib import Path
from typing import Any

MARKS = Path(__file__).parent / "marks"
SIGNS = re.compile(r"\]\(\S+?\)|</?\w+[^<>]*>|[\\*_\[\]]")  # markdown and tags, which marks leave out


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
    lines = [f'statement = "{marks["statement"]}"']
    for mark in marks["commitment"]:
        start, end = mark["span"]
        words = " ".join(SIGNS.sub("", text[start:end]).split()).replace('"', '\\"')
        lines += ["", "[[commitment]]", f"id = {mark['id']}", f'text = "{words}"', f'act = "{mark["act"]}"']
        lines += [f"{key} = {quoted(mark[key])}" for key in ("actors", "topics")]
    return "\n".join(lines) + "\n"


def quoted(words: list[str]) -> str:
    """Return words as a TOML array."""
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"


if __name__ == "__main__":
    main()
