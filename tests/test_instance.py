"""Production starts only where nothing can go wrong for good; each refusal is a sentence, never a stack trace."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import connection
from db.models import User
from kiosk.config import ConfigurationError, settings_from
from kiosk.instance import TEMPORARY_FOLDERS, ensure_keys, refuse_demo_people, refuse_temporary_keys

ROOT = Path(__file__).parents[1]
URL = "https://payung.semarangkota.go.id"


def production(folder: Path, **more) -> dict:
    return {"PAYUNG_ENV": "production", "PAYUNG_URL": URL, "PAYUNG_DATA": str(folder), **more}


def start(folder: Path, **more) -> subprocess.CompletedProcess:
    """What the web server and every command do first: load wsgi."""
    names = ("PATH", "HOME", "LANG")
    environment = {name: os.environ[name] for name in names if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", "import wsgi"],
        cwd=ROOT,
        env=environment | production(folder, **more),
        capture_output=True,
        text=True,
        timeout=60,
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
        ({"PAYUNG_URL": "payung.semarangkota.go.id"}, "PAYUNG_URL belum diisi"),
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
