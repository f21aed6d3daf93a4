"""Regular expressions that are compiled late: each can be, and answers as one that was compiled at once."""

from __future__ import annotations

import importlib
import re

import pytest
from tests.support import ROOT

from commitrack.patterns import compile_late

SOURCES = ROOT / "src"
MODULES = sorted(
    ".".join(path.relative_to(SOURCES).with_suffix("").parts)
    for path in SOURCES.rglob("*.py")
    if path.name != "__main__.py"
)


def test_every_pattern_of_a_module_can_be_compiled() -> None:
    late = type(compile_late(""))
    found = [(module, *named) for module in MODULES for named in vars(importlib.import_module(module)).items()]
    patterns = [each for each in found if isinstance(each[2], late)]
    assert patterns
    for module, name, pattern in patterns:
        assert pattern.groups >= 0, f"{module}.{name}"


def test_a_late_pattern_answers_like_any_other() -> None:
    late, early = compile_late(r"(?P<word>a+)", re.IGNORECASE), re.compile(r"(?P<word>a+)", re.IGNORECASE)
    assert [found["word"] for found in late.finditer("Aa b aaa")] == ["Aa", "aaa"]
    assert late.sub("-", "Aa b") == early.sub("-", "Aa b")
    assert (late.pattern, late.flags, late.groupindex) == (early.pattern, early.flags, early.groupindex)
    assert compile_late(rb"a+").findall(b"aab") == [b"aa"]


def test_a_broken_pattern_says_so_when_it_is_used() -> None:
    late = compile_late("(")
    with pytest.raises(re.error):
        late.search("a")
