"""Wrong requests: one line that says what and how to put it right, exit code 2, and nothing changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.support import files_of, revise

if TYPE_CHECKING:
    from tests.conftest import Run


USES_OF_SEVERAL = (["list"], ["list", "--count"], ["statements"], ["topics"], ["due"])
USES_OF_ONE = (["matrix"], ["diff"], ["review"], ["report", "-o", "x.html"])
USES_OF_SERIES = (*USES_OF_SEVERAL, *USES_OF_ONE)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lst"], "Did you mean 'list'"),
        (["list", "--topic", "dprkk"], "did you mean 'dprk'?"),
        (["list", "--act", "pledg"], "did you mean 'pledge'?"),
        (["list", "--fields", "id,txt"], "did you mean 'text'?"),
        (["list", "--sort", "size"], "there are date, due"),
        (["list", "--topic", "Nort Korea"], "did you mean 'North Korea'?"),
        (["list", "--statement", "last"], "did you mean 'latest'?"),
        (["diff", "--change", "firmr"], "did you mean 'firmer'?"),
        (["link", "aa01", "bb01", "--change", "firmr"], "did you mean 'firmer'?"),
        (["diff", "--status", "aded"], "did you mean 'added'?"),
        (["diff", "--save", "x.svg"], "add --stat"),
        (["diff", "2030-05-10", "2031"], "did you mean '2030-05-01'?"),
        *(([*words, "--series", "Pear"], "no series 'Pear'; did you mean 'pair'?") for words in USES_OF_SERIES),
        *(([*words, "--series", "pair,Pear"], "no series 'Pear'; did you mean") for words in USES_OF_SEVERAL),
        (["export", "-o", "x.csv", "--series", "pair,Pear"], "no series 'Pear'; did you mean 'pair'?"),
        *(
            ([*words, "--series", "pair,trio"], "one series, and pair, trio are named; name one")
            for words in USES_OF_ONE
        ),
        *(([*words, "-s", "pair", "-s", "trio"], "one series, and pair, trio are named") for words in USES_OF_ONE),
        (["show", "aa10"], "did you mean 'aa01'?"),
        (["show", "ab01"], "no commitment 'ab01' in the ledger; `commitrack list` shows them all"),
        (["set", "aa01", "actt=pledge"], "did you mean 'act'?"),
        (["list", "--statement", "2032"], "no statement '2032'"),
        (["list", "--statement", "203"], "2030-05-01, 2031-05-01"),
        (["list", "--format", "jsn"], "did you mean 'json'?"),
        (["topics", "--format", "ids"], "no id in topic, title"),
        (["list", "--since", "soon"], "'soon' is no date"),
        (["list", "--since", "2030-02-30"], "is no date"),
        (["list", "--tpic", "dprk"], "--topic"),
        (["list", "--ledger", "nowhere"], "nowhere is no ledger"),
        (["show", "zz99"], "no commitment 'zz99'"),
        (["show", "a0"], "ambiguous"),
        (["show"], "no commitment named"),
        (["add"], "Missing argument"),
        (["add", "nowhere.md"], "no such file"),
        (["add", ""], "commitrack: a source is empty; name a file"),
        (["extract", ""], "commitrack: a source is empty; name a file"),
        (["add", "undated.md"], "--date"),
        (["add", "-", "--date", "2030-01-01"], "empty"),
        (["add", "ledger/sources/2030-05-01.md", "--date", "2030-09-09", "--id", "../x"], "../x"),
        (["add", "ledger/sources/2030-05-01.md", "--date", "2030"], "'2030' is no day; write 2023-08-18"),
        (["list", "--fields", "?"], "commitrack: the fields are id, statement, date,"),
        *(([*words, "--series", ""], "'--series' / '-s': it holds no word; see") for words in USES_OF_SERIES),
        *(
            (["list", filter_, " , "], f"'{filter_}': it holds no word")
            for filter_ in ("--act", "--actor", "--statement")
        ),
        (["list", "--topic", "dprk", "--topic", ""], "'--topic' / '-t': it holds no word"),
        (["list", "--match", " "], "'--match' / '-m': it holds no word"),
        (["diff", "--status", ""], "'--status': it holds no word"),
        (["diff", "--change", ""], "'--change': it holds no word"),
        (["diff", "", "2031"], "'EARLIER LATER': it holds no word"),
        (["add", "undated.md", "--party", ""], "'--party': it holds no word"),
        (["list", "--limit", "x"], "'x' is not a whole number;"),
        (["list", "--act"], "Option '--act' requires an argument; see `commitrack list --help`"),
        (["evaluate", "nowhere"], "nowhere: no such folder"),
        (["check", "dprk"], "Too many arguments (dprk); see `commitrack check --help`"),
        (["set", "aa01", "place=Suva"], "aa01 is a commitment; set place of its statement, 2030-05-01"),
        (["set", "aa01", "act=urge", "place=Suva"], "aa01 is a commitment; set place of its statement, 2030-05-01"),
        (["set", "zz01", "place=Suva"], "no statement 'zz01' in the ledger"),
        (["set", "aa01", "colour=red"], "no key 'colour'"),
        (["set", "aa01", "act=pledg"], "did you mean 'pledge'?"),
        (["set", "aa01", "actors=Jpan"], "no party 'Jpan'; did you mean 'Japan'?"),
        (["set", "aa01", "actors=Japan,Quux"], "no party 'Quux'; add your own under [parties] in commitrack.toml"),
        (["set", "aa01", "act"], "key=value"),
        (["set", "aa01", "restates=bb01"], "no other commitment 'bb01'; it has to be one of the same statement"),
        (["set", "aa01", "due=soon"], "'soon' is no day; write 2023-08-18"),
        (["diff", "2030", "2031", "2032"], "two meetings"),
        *(
            ([*words, "pair"], "a series is named with --series")
            for words in (["diff"], ["review"], ["report", "-o", "x.md"])
        ),
        (["diff", "2030", "2035"], "2035"),
        (["link", "aa01", "aa02"], "both commitments are of 2030-05-01"),
    ],
)
def test_a_wrong_request_is_one_line_and_exit_2(run: Run, ledger: Path, words: list[str], said: str) -> None:
    before = files_of(ledger)
    done = run(*words, code=2)
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("commitrack: ")
    assert said in done.stderr
    assert files_of(ledger) == before


def test_a_damaged_record_is_named_with_its_place(run: Run, ledger: Path) -> None:
    path = ledger / "statements/2030-05-01.toml"
    revise(path, '"oppose"', '"opose"')
    assert "statements/2030-05-01.toml: commitment[1].act" in run("list", code=2).stderr
    done = run("check", code=1)
    assert done.stdout.split("\t")[1:3] == ["statements/2030-05-01.toml", "commitment[1].act"]


def test_what_only_deserves_a_look_is_told_where_it_is_asked_for(run: Run, ledger: Path) -> None:
    revise(ledger / "statements/2031-05-01.toml", "dprk", "nowhere")
    for words, severities in (([], ["error"]), (["--strict"], ["error", "warning", "warning"])):
        assert sorted(run("check", *words, "--fields", "severity", code=1).stdout.split()) == severities


def test_what_a_terminal_would_obey_does_not_reach_it_through_an_error(run: Run) -> None:
    assert "\x1b" not in run("show", "\x1b[2Jx", code=2).stderr
