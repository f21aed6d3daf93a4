"""Where work is done: in this process, in several of this machine, or on a Dask cluster. All give the same results."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from commitrack.errors import CommitrackError, MissingExtraError
from commitrack.intake.source import Received
from commitrack.intake.work import Options, Reading, attempt

if TYPE_CHECKING:  # what only several processes need is imported where they are
    from concurrent.futures import Executor, Future

AHEAD = 32
"""Sources that wait for each worker: enough to keep it busy, few enough to stay small."""
HELD = 16 * 1024 * 1024
"""Bytes of sources that wait at most, however few they are."""
PATIENCE = 10.0
"""Seconds to wait for a scheduler to answer, and as many for its first worker."""


Result = Reading | CommitrackError | None
"""A reading, why there is none, or None for what was not to be read."""


class Engine(Struct, frozen=True):
    """An executor and how many workers it has; None is this process itself."""

    executor: Executor | None = None
    workers: int = 1


ALONE = Engine()
"""This process."""


@contextmanager
def open_engine(jobs: int = 1, scheduler: str = "", version: str = "", patience: float = PATIENCE) -> Iterator[Engine]:
    """Open the engine for so many processes, or for a Dask scheduler where its address is given.

    On a cluster every worker has to run `version` of this package. CommitrackError where there is no such engine.
    """
    if scheduler:
        with _cluster(scheduler, version, patience) as engine:
            yield engine
    elif jobs > 1:
        with _processes(jobs) as engine:
            yield engine
    else:
        yield ALONE


def read_all(
    sources: Iterable[Received],
    options: Options,
    engine: Engine = ALONE,
    skip: Callable[[Received], bool] = lambda source: False,
) -> Iterator[tuple[Received, Result]]:
    """Yield each source with its reading, or with why there is none, in the order given; few are held at a time.

    Sources to be skipped are passed on with None, unread.
    """
    if engine.executor is None:
        for source in sources:
            yield source, None if skip(source) else attempt(source.data, source.name, options)
        return
    waiting: deque[tuple[Received, Future[Result] | None]] = deque()
    held = 0
    for source in sources:
        wanted = not skip(source)
        waiting.append((source, engine.executor.submit(attempt, source.data, source.name, options) if wanted else None))
        held += len(source.data)
        while waiting and (waiting[0][1] is None or len(waiting) > AHEAD * engine.workers or held > HELD):
            held -= len(waiting[0][0].data)
            yield _settled(*waiting.popleft())
    while waiting:
        yield _settled(*waiting.popleft())


def _settled(source: Received, future: Future[Result] | None) -> tuple[Received, Result]:
    """Wait for a reading; where the process that took the source ended at it, the run ends."""
    from concurrent.futures import BrokenExecutor, CancelledError

    try:
        return source, future.result() if future else None
    except (BrokenExecutor, CancelledError):
        raise CommitrackError(
            f"{source.name}: a worker process ended at it, as for lack of memory; do the rest with fewer --jobs"
        ) from None
    except Exception as error:  # of the cluster, not of the source
        return source, CommitrackError(f"{source.name}: no worker could take it: {type(error).__name__}: {error}")


@contextmanager
def _processes(jobs: int) -> Iterator[Engine]:
    from commitrack.intake.workers import open_workers

    _make_ready()  # where processes begin as copies of this one, they are ready with it
    with ExitStack() as stack:
        try:
            executor = stack.enter_context(open_workers(jobs, _make_ready))
        except (EOFError, OSError):
            raise CommitrackError(f"no {jobs} processes can be had here; try fewer --jobs") from None
        yield Engine(executor, jobs)


def _make_ready() -> None:
    from commitrack.lexicon import load_lexicon

    load_lexicon()


@contextmanager
def _cluster(address: str, version: str, patience: float) -> Iterator[Engine]:
    try:
        from distributed import Client
    except ImportError:
        raise MissingExtraError("--scheduler needs Dask: pip install 'commitrack[cluster]'") from None

    try:
        client = Client(address, timeout=patience, set_as_default=False)
    except (OSError, ValueError) as error:
        words = f"{address}: no Dask scheduler answers there; start one with `dask scheduler`, give its tcp:// address"
        raise CommitrackError(words) from error
    with client:
        _check_workers(client, address, version, patience)
        yield Engine(client.get_executor(pure=False, retries=2), max(1, sum(client.ncores().values())))


def _check_workers(client: Any, address: str, version: str, patience: float) -> None:
    """CommitrackError where a cluster has no worker, or one that would read otherwise."""
    try:
        client.wait_for_workers(1, timeout=patience)
    except TimeoutError:
        raise CommitrackError(f"{address} has no workers; start one with `dask worker {address}`") from None
    try:
        found = client.run(_version)
    except Exception as error:
        raise CommitrackError(f"the workers of {address} cannot run commitrack: {error}; install it there") from None
    for worker, other in found.items():
        if other != version:
            raise CommitrackError(
                f"worker {worker} has commitrack {other}, here is {version}; install the same on both"
            )


def _version() -> str:
    from commitrack import __version__

    return __version__
