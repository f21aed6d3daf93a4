"""What one run of the program knows of its surroundings, and how it writes."""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from commitrack.cli.output import write_toml
from commitrack.cli.streams import drop_unread, tell
from commitrack.errors import CommitrackError, read_choice
from commitrack.model import Statement, Thread
from commitrack.views.screen import Screen, escape_unsafe
from commitrack.views.structured import Format, Listing, dump, toml_tables

if TYPE_CHECKING:
    from commitrack.cli.progress import Advance
    from commitrack.ledger import Ledger
    from commitrack.ledger.index import Index
    from commitrack.lexicon.parties import Parties
    from commitrack.lexicon.topics import Topics

Item = TypeVar("Item")
Followed = tuple[tuple[Thread, ...], tuple[Statement, ...]]
"""Threads, and all statements of their series."""
CHUNK = 64
"""Lines written at once."""
LONG = 30
"""Statements that take so long that a person wants to see how far it is."""


class Session:
    """One run: the ledger it works on, the screen it writes to, the day it runs on."""

    def __init__(self, ledger_given: Path | None = None, *, no_color: bool = False, no_pager: bool = False) -> None:
        self.ledger_given = ledger_given
        self.no_color = no_color
        self.no_pager = no_pager
        self._followed: dict[str, Followed] = {}
        """By series, its threads."""
        self._said: set[str] = set()
        """What was said once, which is enough."""

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger of `--ledger`, the environment, the folders upwards, or the bundled one."""
        from commitrack.ledger import open_ledger

        environment = os.environ.get("COMMITRACK_LEDGER")
        named = self.ledger_given or environment  # who names one may be in a folder that is gone
        ledger = open_ledger(self.ledger_given, environment, Path() if named else Path.cwd())
        ledger.tell = self.note
        return ledger

    @cached_property
    def index(self) -> Index:
        """What answers questions about the ledger as a whole, with the help of a cache where it is large."""
        from commitrack.ledger.index import has_many, open_index

        with ExitStack() as stack:
            bar: list[Advance] = []

            def tell(done: int, total: int) -> None:
                if done == 1:
                    bar.append(stack.enter_context(self.progress(total, "statements")))
                bar[0]()

            cache = cache_folder() if has_many(self.ledger) else None
            return open_index(self.ledger, cache=cache, clock=time.time_ns, progress=tell)

    @cached_property
    def shared_names(self) -> Container[str]:
        """What of an id names no commitment by itself, because several statements have it."""
        from commitrack.ledger.lookup import shared_names

        return shared_names(self.ledger)

    @cached_property
    def topics(self) -> Topics:
        """The taxonomy, the ledger's own topics included."""
        from commitrack.lexicon.topics import load_topics

        return load_topics(self.ledger.config.topics)

    @cached_property
    def parties(self) -> Parties:
        """The parties, the ledger's own included."""
        from commitrack.lexicon.party_rows import load_parties

        config = self.ledger.config
        return load_parties(config.parties, config.aliases)

    def follow(self, series: str) -> Followed:
        """Return the threads of a series, found once."""
        from commitrack.comparison import find_threads

        if series not in self._followed:
            statements = tuple(self.ledger.read(each.id) for each in self.index.headers() if each.series == series)
            self._followed[series] = find_threads(statements, self.ledger.decisions()), statements
        return self._followed[series]

    def follow_if_readable(self, series: str) -> Followed:
        """Return the threads of a series; none where its files cannot be read, which is said once."""
        try:
            return self.follow(series)
        except CommitrackError as error:
            self.note_once(f"shown without past and future: {error}")
            return (), ()

    @property
    def today(self) -> date:
        """The day on which the program runs."""
        return date.today()

    @cached_property
    def on_terminal(self) -> bool:
        """Whether standard output is a terminal."""
        return sys.stdout.isatty()

    @cached_property
    def screen(self) -> Screen:
        """What standard output can show."""
        from shutil import get_terminal_size

        plain = self.no_color or bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        return Screen(
            width=get_terminal_size((80, 24)).columns,
            colour=self.on_terminal and not plain,
            unicode=(sys.stdout.encoding or "").lower().startswith("utf"),
        )

    def format(self, asked: Format | None) -> Format:
        """The format asked for, else a table on a terminal and lines of tab-separated values in a pipe."""
        return asked or (Format.TABLE if self.on_terminal else Format.TSV)

    def publish(
        self,
        listing: Listing,
        asked: Format | None,
        fields: str | None,
        pretty: Callable[[], Iterable[str]] | None = None,
        document: Callable[[], Iterable[str]] | None = None,
        numbers: Sequence[str] = (),
        paged: bool = True,
    ) -> None:
        """Write records in the format asked for.

        Where no fields are named, a table is written by `pretty` and markdown by `document`, as far as they are given;
        columns named in `numbers` stand at the right of theirs. What is more than a screen is `paged`, unless the work
        has to go on whether or not somebody reads.
        """
        write = self.page if paged else self.write_to_the_end
        chosen = listing.choose(read_fields(fields, listing.names))
        style = self.format(asked)
        own = {Format.TABLE: pretty, Format.MARKDOWN: document}.get(style)
        if own is not None and not chosen.asked:
            write(f"{line}\n" for line in own())
        elif style is Format.TOML:
            write([write_toml(toml_tables(chosen), self.screen)])
        elif style is not Format.TABLE:
            write(dump(chosen, style))
        else:
            from commitrack.views.table import show_table

            write(f"{line}\n" for line in show_table(chosen, self.screen, numbers=numbers))

    def page(self, chunks: Iterable[str]) -> None:
        """Write text to standard output; at a terminal that it would overfill, through the pager."""
        if not self.on_terminal or self.no_pager:
            self.write(chunks)
            return
        from shutil import get_terminal_size

        from commitrack.cli.pager import find_pager, show_paged, take_screen

        waiting = iter(chunks)
        pager = find_pager(os.environ)
        first, is_long = take_screen(waiting, *get_terminal_size()) if pager else ("", False)
        if is_long:
            show_paged(chain([first], waiting), pager)
        else:
            self.write(chain([first], waiting))

    def write_lines(self, lines: Iterable[str]) -> None:
        """Write lines to standard output."""
        self.write(f"{line}\n" for line in lines)

    def write(self, chunks: Iterable[str]) -> None:
        """Write text to standard output; BrokenPipeError, of which the program ends, where nobody reads any more."""
        waiting: list[str] = []
        try:
            for chunk in chunks:
                waiting.append(chunk)
                if len(waiting) >= CHUNK:
                    sys.stdout.write("".join(waiting))
                    sys.stdout.flush()  # who waits for a long run sees how far it is
                    waiting.clear()
            sys.stdout.write("".join(waiting))
            sys.stdout.flush()
        except KeyboardInterrupt:  # what is done is done, and said
            sys.stdout.write("".join(waiting))
            sys.stdout.flush()
            raise

    def write_to_the_end(self, chunks: Iterable[str]) -> None:
        """Write text to standard output; the work that makes it goes on where nobody reads it any more."""
        waiting = iter(chunks)
        try:
            self.write(waiting)
        except BrokenPipeError:
            drop_unread()
            deque(waiting, maxlen=0)

    def progress(self, total: int, doing: str) -> AbstractContextManager[Advance]:
        """Show a bar on a terminal as long as the context lasts, where there is much to do."""
        from commitrack.cli.progress import show_progress

        if total < LONG or not sys.stderr.isatty():
            return nullcontext(lambda: None)
        return show_progress(total, doing, color=not (self.no_color or os.environ.get("NO_COLOR")))

    def watch(self, items: Iterable[Item], total: int, doing: str) -> Iterator[Item]:
        """Yield the items, telling a person how many are done."""
        with self.progress(total, doing) as advance:
            for item in items:
                yield item
                advance()

    def hint(self, words: str) -> None:
        """Say what could be done next, to a person who reads along; a job at night gets no mail for it."""
        if sys.stderr.isatty():
            self.note(words)

    def note(self, words: str) -> None:
        """Say something to the person, beside the data."""
        with suppress(BrokenPipeError):  # who writes data next finds that out
            sys.stdout.flush()
        tell(escape_unsafe(words))

    def note_none(self, found: Collection[object], words: str = "no commitment matches") -> None:
        """Say on a terminal that nothing was found; a pipe hears it from its silence."""
        if self.on_terminal and not found:
            self.note(words)

    def note_once(self, words: str) -> None:
        """Say something that holds for many records no more than once."""
        if words not in self._said:
            self._said.add(words)
            self.note(words)


def cache_folder() -> Path | None:
    """Return where programs keep what they can make again: by the XDG rules, or the custom of macOS and Windows.

    None where the user has no home. As platformdirs says, whose import would take a twentieth of the time of `list`.
    """
    given = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if given.is_absolute():
        return given / "commitrack"
    try:
        if sys.platform == "win32":
            return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "commitrack" / "Cache"
        return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "commitrack"
    except RuntimeError:  # as in a container, whose users need not be known
        return None


def read_fields(given: str | None, known: Sequence[str]) -> tuple[str, ...]:
    """Return the field names of `--fields a,b,c`; empty where it is not given."""
    if given is None:
        return ()
    names = [name.strip() for name in given.split(",") if name.strip()]
    if not names:
        raise CommitrackError(f"--fields names no field; there are {', '.join(known)}")
    if names == ["?"]:
        raise CommitrackError(f"the fields are {', '.join(known)}")
    return tuple(read_choice(name, known, "field") for name in names)
