"""Regular expressions that are compiled when first asked: a command pays for those it uses, and no others."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_ASKED = tuple(name for name in dir(re.Pattern) if not name.startswith("_"))


class _Late:
    """Stands in for a pattern; from the first question on, the pattern's own methods answer."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _ASKED:
            raise AttributeError(name)
        compiled: re.Pattern[Any] = re.compile(self._source, self._flags)
        self.__dict__ |= {each: getattr(compiled, each) for each in _ASKED}
        return getattr(compiled, name)


def compile_late(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what `re.compile` does, as far as methods and attributes go; an error in the source shows at first use."""
    return cast("re.Pattern[AnyStr]", _Late(source, flags))
