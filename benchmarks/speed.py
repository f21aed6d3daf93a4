"""Everything that is measured of speed and memory, in one sitting: short commands, large ledgers, a folder of texts.

    python benchmarks/speed.py FOLDER

FOLDER holds texts to be added. Runs `startup.py`, `archive.py` and `bulk.py`, each of which says what its figures are.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    for words in (["startup.py"], ["archive.py"], ["bulk.py", str(folder), "--jobs", "1", "2"]):
        print(f"\n== {' '.join(words)}", flush=True)
        subprocess.run([sys.executable, str(HERE / words[0]), *words[1:]], check=True)


if __name__ == "__main__":
    main()
