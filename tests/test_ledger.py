"""The ledger on a real disk: written, read, looked up, found."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.support import files_of

from commitrack.errors import CommitrackError, RecordError
from commitrack.ledger import Ledger, init_ledger, location, open_ledger, with_ids
from commitrack.model import Act, Change, Commitment, Decision, LedgerConfig, Statement, Verdict

SOURCE = "They will meet again and will train together.".encode("utf-16")
SAME = Decision(earlier="2025-04-03/1", later="2025-09-22/1", verdict=Verdict.SAME, reason="read")


def made(name: str = "2025-09-22", *quotes: str, series: str = "") -> Statement:
    """A statement of the day that begins its name."""
    commitments = tuple(
        Commitment(id=str(number), quote=quote, act=Act.PLEDGE, actors=("all",), topics=("defense",))
        for number, quote in enumerate(quotes or ("will meet again", "will train together"))
    )
    day = date.fromisoformat(name[:10])
    return with_ids(Statement(id=name, date=day, title="Meeting", series=series, commitments=commitments))


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return init_ledger(tmp_path / "ledger")


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    for name, series in (
        ("2024-11-15", "three"),
        ("2025-04-03", "three"),
        ("2025-07-01-quad", "quad"),
        ("2025-09-22", "three"),
        ("2025-09-22-readout", ""),
    ):
        ledger.write(made(name, f"will meet after {name}", "will train together", series=series))
    return ledger


# writing and reading


def test_what_is_written_is_read(ledger: Ledger) -> None:
    assert ledger.write(made(), SOURCE, ".MD")
    back = ledger.read("2025-09-22")
    assert [each.quote for each in back.commitments] == ["will meet again", "will train together"]
    assert (back.file, len(back.sha256)) == ("sources/2025-09-22.md", 64)
    assert ledger.source(back) == SOURCE
    assert set(files_of(ledger.root)) == {"commitrack.toml", "sources/2025-09-22.md", "statements/2025-09-22.toml"}


def test_writing_the_same_again_changes_nothing(ledger: Ledger) -> None:
    ledger.write(made(), SOURCE)
    before = files_of(ledger.root)
    assert not ledger.write(made(), SOURCE)
    assert not ledger.write(ledger.read("2025-09-22"))
    assert files_of(ledger.root) == before


def test_a_record_that_says_the_same_stays_as_a_person_formatted_it(ledger: Ledger) -> None:
    ledger.write(made())
    path = ledger.root / "statements/2025-09-22.toml"
    path.write_text("# checked twice\n" + path.read_text().replace('"', "'"), newline="\r\n")
    before = path.read_bytes()
    assert not ledger.write(ledger.read("2025-09-22"))
    assert path.read_bytes() == before


def test_unknown_keys_survive_at_their_level(ledger: Ledger) -> None:
    ledger.write(made())
    path = ledger.root / "statements/2025-09-22.toml"
    path.write_text("shelf = 3\n" + path.read_text().replace("title =", "desk = 'Asia'\ntitle =") + "mood = 'calm'\n")
    read = ledger.read("2025-09-22")
    assert ledger.write(replace(read, place="New York"))
    again = ledger.read("2025-09-22")
    assert (again.beside, again.extra) == ({"shelf": 3}, {"desk": "Asia"})
    assert again.commitments[-1].extra == {"mood": "calm"}


def test_a_source_of_another_kind_takes_the_place_of_the_old_one(ledger: Ledger) -> None:
    ledger.write(made(), b"old", ".txt")
    assert ledger.write(made(), b"new", ".html")
    assert [name for name in files_of(ledger.root) if name.startswith("sources")] == ["sources/2025-09-22.html"]


@pytest.mark.parametrize("suffix", ["", ".", "../x", ".a/b", ".tar.gz", ".\n"])
def test_a_strange_suffix_names_no_strange_file(ledger: Ledger, suffix: str) -> None:
    ledger.write(made(), SOURCE, suffix)
    assert ledger.read("2025-09-22").file == "sources/2025-09-22.txt"


def test_a_damaged_record_is_not_overwritten(ledger: Ledger) -> None:
    path = ledger.root / "statements/2025-09-22.toml"
    path.write_text("an hour of work, one bracket missing [")
    with pytest.raises(RecordError, match=r"statements/2025-09-22.toml: damaged TOML"):
        ledger.write(made())
    assert path.read_text().startswith("an hour")


def test_characters_that_no_file_can_hold_are_refused(ledger: Ledger) -> None:
    with pytest.raises(CommitrackError, match=r"'\\udcff' is no character"):
        ledger.write(replace(made(), title="\udcff"))
    assert ledger.statement_ids() == ()


def test_a_header_is_read_without_its_commitments(ledger: Ledger) -> None:
    ledger.write(made())
    path = ledger.root / "statements/2025-09-22.toml"
    head, mark, rows = path.read_text().partition("[[commitment]]")
    assert ledger.read_header("2025-09-22") == replace(made(), commitments=())
    for written in (mark + rows + head.removeprefix("schema = 1\n"), f'{head}[["commitment"]]{rows}'):
        path.write_text(written)
        assert ledger.read_header("2025-09-22") == replace(made(), commitments=())


def test_the_mode_of_a_file_is_kept(ledger: Ledger) -> None:
    ledger.write(made())
    path = ledger.root / "statements/2025-09-22.toml"
    path.chmod(0o600)
    ledger.write(replace(made(), place="Lima"))
    assert path.stat().st_mode & 0o777 == 0o600


# what may not be written


@pytest.mark.parametrize("name", ["../x", "a/b", "..", ".hidden", "a..b", "", "a b", "a\n", "é", "x" * 121, "C:\\x"])
def test_an_id_cannot_lead_elsewhere(ledger: Ledger, name: str) -> None:
    with pytest.raises(CommitrackError, match="cannot name a statement"):
        ledger.write(replace(made(), id=name), SOURCE)
    with pytest.raises(CommitrackError, match="cannot name a statement"):
        ledger.read(name)
    assert set(files_of(ledger.root)) == {"commitrack.toml"}


@pytest.mark.parametrize("file", ["../secret", "/etc/passwd", "sources/../../secret", "sources/link", "a\0b"])
def test_a_source_cannot_lie_outside(ledger: Ledger, file: str) -> None:
    (ledger.root.parent / "secret").write_text("secret")
    (ledger.root / "sources/link").symlink_to(ledger.root.parent / "secret")
    with pytest.raises(CommitrackError, match="leads out of the ledger"):
        ledger.source(replace(made(), file=file))


def test_what_is_no_file_is_not_waited_for(ledger: Ledger) -> None:
    os.mkfifo(ledger.root / "sources/pipe")
    for file in ("sources/pipe", "sources", "sources/" + "x" * 300):
        with pytest.raises(CommitrackError, match=r"is not there|cannot read"):
            ledger.source(replace(made(), file=file))


def test_links_out_of_the_ledger_are_not_followed(ledger: Ledger, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (ledger.root / "statements").rmdir()
    (ledger.root / "statements").symlink_to(outside)
    with pytest.raises(CommitrackError, match="leads out of the ledger"):
        ledger.write(made())
    assert list(outside.iterdir()) == []


def test_a_read_only_ledger_says_how_to_get_one_of_your_own(ledger: Ledger) -> None:
    locked = Ledger(ledger.root, read_only=True)
    for write in (lambda: locked.write(made()), lambda: locked.decide(SAME), lambda: locked.withdraw("a", "b")):
        with pytest.raises(CommitrackError, match="read-only; make your own with `commitrack init`"):
            write()
    assert set(files_of(ledger.root)) == {"commitrack.toml"}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to the superuser")
def test_a_folder_without_permission_is_one_line(ledger: Ledger) -> None:
    ledger.root.chmod(0o500)
    try:
        with pytest.raises(CommitrackError, match=r"cannot write .*Permission denied"):
            ledger.write(made())
    finally:
        ledger.root.chmod(0o700)


def test_a_file_where_a_folder_belongs_is_one_line_and_changes_nothing(ledger: Ledger) -> None:
    (ledger.root / "statements").rmdir()
    (ledger.root / "statements").write_text("")
    before = files_of(ledger.root)
    with pytest.raises(CommitrackError, match="cannot write"):
        ledger.write(made(), SOURCE)
    assert files_of(ledger.root) == before


# meetings and commitments


def test_statements_come_by_day(filled: Ledger) -> None:
    (filled.root / "statements/.2025-01-01.toml").write_text("hidden")
    (filled.root / "statements/notes.txt").write_text("no record")
    filled.write(replace(made("2025-06-01"), id="workshop"))
    assert filled.statement_ids() == (
        "2024-11-15",
        "2025-04-03",
        "workshop",
        "2025-07-01-quad",
        "2025-09-22",
        "2025-09-22-readout",
    )


@pytest.mark.parametrize(
    ("words", "series", "expected"),
    [
        ("2025-09-22", "", "2025-09-22"),
        ("2025-09-22-r", "", "2025-09-22-readout"),
        ("2024", "", "2024-11-15"),
        ("2025-04", "", "2025-04-03"),
        ("2025-07-01", "", "2025-07-01-quad"),
        ("2025", "quad", "2025-07-01-quad"),
        ("2025-07-01-quad", "quad", "2025-07-01-quad"),
        ("latest", "", "2025-09-22-readout"),
        ("latest~1", "", "2025-09-22"),
        ("latest", "three", "2025-09-22"),
        ("latest~2", "three", "2024-11-15"),
        ("latest~1", ("three", "quad"), "2025-07-01-quad"),
        ("2025-07", ["three", "quad"], "2025-07-01-quad"),
    ],
)
def test_a_meeting_is_found(filled: Ledger, words: str, series: str | Sequence[str], expected: str) -> None:
    assert filled.find_meeting(words, series=series) == expected


def test_a_day_names_the_meeting_of_the_series_asked_for(filled: Ledger) -> None:
    """Also where another one has the bare day for its id."""
    filled.write(made("2025-09-22-quad", series="quad"))
    assert filled.find_meeting("2025-09-22", series="quad") == "2025-09-22-quad"
    assert filled.find_meeting("2025-09-22", series="three") == "2025-09-22"
    assert filled.find_meeting("2025-09-22") == "2025-09-22"


@pytest.mark.parametrize(
    ("words", "series", "says"),
    [
        ("2025", "", "'2025' is ambiguous: 2025-04-03, 2025-07-01-quad, 2025-09-22, 2025-09-22-readout; name one"),
        ("2025-04-30", "", "no statement '2025-04-30' in the ledger; did you mean '2025-04-03'?"),
        ("Lima", "", "no statement 'Lima' in the ledger; the ledger has 2024-11-15, "),
        ("", "", "no statement '' in the ledger"),
        ("../x", "", "no statement '../x' in the ledger"),
        ("latest~9", "", "latest~9 goes back too far: the ledger has 5"),
        ("latest", "thre", "no series 'thre'; did you mean 'three'?"),
        ("2025-09-22", "thre", "no series 'thre'; did you mean 'three'?"),
        ("2025-04-03", "quad", "2025-04-03 is of three, not quad"),
        ("2025-04", "quad", "2025-04-03 is of three, not quad"),
        ("2025-09-22-readout", "quad", "2025-09-22-readout is of no series, not quad"),
        ("2025-09", "quad", "none of 2025-09-22, 2025-09-22-readout is of quad"),
        ("2025-09-30", "quad", "no statement '2025-09-30' in the ledger"),
    ],
)
def test_a_meeting_that_is_not_found_gets_an_answer(filled: Ledger, words: str, series: str, says: str) -> None:
    with pytest.raises(CommitrackError) as caught:
        filled.find_meeting(words, series=series)
    assert says in str(caught.value)


@pytest.mark.parametrize("series", ["it's ours", 'the "inner" circle', "three # four"])
def test_a_series_is_named_as_it_is_called(filled: Ledger, series: str) -> None:
    filled.write(replace(made("2025-12-01"), series=series))
    known = ", ".join(sorted((series, "quad", "three")))
    with pytest.raises(CommitrackError, match=re.escape(f"no series 'x'; there are {known}")):
        filled.find_meeting("latest", series="x")


def test_an_empty_ledger_says_how_to_fill_it(ledger: Ledger) -> None:
    for words in ("2025", "latest"):
        with pytest.raises(CommitrackError, match="add one with `commitrack add`"):
            ledger.find_meeting(words)


def test_a_commitment_is_found_by_any_part_of_its_id(filled: Ledger) -> None:
    wanted = filled.read("2025-04-03").commitments[0]
    for words in (wanted.id, wanted.id[-4:], wanted.id[3:], f"/{wanted.id[-4:]}"):
        statement, commitment = filled.find_commitment(words)
        assert (statement.id, commitment) == ("2025-04-03", wanted)


def test_a_whole_id_goes_before_one_that_holds_it(ledger: Ledger) -> None:
    ledger.write(made("2025-09-22", "will meet", "Will meet"))
    first, second = ledger.read("2025-09-22").commitments
    assert second.id == f"{first.id}-2"
    assert ledger.find_commitment(first.id)[1] == first
    assert ledger.find_commitment(first.id[-4:])[1] == first
    assert ledger.find_commitment(second.id[-4:])[1] == second


def test_a_commitment_that_is_not_found_gets_an_answer(filled: Ledger) -> None:
    one = filled.read("2025-04-03").commitments[0].id
    with pytest.raises(CommitrackError, match=f"did you mean '{one}'"):
        filled.find_commitment(f"{one}0")
    with pytest.raises(CommitrackError, match="no commitment '' in the ledger"):
        filled.find_commitment("")
    shared = filled.read("2025-04-03").commitments[1].id[-4:]
    with pytest.raises(CommitrackError, match=rf"'{shared}' is ambiguous: 2024-11-15/{shared}, 2025-04-03/{shared}, "):
        filled.find_commitment(shared)


# decisions


def test_decisions_are_kept_changed_and_withdrawn(ledger: Ledger) -> None:
    other = replace(SAME, later="2025-09-22/2")
    ledger.decide(SAME)
    ledger.decide(other)
    ledger.decide(replace(SAME, verdict=Verdict.DIFFERENT))
    assert [each.verdict for each in ledger.decisions()] == [Verdict.DIFFERENT, Verdict.SAME]
    assert ledger.withdraw(SAME.earlier, SAME.later)
    assert not ledger.withdraw(SAME.earlier, SAME.later)
    assert ledger.decisions() == (other,)


def test_a_decision_said_again_keeps_what_was_said_with_it(ledger: Ledger) -> None:
    said = replace(SAME, change=Change.SAME, reason="tense only", extra={"by": "me"})
    bare = Decision(earlier=SAME.earlier, later=SAME.later, verdict=Verdict.SAME)
    ledger.decide(said)
    assert ledger.decide(bare) == said
    assert ledger.decide(replace(bare, reason="read twice")) == replace(said, reason="read twice")
    assert ledger.decide(replace(bare, verdict=Verdict.DIFFERENT)) == replace(
        bare, verdict=Verdict.DIFFERENT, extra={"by": "me"}
    )
    assert ledger.decide(bare) == replace(bare, extra={"by": "me"})


def test_decisions_keep_what_is_not_known(ledger: Ledger) -> None:
    path = ledger.root / "decisions.toml"
    path.write_text(
        '[[decision]]\nlater = "b/2"\nearlier = "a/1"\nverdict = "same"\nby = "me"\n[desk]\nname = "Asia"\n'
    )
    ledger.decide(SAME)
    ledger.withdraw(SAME.earlier, SAME.later)
    assert path.read_text() == (
        'schema = 1\n\n[[decision]]\nearlier = "a/1"\nlater = "b/2"\nverdict = "same"\nby = "me"\n\n'
        '[desk]\nname = "Asia"\n'
    )
    ledger.withdraw("a/1", "b/2")
    assert ledger.decisions() == ()


# where a ledger is


def test_a_new_ledger_is_a_ledger(tmp_path: Path) -> None:
    ledger = init_ledger(tmp_path / "years/of/work", name='Asia "desk"', series="three")
    assert ledger.config == LedgerConfig(name='Asia "desk"', series="three")
    assert ledger.decisions() == ()
    with pytest.raises(CommitrackError, match="is a ledger already"):
        init_ledger(ledger.root)
    (tmp_path / "file").write_text("")
    with pytest.raises(CommitrackError, match="cannot make"):
        init_ledger(tmp_path / "file")


def test_the_nearest_ledger_upwards_is_opened(tmp_path: Path) -> None:
    outer = init_ledger(tmp_path / "project" / "data").root
    inner = init_ledger(tmp_path / "project" / "desk").root
    (inner / "notes").mkdir()
    assert open_ledger(None, None, inner / "notes").root == inner
    assert open_ledger(None, "", tmp_path / "project").root == outer
    assert open_ledger(None, str(outer), inner).root == outer
    assert open_ledger(inner, str(outer), tmp_path).root == inner
    assert not open_ledger(inner, None, tmp_path).read_only


@pytest.mark.parametrize("missing", ["nowhere", "project"])
def test_a_folder_that_is_no_ledger_is_refused(tmp_path: Path, missing: str) -> None:
    (tmp_path / "project").mkdir()
    with pytest.raises(CommitrackError, match="is no ledger; make it one with `commitrack init"):
        open_ledger(tmp_path / missing, None, tmp_path)


def test_the_bundled_ledger_is_the_last_resort(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site" / "src" / "commitrack"
    monkeypatch.setattr(location, "PACKAGE", package)
    with pytest.raises(CommitrackError, match="there is no ledger here"):
        open_ledger(None, None, tmp_path)
    beside_the_sources = init_ledger(tmp_path / "site" / "data").root
    assert open_ledger(None, None, tmp_path).root == beside_the_sources
    in_the_package = init_ledger(package / "data").root
    assert open_ledger(None, None, tmp_path).root == in_the_package
    assert open_ledger(None, None, tmp_path).read_only
