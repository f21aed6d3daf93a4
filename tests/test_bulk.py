"""Many sources at once: in this process, in several, on a real cluster of two workers, always with the same results."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.support import ROOT

from commitrack import __version__
from commitrack.__main__ import unwind_when_ended
from commitrack.errors import CommitrackError, MissingExtraError
from commitrack.intake.engine import AHEAD, HELD, open_engine, read_all
from commitrack.intake.source import Received
from commitrack.intake.work import Options, Reading, make_options, read_and_extract
from commitrack.model import LedgerConfig, Omission

if TYPE_CHECKING:
    from tests.conftest import Run


def source(name: str, data: bytes) -> Received:
    return Received(name=name, given=name, data=data, source=name)


def statement(number: int) -> Received:
    words = f"""---
date: 2031-05-{number % 28 + 1:02}
---
# Joint statement of the harbour ministers, round {number}

The two ministers met in Busan. They reaffirmed their commitment to the safety of the strait. Japan will fund
{number + 2} pilot schools by 31 March 2032. They condemned the launch of missiles, and urged North Korea to return
to dialogue.

- We will open {number + 3} ferry lines.
- We welcome the work of the dredging committee.
"""
    return source(f"round-{number}.md", words.encode())


TEXTS = [
    *map(statement, range(30)),
    source("empty.txt", b""),
    source("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(100)),
    source("undated.txt", b"The ministers will open a school."),
    source("idle.md", b"---\ndate: 2031-06-01\n---\n\nNothing was said."),
    statement(31),
]


def results(**engine: Any) -> list[tuple[str, str]]:
    with open_engine(**engine) as opened:
        read = list(read_all(TEXTS, make_options(LedgerConfig()), opened))
    assert [text for text, _ in read] == TEXTS
    return [
        (text.name, f"error: {reading}" if isinstance(reading, CommitrackError) else repr(reading))
        for text, reading in read
    ]


@pytest.fixture(scope="module")
def alone() -> list[tuple[str, str]]:
    return results()


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed", reason="a cluster needs the extra 'cluster'")
    options = {"host": "127.0.0.1", "threads_per_worker": 1, "dashboard_address": None, "silence_logs": 50}
    with distributed.LocalCluster(n_workers=2, processes=True, **options) as running:
        yield running


def test_good_and_bad_sources_are_told_apart(alone: list[tuple[str, str]]) -> None:
    bad = [line for line in alone if line[1].startswith("error")]
    assert [name for name, _ in bad] == ["empty.txt", "picture.txt", "undated.txt"]
    assert all(words.startswith(f"error: {name}: ") for name, words in bad)
    assert "--date" in bad[2][1]


def test_a_reading_holds_header_and_commitments() -> None:
    read = read_and_extract(TEXTS[3].data, TEXTS[3].name, Options())
    assert read.header.date == date(2031, 5, 4)
    assert any("5 pilot schools" in each.quote for each in read.commitments)
    assert read.coverage.sentences == 6
    assert read.coverage.left_out == {Omission.MEETING: 1}


def test_what_is_given_goes_before_what_is_read() -> None:
    given = Options(date=date(2031, 7, 1), parties=("Japan", "Republic of Korea"))
    assert read_and_extract(TEXTS[32].data, TEXTS[32].name, given).commitments
    pledge = "Japan and South Korea will each send a pilot."
    assert read_and_extract(pledge.encode(), "a.txt", given).commitments[0].actors == ("all",)


@pytest.mark.parametrize("jobs", [2, 3])
def test_several_processes_give_the_same(alone: list[tuple[str, str]], jobs: int) -> None:
    assert results(jobs=jobs) == alone


def test_a_cluster_gives_the_same(alone: list[tuple[str, str]], cluster: Any) -> None:
    address = cluster.scheduler_address
    assert results(scheduler=address, version=__version__) == alone
    assert results(scheduler=address, version=__version__) == alone  # it can be used again


def test_the_ledgers_own_words_reach_every_worker(cluster: Any) -> None:
    options = make_options(LedgerConfig(aliases={"Ruritania": "Japan"}), day=date(2031, 5, 3))
    text = source("a.txt", b"Ruritania will send a pilot.")
    for engine in ({}, {"jobs": 2}, {"scheduler": cluster.scheduler_address, "version": __version__}):
        with open_engine(**engine) as opened:
            ((_, read),) = read_all([text], options, opened)
        assert isinstance(read, Reading)
        assert read.commitments[0].actors == ("Japan",)


def test_few_sources_are_held_at_a_time() -> None:
    taken = []

    def texts() -> Iterator[Received]:
        for each in TEXTS[:30] * 10:
            taken.append(each.name)
            yield each

    with open_engine(jobs=2) as engine:
        for done, _ in enumerate(read_all(texts(), Options(), engine)):
            assert len(taken) <= done + 2 * AHEAD + 1
    assert len(taken) == 300


def test_few_bytes_are_held_at_a_time() -> None:
    held = 0

    def texts() -> Iterator[Received]:
        nonlocal held
        for number in range(12):
            held += HELD // 3
            yield source(f"{number}.txt", bytes(HELD // 3))

    with open_engine(jobs=2) as engine:
        for text, _ in read_all(texts(), Options(), engine):
            assert held <= HELD + HELD // 3 + 3
            held -= len(text.data)


class Deadly:
    """Ends the process that unpacks it."""

    def __reduce__(self) -> Any:
        return os._exit, (1,)


class Ended:
    """Has the process that unpacks it ended by the system."""

    def __reduce__(self) -> Any:
        return signal.raise_signal, (signal.SIGTERM,)


DEADLY = Options(own=pickle.dumps(Deadly()))
ENDED = Options(own=pickle.dumps(Ended()))


def test_a_worker_that_dies_ends_the_run_in_words() -> None:
    with pytest.raises(CommitrackError, match="a worker process ended"), open_engine(jobs=2) as engine:
        list(read_all(TEXTS, DEADLY, engine))


@pytest.mark.skipif(os.name == "nt", reason="has no such signal")
def test_a_worker_that_is_ended_does_not_end_the_program() -> None:
    before = signal.getsignal(signal.SIGTERM)
    unwind_when_ended()
    try:
        with pytest.raises(CommitrackError, match="a worker process ended"), open_engine(jobs=2) as engine:
            list(read_all(TEXTS, ENDED, engine))
    finally:
        signal.signal(signal.SIGTERM, before)


DELIVERING = """
from multiprocessing import active_children
from commitrack.__main__ import unwind_when_ended
from commitrack.intake.engine import open_engine
unwind_when_ended()
with open_engine(jobs=2) as engine:
    print("ready", *(each.pid for each in active_children()), flush=True)
    while True:
        engine.executor.submit(bytes, 1 << 24).result()
