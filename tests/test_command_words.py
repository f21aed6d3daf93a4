"""How a command line is read before its command is: options that hold everywhere, what is loaded, pairs of meetings."""

from __future__ import annotations

import pytest

from commitrack.cli.app import COMMANDS, commands_for, globals_first
from commitrack.cli.meetings import read_pair
from commitrack.errors import CommitrackError


@pytest.mark.parametrize(
    ("words", "arranged"),
    [
        ("list --ledger x", "--ledger x list"),
        ("list --ledger=x --no-color -n 3", "--ledger=x --no-color list -n 3"),
        ("similar -- --ledger", "similar -- --ledger"),
        ("list --ledger", "list --ledger"),
    ],
)
def test_what_holds_everywhere_may_stand_anywhere(words: str, arranged: str) -> None:
    assert globals_first(words.split()) == arranged.split()


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("diff list topics", ["diff"]),
        ("--ledger list diff a b", ["diff"]),
        ("--no-color topics", ["topics"]),
        ("lst diff", list(COMMANDS)),
        ("--help", list(COMMANDS)),
    ],
)
def test_only_the_command_that_is_named_is_loaded(words: str, names: list[str]) -> None:
    assert list(commands_for(words.split())) == names


def test_pairs_of_meetings() -> None:
    assert read_pair(["a", "b"]) == ("a", "b")
    assert read_pair(["a..b"]) == ("a", "b")
    assert read_pair(["a.."]) == ("a", "")
    assert read_pair([".."]) == read_pair([]) == ("", "")
    with pytest.raises(CommitrackError):
        read_pair(["a"])
