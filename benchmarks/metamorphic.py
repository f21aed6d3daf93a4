"""Whether a text that says the same in another way is taken apart alike: no marks needed (metamorphic testing).

    python benchmarks/metamorphic.py FOLDER [FOLDER ...] [--only NAME ...] [--most PERCENT] [--list]

Every row of `metamorphic.toml` rewords a text: another subject, tense, spelling or layout. The commitments of the
reworded text should be those of the text, reworded, with the same acts and actors. Printed is, for every row, how many
commitments stand in texts that it changes, how many of these it rewords, and the share of the first that is lost,
gained, or has another act or other actors; `--list` prints them, `--most` fails where a row has more of them. The
method is that of T. Y. Chen, S. C. Cheung and S. M. Yiu, Metamorphic testing: a new approach for generating next test
cases, 1998.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz

from commitrack.errors import CommitrackError
from commitrack.intake.work import Options, read_and_extract

ALIKE = 86
"""Similarity, of 100, from which on two quotes are one: what a row puts in or takes out may differ."""
AHEAD = 60
"""Commitments of the reworded text among which that of the text is looked for."""

WRAPPED = re.compile(r"(?<=[^\W_]|[,;.)]) ?\n(?=[a-z]|[A-Z][\w'’-]*[ ,;.])(?![a-z]+:)")
"""Ends of lines inside a paragraph: without them no word more or less makes a line longer than the others."""


class Rewording(NamedTuple):
    """A way to say the same: expressions with what stands for them, applied one after the other."""

    name: str
    replacements: tuple[tuple[re.Pattern[str], str], ...]

    def apply(self, text: str) -> str:
        """Return a text in these words."""
        for pattern, other in self.replacements:
            text = pattern.sub(other, text)
        return text


class Found(NamedTuple):
    """What is compared of a commitment."""

    quote: str
    act: str
    actors: str


class Difference(NamedTuple):
    """A commitment of one text that the other one has not, or not so: which of these, and its words."""

    kind: str
    text: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--most", type=float, default=math.inf)
    parser.add_argument("--list", action="store_true")
    given = parser.parse_args()
    texts = list(read_texts(given.folders))
    rows = [row for row in read_rewordings() if not given.only or row.name in given.only]
    if not texts or not rows:
        sys.exit("no such texts or rewordings")
    shares = [measure(row, texts, show=given.list) for row in rows]
    if max(shares) > given.most:
        sys.exit(f"more than {given.most} % differ")


def read_rewordings() -> list[Rewording]:
    """Read the table; a row may name the words that several share in braces, {who}."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    rows = []
    for name, pairs in table["rewordings"].items():
        replacements = []
        for expression, other in pairs:
            for key, words in table["words"].items():
                expression = expression.replace(f"{{{key}}}", f"(?:{words})")
            replacements.append((re.compile(expression, re.MULTILINE), other))
        rows.append(Rewording(name, tuple(replacements)))
    return rows


def read_texts(folders: Iterable[Path]) -> Iterator[tuple[str, str, list[Found]]]:
    """Yield the name, the text and the commitments of every text that is dated and can be taken apart."""
    for folder in folders:
        for path in sorted((*folder.glob("*.md"), *folder.glob("*.txt"))):
            text = WRAPPED.sub(" ", path.read_text(encoding="utf-8", errors="replace"))
            if (found := take_apart(path.name, text)) is not None:
                yield path.name, text, found


def take_apart(name: str, text: str) -> list[Found] | None:
    try:
        reading = read_and_extract(text.encode(), name, Options())
    except CommitrackError:
        return None
    return [Found(each.quote, each.act.value, ", ".join(each.actors)) for each in reading.commitments]


def measure(row: Rewording, texts: Sequence[tuple[str, str, list[Found]]], *, show: bool) -> float:
    """Print what differs under a rewording, and return its share in percent."""
    said, told_otherwise, differences = 0, 0, []
    for name, text, found in texts:
        if (reworded := row.apply(text)) == text:
            continue
        said += len(found)
        told_otherwise += sum(row.apply(one.quote) != one.quote for one in found)
        again = take_apart(name, reworded) or []
        differences += [(name, difference) for difference in compare(row, found, again)]
    share = 100 * len(differences) / (said or 1)
    kinds = Counter(difference.kind for _, difference in differences)
    told = ", ".join(f"{kind} {n}" for kind, n in kinds.most_common())
    print(f"{row.name:28} {said:6} {told_otherwise:6} {share:6.2f} %  {told}")
    if show:
        for name, difference in differences:
            print(f"    {name}: {difference.kind}: {difference.text}")
    return share


def compare(row: Rewording, found: Iterable[Found], again: Iterable[Found]) -> Iterator[Difference]:
    """Yield what the commitments of a text and those of the reworded one do not share, in the order of the text."""
    left = list(again)
    for one in found:
        quote = row.apply(one.quote)
        near = max(left[:AHEAD], key=lambda other: fuzz.ratio(quote, other.quote), default=None)
        if near is None or fuzz.ratio(quote, near.quote) < ALIKE:
            yield Difference("lost", quote)
            continue
        left.remove(near)
        if near.act != one.act:
            yield Difference("act", f"{near.act} for {one.act}: {near.quote}")
        elif near.actors not in (one.actors, row.apply(one.actors)):
            yield Difference("actors", f"{near.actors} for {one.actors}: {near.quote}")
    for other in left:
        yield Difference("gained", other.quote)


if __name__ == "__main__":
    main()
