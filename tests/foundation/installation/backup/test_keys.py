"""The keys travel under a passphrase only."""

from pathlib import Path

import pytest

from dure.foundation.installation.backup.keys import keys_of, put, seal, unseal
from dure.foundation.installation.backup.refusal import BackupRefused


def test_keys_sealed_then_opened_are_the_same() -> None:
    sealed = seal({"session": "s3cret", "first-run": "k"}, "암호문")
    assert b"s3cret" not in sealed
    assert unseal(sealed, "암호문") == {"session": "s3cret", "first-run": "k"}


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"salt": 1}', b'{"salt": "", "nonce": "", "sealed": ""}'])
def test_keys_of_nonsense_refused(data: bytes) -> None:
    with pytest.raises(BackupRefused, match="does not open the keys"):
        unseal(data, "p")


def test_keys_with_another_passphrase_refused() -> None:
    with pytest.raises(BackupRefused, match="does not open the keys"):
        unseal(seal({"session": "s"}, "right"), "wrong")


def test_keys_with_a_name_that_leads_elsewhere_refused() -> None:
    with pytest.raises(BackupRefused, match="does not open the keys"):
        unseal(seal({"../session": "s"}, "p"), "p")


def test_keys_put_private_and_read_again(tmp_path: Path) -> None:
    (tmp_path / "session.secret").write_text("old")
    put({"session": "new"}, tmp_path)
    assert keys_of(tmp_path) == {"session": "new"}
    assert (tmp_path / "session.secret").stat().st_mode & 0o777 == 0o600
