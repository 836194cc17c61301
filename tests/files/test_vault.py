import json
import os
from datetime import date

import pytest

from kiosk.files.key_file import read_key_file
from kiosk.files.vault import Vault, VaultError, add_key, create_key_file, open_vault

NIK = "3374010101900001"


def test_a_value_opens_again_for_its_purpose(vault):
    assert vault.open_text(vault.seal("Sri Wahyuni ✓", "worker.name"), "worker.name") == "Sri Wahyuni ✓"
    assert vault.open(vault.seal(b"\x00\xff", "scan"), "scan") == b"\x00\xff"


def test_the_same_value_is_sealed_differently_each_time_and_never_in_clear(vault):
    first, second = vault.seal(NIK, "worker.nik"), vault.seal(NIK, "worker.nik")
    assert first != second
    assert first[0] == 1 and len(first) == 1 + 12 + 16 + len(NIK)
    assert NIK.encode() not in first


@pytest.mark.parametrize("position", [1, 12, 13, -1])
def test_a_changed_byte_is_noticed(vault, position):
    sealed = bytearray(vault.seal(NIK, "worker.nik"))
    sealed[position] ^= 1
    with pytest.raises(VaultError, match="tidak cocok"):
        vault.open(bytes(sealed), "worker.nik")


def test_what_was_sealed_for_another_purpose_does_not_open(vault):
    with pytest.raises(VaultError, match=r"worker\.phone"):
        vault.open(vault.seal(NIK, "worker.nik"), "worker.phone")


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x01" + b"0" * 27])
def test_a_piece_of_a_seal_is_called_too_short(vault, sealed):
    with pytest.raises(VaultError, match="terlalu pendek"):
        vault.open(sealed, "worker.nik")


def test_an_unknown_key_number_is_named(vault):
    with pytest.raises(VaultError, match="nomor 9"):
        vault.open(b"\x09" + vault.seal(NIK, "worker.nik")[1:], "worker.nik")


def test_after_a_rotation_old_seals_open_and_new_ones_use_the_new_key(key_path, vault):
    old = vault.seal(NIK, "worker.nik")
    assert add_key(key_path) == 2
    rotated = open_vault(key_path)
    new = rotated.seal(NIK, "worker.nik")
    assert rotated.open_text(old, "worker.nik") == rotated.open_text(new, "worker.nik") == NIK
    assert (old[0], new[0]) == (1, 2)
    assert rotated.is_current(new) and not rotated.is_current(old)


def test_a_rotation_keeps_the_index_and_the_session_secrets(key_path, vault):
    add_key(key_path)
    rotated = open_vault(key_path)
    assert rotated.index(NIK, "worker.nik") == vault.index(NIK, "worker.nik")
    assert (rotated.secret_key, rotated.totp_secret) == (vault.secret_key, vault.totp_secret)


def test_a_running_process_opens_what_another_one_sealed_after_a_rotation(key_path, vault):
    add_key(key_path)
    sealed_elsewhere = open_vault(key_path).seal(NIK, "worker.nik")
    assert vault.open_text(sealed_elsewhere, "worker.nik") == NIK
    assert vault.current_key_id == 2


def test_key_255_is_the_last(key_path):
    stored = json.loads(key_path.read_text())
    stored["keys"]["255"] = stored["keys"]["1"]
    key_path.write_text(json.dumps(stored))
    with pytest.raises(VaultError, match="nomor terakhir"):
        add_key(key_path)


def test_the_index_forgives_writing_and_keeps_purposes_apart(vault):
    assert vault.index("3374 0101-0190.0001", "worker.nik") == vault.index(NIK, "worker.nik")
    assert len(vault.index(NIK, "worker.nik")) == 32
    assert vault.index(NIK, "worker.nik") != vault.index(NIK, "worker.phone")
    assert vault.index(NIK, "worker.nik") != vault.index("3374010101900002", "worker.nik")


def test_two_key_files_index_differently(tmp_path, vault):
    create_key_file(tmp_path / "other.json")
    assert open_vault(tmp_path / "other.json").index(NIK, "worker.nik") != vault.index(NIK, "worker.nik")


def test_the_fingerprint_is_of_the_content_and_not_of_its_order(vault):
    fields = {
        "nik": NIK,
        "birth_on": date(1990, 1, 1),
        "months": 6,
        "consent": True,
        "sheet": b"\x00",
        "batch": None,
    }
    same = dict(reversed(fields.items()))
    assert vault.fingerprint(fields) == vault.fingerprint(same)
    for name, other in {"birth_on": date(1990, 1, 2), "months": "6", "sheet": b"\x01", "batch": ""}.items():
        assert vault.fingerprint(fields | {name: other}) != vault.fingerprint(fields)


def test_a_fingerprint_refuses_what_it_cannot_compare(vault):
    with pytest.raises(TypeError):
        vault.fingerprint({"upload": object()})


def test_a_key_file_is_for_its_owner_only_and_never_overwritten(key_path):
    before = key_path.read_bytes()
    assert key_path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(VaultError, match="sudah ada"):
        create_key_file(key_path)
    assert key_path.read_bytes() == before
    assert os.listdir(key_path.parent) == [key_path.name]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o622])
def test_a_key_file_open_to_others_is_refused_with_the_command_that_mends_it(key_path, mode):
    key_path.chmod(mode)
    with pytest.raises(VaultError, match="chmod 600"):
        open_vault(key_path)


def test_a_missing_key_file_names_the_setting(tmp_path):
    for path in (tmp_path / "none.json", tmp_path / "no-folder" / "none.json"):
        with pytest.raises(VaultError, match="PAYUNG_KEYS"):
            open_vault(path)
        with pytest.raises(VaultError, match="PAYUNG_KEYS"):
            add_key(path)


def test_a_folder_is_no_key_file(tmp_path):
    folder = tmp_path / "keys.d"
    folder.mkdir(mode=0o700)
    with pytest.raises(VaultError, match="tidak dapat dibaca"):
        open_vault(folder)


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[:40],
        lambda text: "",
        lambda text: "[]",
        lambda text: text.replace('"current": 1', '"current": 7'),
        lambda text: text.replace('"1": "', '"1": "AA'),
        lambda text: text.replace('"1":', '"300":'),
        lambda text: text.replace("secret_key", "secret"),
    ],
)
def test_a_damaged_key_file_warns_against_making_a_new_one(key_path, damage):
    key_path.write_text(damage(key_path.read_text()))
    with pytest.raises(VaultError, match="jangan membuat"):
        open_vault(key_path)


def test_keys_do_not_show_when_a_vault_is_printed(key_path, vault):
    secret = json.loads(key_path.read_text())["secret_key"]
    assert secret == vault.secret_key
    assert secret not in repr(vault) + repr(vars(vault))


def test_a_vault_without_a_file_does_not_look_for_one(key_path):

    lone = Vault(read_key_file(key_path))
    with pytest.raises(VaultError, match="nomor 3"):
        lone.open(b"\x03" + bytes(40), "worker.nik")
