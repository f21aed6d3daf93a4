"""Hostile places: full and read-only disks, links, pipes, closed streams."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from tests.hostile import STATEMENT, TEXT, judge, make_folder, run
from tests.support import files_of, run_program

SMALL_DISK = "mount -t tmpfs -o size=512k none small && cp -r ledger small/ && exec env COMMITRACK_LEDGER=small/ledger"
READ_ONLY = "mount --bind ledger ledger && mount -o remount,ro,bind ledger && exec env"


def in_a_namespace(folder: Path, mounts: str) -> list[str]:
    """What runs a command with mounts of its own, where the system permits that."""
    prefix = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", f'{mounts} "$@"', "sh"]
    try:
        done = subprocess.run([*prefix, "true"], cwd=folder, capture_output=True, check=False)
    except OSError:
        pytest.skip("no unshare here")
    if done.returncode:
        pytest.skip(f"no mounts here: {done.stderr.decode().strip()}")
    return prefix


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_folder(tmp_path)
    (tmp_path / "text.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "small").mkdir()
    return tmp_path


@pytest.mark.parametrize("words", ["add text.md --date 2030-06-01", "set aa01 note=x", "link aa01 aa02"])
def test_a_folder_that_cannot_be_written_is_one_line(folder: Path, words: str) -> None:
    (folder / "ledger/statements/2029-05-01.toml").write_text(STATEMENT.replace("2030", "2029").replace("aa01", "aa02"))
    before = files_of(folder / "ledger")
    judge(run(words.split(), folder, in_a_namespace(folder, READ_ONLY)), 2, "ead-only file system")
    assert files_of(folder / "ledger") == before


def test_a_full_disk_is_one_line_and_loses_nothing(folder: Path) -> None:
    (folder / "text.md").write_text("They will open a ferry line. " * 15_000, encoding="utf-8")
    look = "for f in small/ledger/*/*; do cat $f; done; ls -A small/ledger/*; exit $code"
    prefix = in_a_namespace(folder, SMALL_DISK.replace("exec env", "env"))
    prefix[-2] += f"; code=$?; {look}"
    outcome = run(["add", "text.md", "--date", "2030-06-01"], folder, prefix)
    assert outcome.code == 2
    assert "No space left on device" in outcome.err
    assert outcome.err.count("\n") == 1
    assert STATEMENT in outcome.out
    assert "2030-06-01" not in outcome.out.replace("2030-06-01.md.new", "")
    assert ".new" not in outcome.out


def test_links_out_of_a_ledger_are_not_followed(folder: Path) -> None:
    root, secret = folder / "ledger", folder / "secret"
    secret.mkdir()
    (secret / "2030-09-09.toml").write_text(STATEMENT.replace("2030-05-01", "2030-09-09"), encoding="utf-8")
    (root / "statements/2030-09-09.toml").symlink_to(secret / "2030-09-09.toml")
    judge(run(["show", "2030-09-09/aa01"], folder), 2, "leads out of the ledger")
    judge(run(["check"], folder), 1, "leads out of the ledger")
    judge(run(["set", "2030-05-01/aa01", "note=x"], folder), 0, "note set")
    (root / "statements/2030-09-09.toml").unlink()
    (root / "sources/2030-06-01.md").symlink_to(secret / "2030-06-01.md")
    judge(run(["add", "text.md", "--date", "2030-06-01"], folder), 2, "leads out of the ledger")
    assert [path.name for path in secret.iterdir()] == ["2030-09-09.toml"]


OTHER = "is no file but a folder, or a link that leads nowhere; take it away"
IN_THE_WAY = (
    ("statements", "list", "statements is no folder"),
    ("statements", "export -o all.csv", "statements is no folder"),
    ("statements", "add text.md --date 2030-06-01", "statements is no folder"),
    ("decisions.toml", "diff 2029-05-01 2030-05-01", f"decisions.toml {OTHER}"),
    ("decisions.toml", "link aa01 aa02", f"decisions.toml {OTHER}"),
    ("commitrack.toml", "add text.md --date 2030-06-01", f"commitrack.toml {OTHER}"),
    ("commitrack.toml", "init ledger", "is a ledger already"),
)


@pytest.mark.parametrize("kind", ["link", "other"])
@pytest.mark.parametrize(("name", "words", "says"), IN_THE_WAY)
def test_what_has_the_name_of_a_part_is_not_taken_for_nothing(
    folder: Path, kind: str, name: str, words: str, says: str
) -> None:
    root, good = folder / "ledger", folder / "all.csv"
    (root / "statements/2029-05-01.toml").write_text(STATEMENT.replace("2030", "2029").replace("aa01", "aa02"))
    (root / "sources/2029-05-01.md").write_text(TEXT, encoding="utf-8")
    good.write_text("good")
    if (root / name).exists():
        (root / name).rename(folder / "away")
    if kind == "link":
        (root / name).symlink_to("nowhere")
    elif name == "statements":
        (root / name).write_text("")
    else:
        (root / name).mkdir()
    before = files_of(root)
    judge(run(words.split(), folder), 2, says)
    assert (good.read_text(), (root / name).is_symlink()) == ("good", kind == "link")
    assert files_of(root) == before
    outcome = run(["check"], folder)
    judge(outcome, 1, "1 error")
    assert outcome.out.startswith(f"error\t{name}\t\tfile\t")


def test_a_ledger_with_broken_settings_is_the_nearest_one(folder: Path) -> None:
    root = folder / "ledger"
    (root / "commitrack.toml").unlink()
    (root / "commitrack.toml").symlink_to("nowhere")
    for words in (["list"], ["topics"]):
        done = run_program(*words, ledger=None, folder=root, code=None)
        assert (done.returncode, "ferry" in done.stdout) in ((0, True), (2, False)), done


def test_a_ledger_that_is_a_link_is_a_ledger(folder: Path) -> None:
    (folder / "ledger").rename(folder / "elsewhere")
    (folder / "ledger").symlink_to(folder / "elsewhere")
    judge(run(["add", "text.md", "--date", "2030-06-01"], folder), 0, "stored")
    judge(run(["check"], folder), 0, "0 errors")


@pytest.mark.skipif(os.name == "nt", reason="a folder that is in use cannot be removed")
def test_a_folder_that_is_gone_is_no_hindrance_where_a_ledger_is_named(folder: Path) -> None:
    gone = ["sh", "-c", 'mkdir gone && cd gone && rmdir ../gone && exec env -u COMMITRACK_LEDGER "$@"', "sh"]
    judge(run(["list"], folder, gone), 2, "the current folder is gone; change to one that is there")
    judge(run(["--ledger", str(folder / "ledger"), "check"], folder, gone), 0, "0 errors")
    judge(
        run(["--ledger", str(folder / "ledger"), "export", "-o", "x.csv"], folder, gone),
        2,
        "the current folder is gone",
    )


def test_what_is_no_file_in_a_folder_is_not_waited_for(folder: Path) -> None:
    texts = folder / "texts"
    texts.mkdir()
    os.mkfifo(texts / "pipe.md")
    (texts / "loop.md").symlink_to("loop.md")
    (texts / "round").symlink_to(texts)
    (texts / "-rf.md").write_text(f"---\ndate: 2030-06-01\n---\n{TEXT}", encoding="utf-8")
    (texts / "line\nend \x1b[2J.md").write_text(f"---\ndate: 2030-06-02\n---\n{TEXT}", encoding="utf-8")
    (texts / os.fsdecode(b"\xff\xfe.md")).write_text(f"---\ndate: 2030-06-03\n---\n{TEXT}{TEXT}", encoding="utf-8")
    judge(run(["add", "texts"], folder), 0, "3 stored")
    judge(run(["check"], folder), 0, "0 errors")


@pytest.mark.parametrize(
    ("words", "streams", "code", "says"),
    [
        ("add -", "<&-", 2, "is empty"),
        ("list", ">&-", 0, ""),
        ("list --topic nonsense", "2>&-", 2, ""),
        ("diff 2030-05-01 2030-05-01", "<&- >&- 2>&-", 0, ""),
        ("list", ">/dev/full", 2, "No space left on device"),
        ("--version", ">/dev/full", 2, "No space left on device"),
        ("set 2030-05-01 place=Oslo", "2>/dev/full", 0, ""),
        ("lst", "2>/dev/full", 2, ""),
        ("list", ">/dev/full 2>/dev/full", 2, ""),
        ("diff 2030-05-01 2030-05-01 --quiet", "2>/dev/full", 0, ""),
    ],
)
def test_streams_that_are_closed_or_full(folder: Path, words: str, streams: str, code: int, says: str) -> None:
    outcome = run(words.split(), folder, ["sh", "-c", f'exec "$@" {streams}', "sh"])
    assert (outcome.code, "Traceback" in outcome.err, says in outcome.err) == (code, False, True), outcome.err
