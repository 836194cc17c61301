"""Production starts only where nothing can go wrong for good; each refusal is a sentence, never a stack trace."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import connection
from db.models import KeyProof, User
from kiosk.config import ConfigurationError, settings_from
from kiosk.files.vault import create_key_file, open_vault
from kiosk.instance import (
    TEMPORARY_FOLDERS,
    ensure_keys,
    protect_files,
    refuse_demo_people,
    refuse_foreign_keys,
    refuse_temporary_keys,
)
from kiosk.services import key_proof, safe
from tests.patience import PATIENCE
from tests.web.desk import enrolled

ROOT = Path(__file__).parents[1]
URL = "https://payung.semarangkota.go.id"


def production(folder: Path, **more) -> dict:
    return {"PAYUNG_ENV": "production", "PAYUNG_URL": URL, "PAYUNG_DATA": str(folder), **more}


def start(folder: Path, **more) -> subprocess.CompletedProcess:
    """What the web server and every command do first: load wsgi."""
    return run([sys.executable, "-c", "import wsgi"], folder, **more)


def flask(folder: Path, *words: str, **more) -> subprocess.CompletedProcess:
    """A command as an operator gives it."""
    return run([sys.executable, "-m", "flask", "--app", "wsgi", *words], folder, **more)


def run(command: list[str], folder: Path, **more) -> subprocess.CompletedProcess:
    names = ("PATH", "HOME", "LANG")
    environment = {name: os.environ[name] for name in names if name in os.environ}
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment | production(folder, **more),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


def lasting_places() -> Iterator[Path]:
    """Where a file may be kept for good on this machine; pytest's own folder, and perhaps the checkout, is not."""
    for place in (ROOT, Path.home(), Path("/srv"), Path("/var/lib")):
        kept = not any(place.is_relative_to(folder) for folder in TEMPORARY_FOLDERS)
        if kept and os.access(place, os.W_OK):
            yield place


@pytest.fixture
def lasting_folder():
    place = next(lasting_places(), None)
    if place is None:
        pytest.skip("every folder this user may write to is a temporary one")
    folder = Path(tempfile.mkdtemp(prefix=".payung-test-", dir=place))
    yield folder / "instance"
    shutil.rmtree(folder)


def test_production_starts_with_an_address_and_lasting_keys(lasting_folder):
    answer = start(lasting_folder)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert (lasting_folder / "keys.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"PAYUNG_URL": ""}, "PAYUNG_URL belum diisi"),
        ({"PAYUNG_URL": "payung.semarangkota.go.id"}, "PAYUNG_URL berisi"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL tidak dikenal"),
        ({"DATABASE_URL": "postgresql://x:y/z"}, "DATABASE_URL tidak dikenal"),
        ({"DATABASE_URL": "postgresql://%zz"}, "DATABASE_URL tidak dikenal"),
        ({"DATABASE_URL": "postgresql://mesin:5432/"}, "DATABASE_URL tidak dikenal"),
        ({"PAYUNG_KEYS": "/tmp/payung-keys.json"}, "penyimpanan sementara"),
        ({"PAYUNG_KEYS": "/dev/shm/keys.json"}, "penyimpanan sementara"),
        ({"PAYUNG_ENV": "produksi"}, "PAYUNG_ENV"),
        ({"TRUSTED_PROXIES": "satu"}, "TRUSTED_PROXIES"),
    ],
)
def test_production_refuses_with_a_sentence(lasting_folder, environment, sentence):
    answer = start(lasting_folder, **environment)
    assert answer.returncode == 1
    assert sentence in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    "address",
    [
        URL.replace("https", "http"), f"{URL}/kartu", f"{URL}?a=1", f"{URL}?", f"{URL}#", f" {URL}", f"{URL} ",
        "https://payung kota.go.id", "https://admin@payung.go.id", "https://payung.go.id:999999",
        "https://payung.go.id:", "https://payung", "https://localhost", "https://payung.localhost:8000",
        "https://127.0.0.1", "https://127.1", "https://[::1]", "https://[::1", "https://0.0.0.0", "https://",
        "https://payung.example.go.id", "https://example.com", "https://payung.test", "https://payung.example",
        "https://payung.invalid", "https://payung.local", "https://payung.semarangkota.internal",
        "https://PAYUNG.Local", "https://10.20.30.40", "https://192.168.1.5:8443", "https://172.16.0.1",
        "https://224.0.0.1", "https://[fd00::1]", "https://[::ffff:10.0.0.1]",
    ],
)  # fmt: skip
def test_production_refuses_an_address_that_others_cannot_open(tmp_path, address):
    with pytest.raises(ConfigurationError, match="PAYUNG_URL berisi"):
        settings_from(production(tmp_path, PAYUNG_URL=address))


