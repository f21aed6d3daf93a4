from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.views.screen import Run, Screen, columns, cut, escape_unsafe, paint, rule, wrap

PLAIN = Screen(width=40)
COLOUR = Screen(width=40, colour=True)
ASCII = Screen(width=40, unicode=False)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("\x9b31m", "\\x9b31m"),
        ("safe\u202egnp.exe", "safe\\u202egnp.exe"),
        ("zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff"),
        ("bell\x07 back\x08", "bell\\x07 back\\x08"),
        ("lone \udc80", "lone \\udc80"),
        ("tag \U000e0041", "tag \\U000e0041"),
        ("“Curly” café – 日本", "“Curly” café – 日本"),
        ("[the leaders of] [bold]markup[/bold]", "[the leaders of] [bold]markup[/bold]"),
    ],
)
def test_what_a_terminal_would_obey_or_hide_is_shown_as_an_escape(text: str, shown: str) -> None:
    assert escape_unsafe(text) == shown
    assert list(wrap([Run(text)], Screen(width=100))) == [shown]


def test_words_wrap_under_the_first_word() -> None:
    lines = list(wrap([Run("They reaffirmed their commitment to peace and stability")], PLAIN, lead=[Run(" + ")]))
    assert lines == [" + They reaffirmed their commitment to", "   peace and stability"]


def test_a_word_longer_than_the_line_is_kept_whole() -> None:
    address = "https://example.org/" + "a" * 60
    assert list(wrap([Run(f"see {address} there")], PLAIN)) == ["see", address, "there"]


def test_no_break_spaces_keep_words_together_and_are_printed_as_spaces() -> None:
    assert list(wrap([Run("x" * 35), Run(" ab\u00a0cd")], PLAIN)) == ["x" * 35, "ab cd"]
    held = ("x" * 35 + ", ab, cd ef").replace(" ", "\u00a0")
    assert list(wrap([Run(held)], PLAIN)) == ["x" * 35 + ", ab,", "cd ef"]


def test_white_space_of_the_source_is_folded() -> None:
    assert list(wrap([Run("two\nlines\tand   gaps")], PLAIN)) == ["two lines and gaps"]


def test_runs_without_a_space_between_them_stay_one_word() -> None:
    runs = [Run("its "), Run("{+ironclad+}", "new"), Run(", firm")]
    assert list(wrap(runs, PLAIN)) == ["its {+ironclad+}, firm"]


def test_colour_only_where_the_screen_has_it() -> None:
    runs = [Run("firmer", "firmer"), Run(" words")]
    assert paint(runs, PLAIN) == "firmer words"
    assert paint(runs, COLOUR) == "\x1b[32;1mfirmer\x1b[0m words"


def test_signs_and_typography_fall_back_to_ascii() -> None:
    assert list(wrap([Run("▲ “its” ▼ − → it’s …")], ASCII)) == ['^ "its" v - -> it\'s ...']


def test_wide_characters_count_two_columns_and_combining_ones_none() -> None:
    assert columns("日本") == 4
    assert columns("e\u0301") == 1
    assert all(columns(line) <= 40 for line in wrap([Run("日本 " * 30)], PLAIN))


def test_a_rule_puts_the_aside_at_the_right() -> None:
    assert list(rule([Run("Defense")], [Run("▲ 1")], PLAIN)) == ["Defense" + " " * 30 + "▲ 1"]
    long = "Economic security, trade and finance"
    assert list(rule([Run(long)], [Run("▲ 1  + 1")], PLAIN)) == [long, " " * 32 + "▲ 1  + 1"]


def test_cutting_says_so() -> None:
    assert cut("a long sentence", 8) == "a long…"
    assert cut("short", 8) == "short"
    assert cut("日本の人々", 8) == "日本の…"
    assert cut("re\u0301sume\u0301s", 6) == "re\u0301sum…"
    assert cut("short", 2, "...") == "..."


@given(st.text(alphabet="ab c’日e\u0301", max_size=60), st.integers(min_value=1, max_value=70))
def test_what_is_cut_is_as_long_as_fits(text: str, width: int) -> None:
    shown = cut(text, width)
    assert columns(shown) <= width
    if shown != text:
        kept = next(size for size in range(len(text), -1, -1) if columns(text[:size]) < width)
        assert shown == f"{text[:kept].rstrip()}…"


def test_cutting_takes_no_longer_than_reading() -> None:
    began = process_time()
    assert columns(cut("’" + "word " * 2_000, 80)) == 80
    assert process_time() - began < 1, "one pass takes a millisecond, one for each character ten seconds"


@given(st.text(max_size=300), st.integers(min_value=20, max_value=140))
def test_wrapping_loses_no_word(text: str, width: int) -> None:
    lines = wrap([Run(text)], Screen(width=width))
    assert "".join(lines).replace(" ", "") == escape_unsafe(re.sub(r"[ \t\r\n\u00a0]", "", text))


@given(st.text(max_size=300))
def test_nothing_unprintable_passes(text: str) -> None:
    for line in wrap([Run(text, "bold")], Screen(width=80)):
        assert not any(ord(sign) < 32 or sign in "\x7f\x9b\u202e\u200b\u2066" for sign in line)
