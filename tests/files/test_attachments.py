import hashlib

import pytest

from kiosk.files import attachments
from kiosk.files.vault import VaultError

SCAN = b"\x89PNG scan of a KTP 3374010101900001"


def test_what_is_stored_loads_again(tmp_path, vault):
    stored = attachments.store(tmp_path / "scans", vault, SCAN, "ktp")
    assert (stored.sha256, stored.size) == (hashlib.sha256(SCAN).hexdigest(), len(SCAN))
    assert attachments.load(tmp_path / "scans", vault, stored.path, "ktp") == SCAN


def test_nothing_on_disk_is_in_clear_and_no_temporary_file_stays(tmp_path, vault):
    stored = attachments.store(tmp_path / "scans", vault, SCAN, "ktp")
    (file,) = [path for path in (tmp_path / "scans").rglob("*") if path.is_file()]
    assert file == tmp_path / "scans" / stored.path
    assert b"PNG" not in file.read_bytes() and b"3374" not in file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600


def test_equal_content_is_stored_under_different_names(tmp_path, vault):
    first, second = (attachments.store(tmp_path, vault, SCAN, "ktp") for _ in range(2))
    assert first.path != second.path and first.sha256 == second.sha256


def test_a_file_put_in_the_place_of_another_does_not_open(tmp_path, vault):
    first, second = (attachments.store(tmp_path, vault, SCAN + extra, "ktp") for extra in (b"1", b"2"))
    (tmp_path / first.path).write_bytes((tmp_path / second.path).read_bytes())
    with pytest.raises(VaultError, match="tidak cocok"):
        attachments.load(tmp_path, vault, first.path, "ktp")


def test_a_file_does_not_open_as_another_kind(tmp_path, vault):
    stored = attachments.store(tmp_path, vault, SCAN, "ktp")
    with pytest.raises(VaultError, match="tidak cocok"):
        attachments.load(tmp_path, vault, stored.path, "signature")


def test_a_removed_file_is_gone_and_removing_it_again_is_quiet(tmp_path, vault):
    stored = attachments.store(tmp_path, vault, SCAN, "ktp")
    attachments.remove(tmp_path, stored.path)
    attachments.remove(tmp_path, stored.path)
    with pytest.raises(VaultError, match="tidak ditemukan"):
        attachments.load(tmp_path, vault, stored.path, "ktp")


@pytest.mark.parametrize(
    "path", ["../keys.json", "/etc/passwd", "ab/../../keys.json", "ab/" + "0" * 32 + ".sealed\n"]
)
def test_a_path_that_was_not_given_by_store_is_refused(tmp_path, vault, path):
    with pytest.raises(VaultError, match="tidak sah"):
        attachments.load(tmp_path, vault, path, "ktp")
    with pytest.raises(VaultError, match="tidak sah"):
        attachments.remove(tmp_path, path)
