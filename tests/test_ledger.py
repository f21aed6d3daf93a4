"""The ledger on a real disk: written, read, decided on, and what may not be written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.stand_ins import meeting
from tests.support import files_of

from commitrack.errors import CommitrackError, RecordError
from commitrack.ledger import Ledger, init_ledger
from commitrack.model import Change, Decision, Verdict

SOURCE = "They will meet again and will train together.".encode("utf-16")
SAME = Decision(earlier="2025-04-03/1", later="2025-09-22/1", verdict=Verdict.SAME, reason="read")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return init_ledger(tmp_path / "ledger")


def test_what_is_written_is_read(ledger: Ledger) -> None:
    assert ledger.write(meeting(), SOURCE, ".MD")
    back = ledger.read("2025-09-22")
    assert [each.quote for each in back.commitments] == ["will meet again", "will train together"]
    assert (back.file, len(back.sha256)) == ("sources/2025-09-22.md", 64)
    assert ledger.source(back) == SOURCE
    assert set(files_of(ledger.root)) == {"commitrack.toml", "sources/2025-09-22.md", "statements/2025-09-22.toml"}


def test_writing_the_same_again_changes_nothing(ledger: Ledger) -> None:
    ledger.write(meeting(), SOURCE)
    before = files_of(ledger.root)
    assert not ledger.write(meeting(), SOURCE)
    assert not ledger.write(ledger.read("2025-09-22"))
    assert files_of(ledger.root) == before


def test_a_record_that_says_the_same_stays_as_a_person_formatted_it(ledger: Ledger) -> None:
    ledger.write(meeting())
    path = ledger.root / "statements/2025-09-22.toml"
    path.write_text("# checked twice\n" + path.read_text().replace('"', "'"), newline="\r\n")
    before = path.read_bytes()
    assert not ledger.write(ledger.read("2025-09-22"))
    assert path.read_bytes() == before


def test_unknown_keys_survive_at_their_level(ledger: Ledger) -> None:
    ledger.write(meeting())
    path = ledger.root / "statements/2025-09-22.toml"
    path.write_text("shelf = 3\n" + path.read_text().replace("title =", "desk = 'Asia'\ntitle =") + "mood = 'calm'\n")
    read = ledger.read("2025-09-22")
    assert ledger.write(replace(read, place="New York"))
    again = ledger.read("2025-09-22")
    assert (again.beside, again.extra) == ({"shelf": 3}, {"desk": "Asia"})
    assert again.commitments[-1].extra == {"mood": "calm"}


def test_a_source_of_another_kind_takes_the_place_of_the_old_one(ledger: Ledger) -> None:
    ledger.write(meeting(), b"old", ".txt")
    assert ledger.write(meeting(), b"new", ".html")
    assert [name for name in files_of(ledger.root) if name.startswith("sources")] == ["sources/2025-09-22.html"]


@pytest.mark.parametrize("suffix", ["", ".", "../x", ".a/b", ".tar.gz", ".\n"])
def test_a_strange_suffix_names_no_strange_file(ledger: Ledger, suffix: str) -> None:
    ledger.write(meeting(), SOURCE, suffix)
    assert ledger.read("2025-09-22").file == "sources/2025-09-22.txt"


def test_a_damaged_record_is_not_overwritten(ledger: Ledger) -> None:
    path = ledger.root / "statements/2025-09-22.toml"
    path.write_text("an hour of work, one bracket missing [")
    with pytest.raises(RecordError, match=r"statements/2025-09-22.toml: damaged TOML"):
        ledger.write(meeting())
    assert path.read_text().startswith("an hour")


def test_characters_that_no_file_can_hold_are_refused(ledger: Ledger) -> None:
    with pytest.raises(CommitrackError, match=r"'\\udcff' is no character"):
        ledger.write(replace(meeting(), title="\udcff"))
    assert ledger.statement_ids() == ()


def test_a_header_is_read_without_its_commitments(ledger: Ledger) -> None:
    ledger.write(meeting())
    path = ledger.root / "statements/2025-09-22.toml"
    head, mark, rows = path.read_text().partition("[[commitment]]")
    assert ledger.read_header("2025-09-22") == replace(meeting(), commitments=())
    for written in (mark + rows + head.removeprefix("schema = 1\n"), f'{head}[["commitment"]]{rows}'):
        path.write_text(written)
        assert ledger.read_header("2025-09-22") == replace(meeting(), commitments=())


def test_the_mode_of_a_file_is_kept(ledger: Ledger) -> None:
    ledger.write(meeting())
    path = ledger.root / "statements/2025-09-22.toml"
    path.chmod(0o600)
    ledger.write(replace(meeting(), place="Lima"))
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["../x", "a/b", "..", ".hidden", "a..b", "", "a b", "a\n", "é", "x" * 121, "C:\\x"])
def test_an_id_cannot_lead_elsewhere(ledger: Ledger, name: str) -> None:
    with pytest.raises(CommitrackError, match="cannot name a statement"):
        ledger.write(replace(meeting(), id=name), SOURCE)
    with pytest.raises(CommitrackError, match="cannot name a statement"):
        ledger.read(name)
    assert set(files_of(ledger.root)) == {"commitrack.toml"}


@pytest.mark.parametrize("file", ["../secret", "/etc/passwd", "sources/../../secret", "sources/link", "a\0b"])
def test_a_source_cannot_lie_outside(ledger: Ledger, file: str) -> None:
    (ledger.root.parent / "secret").write_text("secret")
    (ledger.root / "sources/link").symlink_to(ledger.root.parent / "secret")
    with pytest.raises(CommitrackError, match="leads out of the ledger"):
        ledger.source(replace(meeting(), file=file))


def test_what_is_no_file_is_not_waited_for(ledger: Ledger) -> None:
    os.mkfifo(ledger.root / "sources/pipe")
    for file in ("sources/pipe", "sources", "sources/" + "x" * 300):
        with pytest.raises(CommitrackError, match=r"is not there|cannot read"):
            ledger.source(replace(meeting(), file=file))


def test_links_out_of_the_ledger_are_not_followed(ledger: Ledger, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (ledger.root / "statements").rmdir()
    (ledger.root / "statements").symlink_to(outside)
    with pytest.raises(CommitrackError, match="leads out of the ledger"):
        ledger.write(meeting())
    assert list(outside.iterdir()) == []


def test_a_read_only_ledger_says_how_to_get_one_of_your_own(ledger: Ledger) -> None:
    locked = Ledger(ledger.root, read_only=True)
    for write in (lambda: locked.write(meeting()), lambda: locked.decide(SAME), lambda: locked.withdraw("a", "b")):
        with pytest.raises(CommitrackError, match="read-only; make your own with `commitrack init`"):
            write()
    assert set(files_of(ledger.root)) == {"commitrack.toml"}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to the superuser")
def test_a_folder_without_permission_is_one_line(ledger: Ledger) -> None:
    ledger.root.chmod(0o500)
    try:
        with pytest.raises(CommitrackError, match=r"cannot write .*Permission denied"):
            ledger.write(meeting())
    finally:
        ledger.root.chmod(0o700)


def test_a_file_where_a_folder_belongs_is_one_line_and_changes_nothing(ledger: Ledger) -> None:
    (ledger.root / "statements").rmdir()
    (ledger.root / "statements").write_text("")
    before = files_of(ledger.root)
    with pytest.raises(CommitrackError, match="cannot write"):
        ledger.write(meeting(), SOURCE)
    assert files_of(ledger.root) == before


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


def test_comments_are_kept_under_a_name_that_is_free(ledger: Ledger) -> None:
    (ledger.root / "decisions.toml.bak").mkdir()
    (ledger.root / "decisions.toml.2.bak").symlink_to("nowhere")
    (ledger.root / "decisions.toml").write_text("# remark\n")
    ledger.decide(SAME)
    assert (ledger.root / "decisions.toml.3.bak").read_bytes() == b"# remark\n"


def test_comments_of_every_time_are_kept(ledger: Ledger) -> None:
    path, said = ledger.root / "decisions.toml", list[str]()
    ledger.tell = said.append
    for number in (1, 2, 2):
        path.write_text(f"# remark {number}\n")
        ledger.decide(SAME)
    kept = {name: data for name, data in files_of(ledger.root).items() if name.endswith(".bak")}
    assert kept == {"decisions.toml.bak": b"# remark 1\n", "decisions.toml.2.bak": b"# remark 2\n"}
    assert [words.split()[-1] for words in said] == ["decisions.toml.bak", *["decisions.toml.2.bak"] * 2]


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
