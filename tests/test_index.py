"""The index on a real disk: what it reads again, who shares it, what is near."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.indexed import SIZE, edit, edit_and_hide, is_true, made, make_indexed, path_of, reading

from commitrack.errors import RecordError
from commitrack.ledger import Ledger, dumps
from commitrack.ledger.index import FileIndex, has_many
from commitrack.ledger.index.store import StoredIndex
from commitrack.ledger.selection import Selection


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return make_indexed(tmp_path / "ledger")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "home" / ".cache" / "commitrack"


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


def test_what_shares_rare_words_is_near(ledger: Ledger, cache: Path) -> None:
    index, _ = reading(ledger, cache)
    found = [one.quote for _, one in index.nearest(["railw", "1997 open", "will"], 4)]
    assert all("1997" in quote or "railways" in quote for quote in found)
    assert len(found) == 4
    assert list(index.nearest(["zzz", "–"], 4)) == []
    assert list(index.nearest([], 4)) == []
    assert len(list(index.nearest(["keep"], 999))) == 3 * SIZE