"""


@pytest.mark.skipif(os.name == "nt", reason="has no such groups")
@pytest.mark.parametrize(("sent", "code"), [("SIGHUP", 129), ("SIGTERM", 143)])
@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_group_that_is_ended_while_workers_deliver_ends(sent: str, code: int, times: int) -> None:
    """A terminal that closes does it so, some more than once: who waited for the rest of a result would wait on."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    run = subprocess.Popen([sys.executable, "-c", DELIVERING], **pipes, start_new_session=True)  # type: ignore[call-overload]
    try:
        assert run.stdout is not None
        run.stdout.readline()
        for _ in range(times):
            time.sleep(0.02)
            os.killpg(run.pid, getattr(signal, sent))
        assert run.communicate(timeout=30)[0] == b""  # once nobody is left who could write there
        assert run.returncode == code
    finally:
        run.kill()


@pytest.mark.skipif(os.name == "nt", reason="has no such signal")
def test_processes_that_are_ended_singly_end() -> None:
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    for pause in (0.0, 0.001, 0.01):
        run = subprocess.Popen([sys.executable, "-c", DELIVERING], **pipes)  # type: ignore[call-overload]
        try:
            workers = [int(word) for word in run.stdout.readline().split()[1:]]
            assert len(workers) == 2
            for process in (workers[0], run.pid, workers[1]):
                with suppress(ProcessLookupError):  # the first was heard of
                    os.kill(process, signal.SIGTERM)
                time.sleep(pause)
            said = run.communicate(timeout=30)[1].decode()
        finally:
            run.kill()
        assert (run.returncode, said) == (143, "") or said.endswith("BrokenExecutor\n")


