"""Takes the known keys out of a TOML table, a method for each kind of value; what is wrong becomes a finding."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from commitrack.errors import did_you_mean, find_near
from commitrack.model import Finding

Choice = TypeVar("Choice", bound=StrEnum)
LONGEST_SHOWN = 60
TEACH_PARTY = "add your own under [parties] in commitrack.toml"


class Fields:
    """One table being read: each method takes a key away, so that `rest` is left with the unknown ones.

    Where a key is missing that is needed, one that is not `known` may be meant for it.
    """

    __slots__ = ("file", "findings", "known", "place", "rest")

    def __init__(
        self,
        table: Mapping[str, Any],
        file: str,
        findings: list[Finding],
        place: str = "",
        known: Collection[str] = (),
    ) -> None:
        self.rest = dict(table)
        self.known = known
        self.file = file
        self.findings = findings
        self.place = place

    def wrong(self, key: str, check: str, message: str, remedy: str = "") -> None:
        """Note what is wrong with `key` of this table."""
        place = f"{self.place}.{key}" if self.place else key
        self.findings.append(Finding(file=self.file, place=place, check=check, message=message, remedy=remedy))

    def text(self, key: str, *, needed: bool = False) -> str:
        """Take a string; empty where it may be and is missing."""
        value = self.rest.pop(key, None)
        if type(value) is str and (value or not needed):
            return value
        if value == "":
            self.wrong(key, "missing", "must not be empty")
        else:
            self._refuse(key, value, "a text in quotes", needed)
        return ""

    def words(self, key: str, *, needed: bool = False) -> tuple[str, ...]:
        """Take an array of strings."""
        value = self.rest.pop(key, None)
        if type(value) is list and all(type(word) is str for word in value):
            return tuple(value)
        self._refuse(key, value, f'a list of texts such as {key} = ["…"]', needed)
        return ()

    def day(self, key: str) -> date | None:
        """Take a date without a time."""
        value = self.rest.pop(key, None)
        if type(value) is date:
            return value
        if value is not None:
            remedy = f"write it without quotes and without a time: {key} = {_as_day(value)}"
            self.wrong(key, "date", f"{shown(value)} is no date", remedy)
        return None

    def whole(self, key: str, low: int, high: int) -> int | None:
        """Take an integer from `low` to `high`."""
        value = self.rest.pop(key, None)
        if type(value) is int and low <= value <= high:
            return value
        self._refuse(key, value, f"a whole number from {low} to {high}", needed=False)
        return None

    def flag(self, key: str) -> bool:
        """Take true or false; false where it is missing."""
        value = self.rest.pop(key, None)
        if type(value) is bool:
            return value
        self._refuse(key, value, "true or false without quotes", needed=False)
        return False

    def choice(self, key: str, choices: type[Choice]) -> Choice | None:
        """Take one of a closed set of words, which has to be there."""
        value = self.rest.pop(key, None)
        if type(value) is str:
            try:
                return choices(value)
            except ValueError:
                allowed = tuple(map(str, choices))
                self.wrong(key, key, f"{shown(value)} is none of {', '.join(allowed)}", did_you_mean(value, allowed))
        else:
            self._refuse(key, value, f"one of {', '.join(choices)}", needed=True)
        return None

    def table(self, key: str) -> Mapping[str, Any]:
        """Take a table; empty where it is missing."""
        value = self.rest.pop(key, None)
        if type(value) is dict:
            return value
        self._refuse(key, value, f"a table [{key}]", needed=False)
        return {}

    def tables(self, key: str) -> list[dict[str, Any]]:
        """Take an array of tables; empty where it is missing."""
        value = self.rest.pop(key, None)
        if type(value) is list and all(type(entry) is dict for entry in value):
            return value
        self._refuse(key, value, f"tables, each under [[{key}]]", needed=False)
        return []

    def _refuse(self, key: str, value: object, wanted: str, needed: bool) -> None:
        if value is not None:
            self.wrong(key, "type", f"expected {wanted}, not {shown(value)}")
        elif needed:
            written = find_near(key, [each for each in self.rest if each not in self.known])
            self.wrong(key, "missing", "is missing", f"{shown(written)} stands there; write {key!r}" if written else "")


def shown(value: object) -> str:
    """Return a value as an error may print it: on one line, not long, without control characters."""
    words = value.isoformat() if isinstance(value, date) else repr(value)
    words = words.lower() if isinstance(value, bool) else words
    return words if len(words) <= LONGEST_SHOWN else words[:LONGEST_SHOWN] + "…"


def _as_day(value: object) -> str:
    """Return the date that was probably meant."""
    try:
        return (value if isinstance(value, datetime) else datetime.fromisoformat(str(value))).date().isoformat()
    except ValueError:
        return "2026-12-31"