@pytest.mark.parametrize("address", [URL, f"{URL}/", f"{URL}:8443", "https://103.28.12.5", "https://a-b.id"])
def test_production_takes_an_address_that_others_can_open(tmp_path, address):
    assert settings_from(production(tmp_path, PAYUNG_URL=address)).public_url == address.rstrip("/")


def test_demo_takes_any_web_address(tmp_path):
    demo = {"PAYUNG_ENV": "demo", "PAYUNG_DATA": str(tmp_path), "PAYUNG_URL": "http://127.0.0.1:8000/"}
    assert settings_from(demo).public_url == "http://127.0.0.1:8000"


def test_keys_on_a_memory_filesystem_are_refused_wherever_it_is_mounted(tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text("/dev/sda1 / ext4 rw 0 0\ntmpfs /srv/keys tmpfs rw 0 0\n")
    settings = settings_from(production(Path("/srv/payung"), PAYUNG_KEYS="/srv/keys/keys.json"))
    with pytest.raises(ConfigurationError, match="penyimpanan sementara"):
        refuse_temporary_keys(settings, str(mounts))
    refuse_temporary_keys(settings_from(production(Path("/srv/payung"))), str(mounts))


def test_demo_people_are_refused_in_production_and_only_there(people):
    settings = settings_from(production(Path("/srv/payung")))
    refuse_demo_people(settings)
    with connection.writing():
        User.update(demo=True).where(User.id == people["petugas"].id).execute()
    with pytest.raises(ConfigurationError, match="orang demo"):
        refuse_demo_people(settings)
    refuse_demo_people(settings_from({"PAYUNG_ENV": "demo"}))


def test_new_keys_are_never_made_beside_old_data(people, tmp_path):
    with pytest.raises(ConfigurationError, match="Pulihkan berkas kunci"):
        ensure_keys(settings_from({"PAYUNG_ENV": "demo", "PAYUNG_DATA": str(tmp_path)}))
    assert not (tmp_path / "keys.json").exists()


def test_new_keys_are_not_made_while_the_database_does_not_answer(lasting_folder):
    answer = start(lasting_folder, DATABASE_URL="postgresql://nobody@127.0.0.1:1/payung")
    assert answer.returncode == 1
    assert "basis data tidak menjawab" in answer.stderr
    assert not (lasting_folder / "keys.json").exists()


@pytest.fixture
def change_keys(tmp_path, monkeypatch):
    """From here on the process has another installation's keys; what it answers brings the own ones back."""

    def change():
        create_key_file(tmp_path / "other.json")
        monkeypatch.setattr(safe, "_vault", open_vault(tmp_path / "other.json"))
        return monkeypatch.undo

    return change


def settings(folder: Path):
    return settings_from({"PAYUNG_ENV": "demo", "PAYUNG_DATA": str(folder)})


def test_prepare_leaves_a_proof_and_another_key_file_is_refused(app, people, change_keys, tmp_path):
    refuse_foreign_keys(settings(tmp_path))
    for _time in range(2):
        assert app.test_cli_runner().invoke(args=["prepare"]).exit_code == 0
    assert KeyProof.select().count() == 1
    back = change_keys()
    with pytest.raises(ConfigurationError, match="bukan milik basis data ini"):
        refuse_foreign_keys(settings(tmp_path))
    key_proof.write_once()  # what a prepare by other means would do: the first proof stays
    back()
    refuse_foreign_keys(settings(tmp_path))


def test_data_older_than_the_proof_is_judged_by_what_is_sealed_in_it(client_for, change_keys, tmp_path):
    enrolled(client_for("petugas"))
    refuse_foreign_keys(settings(tmp_path))
    change_keys()
    with pytest.raises(ConfigurationError, match="Pulihkan berkas kunci yang asli"):
        refuse_foreign_keys(settings(tmp_path))


def test_every_command_refuses_another_key_file_with_a_sentence(lasting_folder):
    assert flask(lasting_folder, "prepare").returncode == 0
    (lasting_folder / "keys.json").unlink()
    create_key_file(lasting_folder / "keys.json")
    for command in ("prepare", "check"):
        answer = flask(lasting_folder, command)
        assert answer.returncode == 1
        assert "bukan milik basis data ini" in answer.stderr
        assert "Traceback" not in answer.stderr


def rights(folder: Path) -> dict[str, str]:
    """The rights of the database, its side files and the folder of sealed files."""
    return {
        path.name: oct(path.stat().st_mode & 0o777) for path in folder.iterdir() if path.name != "keys.json"
    }


def test_database_and_sealed_files_are_their_owners_in_a_folder_others_may_read(lasting_folder):
    lasting_folder.mkdir()
    lasting_folder.chmod(0o755)
    (lasting_folder / "berkas").mkdir(mode=0o755)
    (lasting_folder / "berkas" / "ab").mkdir(mode=0o755)
    for name in ("payung.sqlite3", "payung.sqlite3-wal", "payung.sqlite3-shm"):
        (lasting_folder / name).touch(mode=0o644)
    hold = (
        "import wsgi, os, db.connection as c; c.ensure_connected(); c.database.execute_sql('CREATE TABLE x (y)');"
        "os.kill(os.getpid(), 9)"  # as a process that dies: its side files stay
    )
    run([sys.executable, "-c", hold], lasting_folder)
    assert rights(lasting_folder) == {
        "payung.sqlite3": "0o600", "payung.sqlite3-wal": "0o600", "payung.sqlite3-shm": "0o600", "berkas": "0o700",
    }  # fmt: skip
    assert rights(lasting_folder / "berkas") == {"ab": "0o700"}


def test_protecting_the_files_anew_leaves_an_open_database_its_locks(tmp_path):
    """Without them the next process that leaves takes the log away, and with it what is written from then on."""
    file = tmp_path / "payung.sqlite3"
    reading = sqlite3.connect(file, isolation_level=None)
    reading.execute("PRAGMA journal_mode = wal")
    reading.execute("CREATE TABLE said (word TEXT)")
    protect_files(settings_from({"PAYUNG_DATA": str(tmp_path), "PAYUNG_ENV": "test"}))
    for word in ("satu", "dua"):
        write = (
            f"import sqlite3; sqlite3.connect({str(file)!r}).execute(\"INSERT INTO said VALUES ('{word}')\")"
        )
        run(
            [sys.executable, "-c", write.replace("connect(", "connect(isolation_level=None, database=")],
            tmp_path,
        )
    assert reading.execute("SELECT word FROM said").fetchall() == [("satu",), ("dua",)]
    assert (tmp_path / "payung.sqlite3-wal").exists()


def test_database_that_cannot_be_opened_is_a_sentence(lasting_folder):
    answer = start(lasting_folder, DATABASE_URL=f"sqlite:///{lasting_folder}/tidak/ada.sqlite3")
    assert answer.returncode == 1
    assert f"Basis data {lasting_folder}/tidak/ada.sqlite3 tidak dapat dibuka" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_data_folder_below_a_file_names_the_file(lasting_folder):
    lasting_folder.write_text("")
    answer = start(lasting_folder / "dalam" / "data")
    assert answer.returncode == 1
    assert f"{lasting_folder} ternyata sebuah berkas" in answer.stderr


@pytest.mark.parametrize("number", ["0", "08", "abc", "-1", "1x"])
def test_web_names_a_wrong_number_of_processes(lasting_folder, number):
    answer = run([ROOT / "bin" / "web"], lasting_folder, WEB_WORKERS=number)
    assert answer.returncode == 1
    assert answer.stderr.startswith(f"WEB_WORKERS harus bilangan 1 atau lebih, sedangkan isinya '{number}'")


@pytest.mark.parametrize("port", ["0", "08", "08001", "65536", "abc", "1x"])
def test_web_names_a_wrong_port(lasting_folder, port):
    answer = run([ROOT / "bin" / "web"], lasting_folder, PORT=port)
    assert answer.returncode == 1
    assert answer.stderr.startswith("PORT harus bilangan 1 sampai 65535")
    assert answer.stderr.count("\n") == 1


@pytest.mark.parametrize("shares", [0, 1])
def test_web_names_an_occupied_port_even_where_it_could_be_shared(lasting_folder, shares):
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, shares)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        answer = run([ROOT / "bin" / "web"], lasting_folder, PORT=port)
    assert answer.returncode == 1
    assert answer.stderr.startswith(f"Port {port} sudah dipakai program lain.")
    assert answer.stderr.count("\n") == 1


def test_web_refuses_once_and_does_not_try_again(lasting_folder):
    answer = run([ROOT / "bin" / "web"], lasting_folder, PAYUNG_URL="http://localhost")
    assert answer.returncode == 1
    assert answer.stderr.count("Payung tidak dijalankan") == 1
    assert answer.stderr.count("\n") == 1
