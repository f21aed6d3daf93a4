"""The index damaged, deleted, in the way, broken off: it is made anew or done without, and the answers are true."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.indexed import SIZE, is_true, make_indexed, reading, stored

from commitrack.errors import CommitrackError
from commitrack.ledger import Ledger
from commitrack.ledger.index import FileIndex, open_index
from commitrack.ledger.index.store import StoredIndex


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return make_indexed(tmp_path / "ledger")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "home" / ".cache" / "commitrack"


def write_over(path: Path, start: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(data)


def make_foreign(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE statement (recipe TEXT)")
    connection.close()


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b"no database at all" * 99),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
        lambda path: write_over(path, 0, b"SQLite format 2"),
        lambda path: write_over(path, 60, b"\7\7\7\7"),  # the version that another program wrote
        make_foreign,
    ],
    ids=["garbage", "empty", "half", "no mark", "another version", "foreign"],
)
def test_a_damaged_or_foreign_file_is_made_anew(ledger: Ledger, cache: Path, damage: Callable[[Path], object]) -> None:
    reading(ledger, cache)
    damage(stored(cache))
    index, looked = reading(ledger, cache)
    assert isinstance(index, StoredIndex)
    assert looked == SIZE
    assert is_true(index, ledger)
    assert reading(ledger, cache)[1] == 0
    assert stored(cache).exists()


def test_whatever_is_damaged_the_answers_are_true(ledger: Ledger, cache: Path) -> None:
    reading(ledger, cache)
    path = stored(cache)
    sound = path.read_bytes()
    dice = random.Random(1)
    page = 4096
    for start in range(0, len(sound), page):
        junk = bytes(page) if start // page % 2 else dice.randbytes(page)
        for old in cache.iterdir():
            old.unlink()
        path.write_bytes(sound[:start] + junk + sound[start + page :])
        assert is_true(reading(ledger, cache)[0], ledger), start
        assert is_true(reading(ledger, cache)[0], ledger), start


def test_without_a_cache_the_files_answer(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    for cache in (None, tmp_path / "file", tmp_path / "file" / "cache"):
        index = open_index(ledger, cache=cache, clock=time.time_ns)
        assert isinstance(index, FileIndex)
        assert is_true(index, ledger)


def test_an_index_that_cannot_be_opened_is_done_without(ledger: Ledger, cache: Path) -> None:
    reading(ledger, cache)
    path = stored(cache)
    path.unlink()
    path.mkdir()
    assert is_true(open_index(ledger, cache=cache, clock=time.time_ns), ledger)


def test_deleting_the_index_loses_nothing(ledger: Ledger, cache: Path) -> None:
    reading(ledger, cache)
    shutil.rmtree(cache)
    index, looked = reading(ledger, cache)
    assert looked == SIZE
    assert is_true(index, ledger)


def test_the_index_stays_out_of_the_ledger(ledger: Ledger, cache: Path) -> None:
    before = sorted(ledger.root.rglob("*"))
    reading(ledger, cache)
    assert sorted(ledger.root.rglob("*")) == before


def test_what_is_broken_is_reported_where_the_rest_is_wanted(ledger: Ledger, cache: Path) -> None:
    (ledger.root / "statements/1992-05-01.toml").write_text("schema = [", encoding="utf-8")
    for index in (
        open_index(ledger, cache=cache, clock=time.time_ns),
        open_index(ledger, cache=None, clock=time.time_ns),
    ):
        broken: list[CommitrackError] = []
        names = [each.statement.id for each in index.outlines(broken.append)]
        assert names == [name for name in ledger.statement_ids() if name != "1992-05-01"]
        assert [str(error).partition(": ")[0] for error in broken] == ["statements/1992-05-01.toml"]


def test_a_reading_that_is_broken_off_leaves_no_half_statement(ledger: Ledger, cache: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        open_index(ledger, cache=cache, clock=time.time_ns, progress=stop)
    assert is_true(reading(ledger, cache)[0], ledger)
