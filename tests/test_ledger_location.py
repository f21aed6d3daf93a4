"""Where a ledger is: made, looked for upwards, the bundled one at last."""

from __future__ import annotations

from pathlib import Path

import pytest

from commitrack.errors import CommitrackError
from commitrack.ledger import init_ledger, location, open_ledger
from commitrack.model import LedgerConfig


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
