"""The index on a real disk: what it reads again, what it survives, who shares it."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.support import revise

from commitrack.errors import CommitrackError, RecordError
from commitrack.ledger import Ledger, dumps, init_ledger, with_ids
from commitrack.ledger.index import FEW, Index, has_many, open_index
from commitrack.ledger.index_files import FileIndex
from commitrack.ledger.index_store import StoredIndex
from commitrack.ledger.selection import Selection
from commitrack.model import Act, Commitment, Statement

SIZE = FEW + 3
WORDS = ("ferries", "beacons", "customs", "vaccines", "railways", "glaciers", "archives", "orchards", "canals", "mills")
SECOND = 10**9


def made(number: int, words: str = "") -> Statement:
    """One of the statements of the ledger, with three commitments."""
    quotes = [f"will keep {words or WORDS[(number + place) % 10]} of {1990 + number} open" for place in range(3)]
    commitments = tuple(
        Commitment(
            id=str(place), quote=quote, act=Act.PLEDGE, actors=("all",), topics=("defense", f"topic-{number % 4}")
        )
        for place, quote in enumerate(quotes)
    )
    day = date(1990 + number, 5, 1)
    return with_ids(Statement(id=day.isoformat(), date=day, series=f"s{number % 2}", commitments=commitments))


ONE = made(1).commitments[1].id.partition("/")[2]


def path_of(ledger: Ledger, number: int) -> Path:
    return ledger.root / f"statements/{made(number).id}.toml"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    ledger = init_ledger(tmp_path / "ledger")
    for number in range(SIZE):
        path_of(ledger, number).write_text(dumps(made(number)), encoding="utf-8")
    return ledger


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "home" / ".cache" / "commitrack"


def later() -> int:
    """A clock by which nothing has just been changed."""
    return time.time_ns() + 60 * SECOND


def reading(ledger: Ledger, cache: Path, clock: Callable[[], int] = later) -> tuple[Index, int]:
    """The index, and how many files it looked into."""
    looked: list[int] = []
    index = open_index(ledger, cache=cache, clock=clock, progress=lambda done, total: looked.append(total))
    assert looked == [len(looked)] * len(looked)
    return index, len(looked)


def is_true(index: Index, ledger: Ledger) -> bool:
    """Whether the index says what the files say."""
    files = FileIndex(ledger)
    selection = Selection(topics=("topic-1", "topic-2"), since=date(1992, 1, 1))
    return (
        list(index.outlines()) == list(files.outlines())
        and list(index.commitments(Selection())) == list(files.commitments(Selection()))
        and list(index.commitments(selection)) == list(files.commitments(selection))
        and list(index.commitments(Selection(match="ferr"))) == list(files.commitments(Selection(match="ferr")))
        and index.count_topics(Selection()) == files.count_topics(Selection())
        and index.find_commitment(ONE) == files.find_commitment(ONE)
    )


# what is read


def test_everything_is_read_once(ledger: Ledger, cache: Path) -> None:
    index, looked = reading(ledger, cache)
    assert isinstance(index, StoredIndex)
    assert looked == SIZE
    index, looked = reading(ledger, cache)
    assert looked == 0
    ids = [one.id for _, one in index.commitments(Selection(topics=("topic-3",), match='"1993 open" ferr'))]
    assert ids == [one.id for _, one in FileIndex(ledger).commitments(Selection(match="ferries 1993"))]


def test_few_statements_need_no_index(ledger: Ledger) -> None:
    assert has_many(ledger)
    for number in range(5):
        path_of(ledger, number).unlink()
    assert not has_many(ledger)


def edit(path: Path) -> None:
    """Put one word for another of its length, and back when it is done again."""
    old, new = ("keep", "shut") if "keep" in path.read_text(encoding="utf-8") else ("shut", "keep")
    revise(path, old, new)


def edit_and_hide(path: Path) -> None:
    """Change a file so that its size and its time of modification stay."""
    before = path.stat()
    edit(path)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def exchange(path: Path) -> None:
    """Move another file of the same size and times to where one is."""
    other = path.with_name("other")
    shutil.copy2(path, other)
    edit_and_hide(other)
    other.replace(path)


def age(path: Path) -> None:
    """Set the time of a file to long ago, as copying and unpacking do."""
    edit(path)
    os.utime(path, (0, 0))


def postdate(path: Path) -> None:
    """Set the time of a file to the far future, as a clock that went wrong does."""
    edit(path)
    os.utime(path, (time.time() + 10**8,) * 2)


@pytest.mark.parametrize("change", [edit, edit_and_hide, exchange, age, postdate])
def test_a_changed_file_is_read_again(ledger: Ledger, cache: Path, change: Callable[[Path], None]) -> None:
    reading(ledger, cache)
    time.sleep(0.02)  # a later tick: the clock of these tests tells that the files are old
    change(path_of(ledger, 2))
    index, looked = reading(ledger, cache)
    assert looked == 1
    assert is_true(index, ledger)
    assert len(list(index.commitments(Selection(match="shut")))) == 3
    assert not list(index.commitments(Selection(match="keep", statements=(made(2).id,))))


def test_a_file_of_the_future_is_never_trusted_by_its_time(ledger: Ledger, cache: Path) -> None:
    postdate(path_of(ledger, 2))
    for _ in range(3):
        assert reading(ledger, cache)[1] in (1, SIZE)
    edit(path_of(ledger, 2))
    assert is_true(reading(ledger, cache)[0], ledger)


def test_changes_within_one_tick_are_seen(ledger: Ledger, cache: Path) -> None:
    path = path_of(ledger, 2)
    for words in ("quay", "pier", "dock", "port") * 10:
        path.write_text(dumps(made(2, words)), encoding="utf-8")  # in place, and of the same size
        index, _ = reading(ledger, cache, time.time_ns)
        assert len(list(index.commitments(Selection(match=words)))) == 3


def test_what_is_gone_is_forgotten(ledger: Ledger, cache: Path) -> None:
    reading(ledger, cache)
    path_of(ledger, 2).unlink()
    path_of(ledger, 4).rename(ledger.root / "statements/4.toml.bak")
    index, looked = reading(ledger, cache)
    assert looked == 0
    assert len(list(index.outlines())) == SIZE - 2
    assert is_true(index, ledger)


def test_a_moved_ledger_is_read_where_it_is(ledger: Ledger, cache: Path, tmp_path: Path) -> None:
    reading(ledger, cache)
    there = Ledger(ledger.root.rename(tmp_path / "elsewhere"))
    assert is_true(reading(there, cache)[0], there)
    shutil.copytree(there.root, ledger.root)  # another one in its old place
    edit(path_of(ledger, 3))
    assert is_true(reading(ledger, cache)[0], ledger)


def test_a_link_is_read_every_time(ledger: Ledger, cache: Path, tmp_path: Path) -> None:
    target = ledger.root / "kept.toml"
    path_of(ledger, 2).rename(target)
    path_of(ledger, 2).symlink_to(target)
    for _ in range(2):
        index, looked = reading(ledger, cache)
        assert looked in (1, SIZE)
        assert is_true(index, ledger)
    shutil.copy(target, tmp_path / "outside.toml")
    path_of(ledger, 2).unlink()
    path_of(ledger, 2).symlink_to(tmp_path / "outside.toml")
    with pytest.raises(Exception, match="leads out of the ledger"):
        list(reading(ledger, cache)[0].outlines())


def test_a_broken_statement_is_named_unless_it_cannot_be_picked(ledger: Ledger, cache: Path) -> None:
    reading(ledger, cache)
    path_of(ledger, 2).write_text("[statement]\ntitle = 3\n", encoding="utf-8")
    index, _ = reading(ledger, cache)
    with pytest.raises(RecordError, match=r"statements/1992-05-01.toml: statement.title: expected a text"):
        list(index.commitments(Selection(match="open")))
    assert list(index.commitments(Selection(since=date(1999, 1, 1), match="open")))
    path_of(ledger, 2).write_text(dumps(made(2)), encoding="utf-8")
    assert is_true(reading(ledger, cache)[0], ledger)


# what it survives


def stored(cache: Path) -> Path:
    (path,) = cache.glob("*.sqlite")
    return path


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


# who shares it

ASK = """
import sys, time
from pathlib import Path
from commitrack.ledger import Ledger
from commitrack.ledger.index import open_index
from commitrack.ledger.selection import Selection
ledger, cache = Ledger(Path(sys.argv[1])), Path(sys.argv[2])
for _ in range(5):
    index = open_index(ledger, cache=cache, clock=time.time_ns)
    found = list(index.commitments(Selection(topics=("defense",))))
    print(type(index).__name__, len(found), len(list(index.outlines())))
"""


def test_several_processes_at_once(ledger: Ledger, cache: Path) -> None:
    command = [sys.executable, "-c", ASK, str(ledger.root), str(cache)]
    asking = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    for number in range(30):  # none of which changes the numbers
        edit_and_hide(path_of(ledger, number % SIZE))
    for each in asking:
        out, _ = each.communicate(timeout=60)
        assert each.returncode == 0
        assert set(out.splitlines()) == {f"StoredIndex {3 * SIZE} {SIZE}"}
    assert is_true(reading(ledger, cache)[0], ledger)


# what is near


def test_what_shares_rare_words_is_near(ledger: Ledger, cache: Path) -> None:
    index, _ = reading(ledger, cache)
    found = [one.quote for _, one in index.nearest(["railw", "1997 open", "will"], 4)]
    assert all("1997" in quote or "railways" in quote for quote in found)
    assert len(found) == 4
    assert list(index.nearest(["zzz", "–"], 4)) == []
    assert list(index.nearest([], 4)) == []
    assert len(list(index.nearest(["keep"], 999))) == 3 * SIZE
