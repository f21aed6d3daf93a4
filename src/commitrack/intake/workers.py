"""Processes of this machine as an executor: each has a pipe of its own, so that the end of one is always heard.

The executor of the standard library has one pipe for all results: the rest of what a killed worker was sending is
waited for without end, as the others keep that pipe open.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import Pipe, Process, parent_process
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from threading import Thread
from typing import Any, NamedTuple, ParamSpec, TypeVar

Given = ParamSpec("Given")
Done = TypeVar("Done")


class Worker(NamedTuple):
    """A process, and the end of its pipe that is held here."""

    process: Process
    pipe: Connection[Any, Any]


class Workers(ThreadPoolExecutor):
    """An executor with a thread for each process, which waits for it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self._all: list[Worker] = []
        self._idle: SimpleQueue[Worker] = SimpleQueue()

    def start(self, make_ready: Callable[[], None]) -> None:
        """Start a process, before the first task: with that comes a thread, which would not be copied."""
        pipe, other = Pipe()
        process = Process(target=_work, args=(other, make_ready), daemon=True)
        process.start()
        other.close()  # that process alone has it, and those started later get no copy: it goes where that goes
        self._all.append(Worker(process, pipe))
        self._idle.put(self._all[-1])

    def wait_until_ready(self) -> None:
        """EOFError where a process has ended instead."""
        for each in self._all:
            each.pipe.recv()

    def submit(self, task: Callable[Given, Done], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[Done]:
        """Have a process do a task; the future raises BrokenExecutor where the process ends at it."""
        return super().submit(self._ask, task, args, kwargs)

    def _ask(self, *asked: Any) -> Any:
        worker = self._idle.get()
        try:
            worker.pipe.send(asked)
            done, error = worker.pipe.recv()
        except (EOFError, OSError):
            raise BrokenExecutor from None
        finally:
            self._idle.put(worker)  # also one that is gone, or a thread would wait for another
        if error:
            raise error
        return done

    def end(self) -> None:
        """End all processes whatever they do; who waits for one hears it."""
        for each in self._all:
            each.process.kill()
        self.shutdown(cancel_futures=True)
        for each in self._all:
            each.process.join()


@contextmanager
def open_workers(number: int, make_ready: Callable[[], None]) -> Iterator[Workers]:
    """Start so many processes, which end with the context; OSError or EOFError where there cannot be so many."""
    executor = Workers(number)
    try:
        for _ in range(number):
            executor.start(make_ready)
        executor.wait_until_ready()
        yield executor
    finally:
        executor.end()


def _work(pipe: Connection[Any, Any], make_ready: Callable[[], None]) -> None:
    """Do what comes through the pipe, one after the other, until the main process is gone.

    It is for that one to end its workers, so what a terminal, or whoever ends the program, sends to all of a group does
    not reach them: they are a group each. SIGTERM alone ends one, and not by an exception, as it is no fault.
    """
    if hasattr(os, "setpgrp"):  # Windows has no groups of this kind
        os.setpgrp()
    if callable(signal.getsignal(signal.SIGTERM)):
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for each in signal.Signals:
        if each.name in ("SIGINT", "SIGHUP"):  # Windows has no SIGHUP
            signal.signal(each, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        make_ready()
        pipe.send(None)
        while True:
            task, args, kwargs = pipe.recv()
            pipe.send(_try(task, args, kwargs))


def _try(task: Callable[..., Any], args: Sequence[Any], kwargs: dict[str, Any]) -> tuple[Any, Exception | None]:
    """Return what a task gives, and what it raises."""
    try:
        return task(*args, **kwargs), None
    except Exception as error:
        return None, error


def _end_with_parent() -> None:
    """Wait until the main process is gone, which by SIGKILL ends no worker, and end this one at once."""
    if parent := parent_process():
        wait([parent.sentinel])
        os._exit(1)  # nobody is there to be told
