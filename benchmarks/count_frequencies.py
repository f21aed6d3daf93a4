"""Count in how many sentences of an archive of releases each stem stands, and write `lexicon/frequencies.toml`.

    python benchmarks/count_frequencies.py RELEASES.tar.xz

Sentences of joint statements, readouts and the like count beside those of all releases: what is common in this genre
("cooperation") is rare in the language at large, and the other way round. Only numbers per word are kept.
"""

from __future__ import annotations

import argparse
import math
import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from commitrack.comparison.words import fold, split_stems

TARGET = Path(__file__).parent.parent / "src/commitrack/lexicon/frequencies.toml"
STEPS = 4  # steps of idf per unit: a quarter is finer than the counts are sure
RARE = 3  # a stem in fewer sentences counts as unseen
FUNCTION_WORDS = """a an the of in on at to and or by for with from as that this these those it its our we their they us
he she his her be is are was were has have had will would shall should can could may might must not no nor than then so
such also into over under more most other all any both each which who whom whose what where when while if through
including include between among within across against about upon toward towards there here own further well"""
GENRE = re.compile(
    r"""joint | leaders-st | communique | declaration | g7 | quad- | asean | trilateral | readout | statement-of
      | summit
      | fact-sheet.*(japan|korea|india|austral|quad|g7|nato|asean|africa|europe|pacific)""",
    re.VERBOSE,
)


def read_sentences(archive: Path) -> Iterator[tuple[bool, set[str]]]:
    """Yield for every sentence whether its release is of the genre, and its stems."""
    with tarfile.open(archive) as tar:
        for member in sorted(tar.getmembers(), key=lambda m: m.name):
            file = tar.extractfile(member) if member.name.endswith(".md") else None
            if file is None:
                continue
            text = file.read().decode("utf-8", "replace")
            of_genre = bool(GENRE.search(member.name.rsplit("/", 1)[-1][11:]))
            for stems in split_release(text):
                yield of_genre, stems


def split_release(text: str) -> Iterator[set[str]]:
    """Yield the stems of each sentence of 5 to 120 words."""
    body = text.split("---", 2)[-1] if text.startswith("---") else text
    body = re.sub(r"\]\(\S+?\)|[\[\]]", "", body)
    for paragraph in re.split(r"\n\s*\n", body):
        for sentence in re.split(r"(?<=[.!?;:])\s+(?=[A-Z“\"•])", " ".join(paragraph.split())):
            words = split_stems(fold(sentence))
            if 5 <= len(words) <= 120:
                yield set(words)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    arguments = parser.parse_args()
    counts: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    sentences: Counter[bool] = Counter()
    for of_genre, stems in read_sentences(arguments.archive):
        for group in (True, False) if of_genre else (False,):
            counts[group].update(stems)
            sentences[group] += 1
    TARGET.write_text(render(counts[True], counts[False], sentences[True], sentences[False]), encoding="utf-8")
    print(f"{TARGET}: {TARGET.stat().st_size} bytes from {sentences[False]} sentences, {sentences[True]} of the genre")


def render(genre: Counter[str], everything: Counter[str], of_genre: int, in_all: int) -> str:
    """Group the stems by steps of the mean of both inverse frequencies."""

    def idf(stem: str) -> float:
        return (math.log((of_genre + 1) / (genre[stem] + 1)) + math.log((in_all + 1) / (everything[stem] + 1))) / 2

    by_step: dict[int, list[str]] = {}
    for stem in sorted(
        w for w, n in everything.items() if n >= RARE and (n >= 12 or genre[w]) and len(w) < 25 and "'" not in w
    ):
        by_step.setdefault(round(idf(stem) * STEPS), []).append(stem)
    unseen = round(idf(""), 2)
    rows = [f"{step} = '{' '.join(words)}'" for step, words in sorted(by_step.items())]
    head = [
        "# How rare a stem is in official releases: steps of inverse document frequency (by sentence) = stems.",
        f"# Counted by benchmarks/count_frequencies.py over {in_all} sentences of releases (public domain),",
        f"# {of_genre} of them of joint statements, readouts and the like; the mean of both logarithms.",
        f"steps = {STEPS} # per unit of natural logarithm",
        f"unseen = {unseen}",
        f"function_words = '{' '.join(sorted(set(split_stems(fold(FUNCTION_WORDS)))))}'",
        "",
        "[idf]",
    ]
    return "\n".join([*head, *rows, ""])


if __name__ == "__main__":
    main()
