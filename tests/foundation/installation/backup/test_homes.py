"""A home is exchanged as a whole, and never unasked."""

from pathlib import Path

import pytest

from dure.foundation.installation.backup.homes import beside, exchange, refuse_occupied
from dure.foundation.installation.backup.refusal import BackupRefused
from dure.foundation.installation.running import hold_home, is_running


def test_homes_exchanged_and_the_former_kept(tmp_path: Path) -> None:
    home = tmp_path / "home"
    formers = []
    for content in ("first", "second", "third"):
        with beside(home) as staging:
            (staging / "row").write_text(content)
            formers.append(exchange(staging, home))
    assert [None if each is None else each.name for each in formers] == [
        None, "home.before-restore-1", "home.before-restore-2",
    ]  # fmt: skip
    kept = {path.name: (path / "row").read_text() for path in tmp_path.iterdir()}
    assert kept == {"home": "third", "home.before-restore-1": "first", "home.before-restore-2": "second"}


def test_homes_staging_left_alone_goes(tmp_path: Path) -> None:
    with beside(tmp_path / "home") as staging:
        assert (staging.parent, staging.stat().st_mode & 0o777) == (tmp_path, 0o700)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("replace", [True, False])
def test_homes_absent_or_empty_may_be_taken(tmp_path: Path, replace: bool) -> None:
    refuse_occupied(tmp_path, replace=replace)
    refuse_occupied(tmp_path / "absent", replace=replace)


def test_homes_with_data_refused_but_on_request(tmp_path: Path) -> None:
    (tmp_path / "dure.sqlite3").touch()
    with pytest.raises(BackupRefused, match="is not empty"):
        refuse_occupied(tmp_path, replace=False)
    refuse_occupied(tmp_path, replace=True)


def test_homes_in_use_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DURE_HOME", str(tmp_path))
    monkeypatch.setattr("dure.foundation.installation.running._HELD", held := [])
    hold_home()
    with pytest.raises(BackupRefused, match="Dure is running"):
        refuse_occupied(tmp_path, replace=True)
    held.pop().close()
    assert not is_running(tmp_path)