BREAKING_OFF = """
from concurrent.futures import BrokenExecutor
from commitrack.intake.engine import open_engine
from tests.test_bulk import send_half
with open_engine(jobs=2) as engine:
    print(isinstance(engine.executor.submit(send_half).exception(), BrokenExecutor))
"""


def send_half() -> bytes:
    """A result of which half is sent when the process that sends it is killed, as for lack of memory."""
    from multiprocessing.connection import Connection

    def send(pipe: Any, data: bytes) -> None:
        os.write(pipe.fileno(), data[: len(data) // 2])
        os.kill(os.getpid(), signal.SIGKILL)

    Connection._send = send  # type: ignore[attr-defined]
    return bytes(1 << 20)


@pytest.mark.skipif(os.name == "nt", reason="has no such signal")
def test_a_worker_that_is_killed_while_it_sends_is_heard_of() -> None:
    done = subprocess.run([sys.executable, "-c", BREAKING_OFF], capture_output=True, timeout=30, cwd=ROOT, check=True)
    assert done.stdout == b"True\n"


@pytest.mark.skipif(os.name == "nt", reason="has no such signal")
def test_a_signal_that_is_ignored_stays_so() -> None:
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        unwind_when_ended()
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN
        with open_engine(jobs=2) as engine:
            assert engine.executor is not None
            assert engine.executor.submit(signal.getsignal, signal.SIGTERM).result() is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTERM, before)


def test_a_cluster_outlives_a_source_that_kills_its_workers(alone: list[tuple[str, str]], cluster: Any) -> None:
    with open_engine(scheduler=cluster.scheduler_address, version=__version__) as engine:
        ((_, read),) = read_all(TEXTS[:1], DEADLY, engine)
    assert "round-0.md: no worker could take it" in str(read)
    assert results(scheduler=cluster.scheduler_address, version=__version__) == alone


def test_a_cluster_of_another_version_is_refused(cluster: Any) -> None:
    with pytest.raises(CommitrackError, match=r"has commitrack .*, here is 99; install the same"):
        results(scheduler=cluster.scheduler_address, version="99")


def test_add_leaves_the_same_files_from_a_cluster(cluster: Any, run: Run, ledger: Path, tmp_path: Path) -> None:
    for text in TEXTS:
        (tmp_path / "texts" / text.name).parent.mkdir(exist_ok=True)
        (tmp_path / "texts" / text.name).write_bytes(text.data)
    other = tmp_path / "other"
    shutil.copytree(ledger, other)
    alone = run("add", "texts", code=2)
    together = run("add", "texts", "--scheduler", cluster.scheduler_address, "--ledger", str(other), code=2)
    assert (alone.stdout, alone.stderr) == (together.stdout, together.stderr)
    files = [{path.relative_to(root): path.read_bytes() for path in root.rglob("[!.]*.*")} for root in (ledger, other)]
    assert files[0] == files[1]
    assert len(files[0]) > 60


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense://x", "127.0.0.1"])
def test_a_scheduler_that_is_not_there_is_said(address: str) -> None:
    pytest.importorskip("distributed", reason="a cluster needs the extra 'cluster'")
    with pytest.raises(CommitrackError, match="no Dask scheduler answers there"):
        results(scheduler=address, patience=0.3)


def test_a_missing_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'commitrack\[cluster\]'"):
        results(scheduler="tcp://127.0.0.1:8786")
