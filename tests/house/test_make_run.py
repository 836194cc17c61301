"""`make run` for real: it starts, stops within ten seconds, starts again unharmed, refuses in a sentence."""

import os
import shutil
import signal
import socket
import subprocess
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from time import sleep

import pytest

from tests.house.tree import ROOT
from tests.patience import PATIENCE

# Its ten seconds are a promise of ours: on a machine that stood still meanwhile it is asked again, not given longer.
pytestmark = [pytest.mark.run, pytest.mark.flaky(reruns=2, reruns_delay=5)]
LAST_LINE = "auditor@payung.test"
OUTER = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "DATABASE_URL", "PAYUNG_KEYS", "PAYUNG_URL")


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def other_port() -> int:
    return free_port()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def folder(tmp_path) -> Path:
    """A new one."""
    return tmp_path / "data"


@pytest.fixture
def known_folder(filled_folder, folder) -> Path:
    """One that Payung has run in before: it starts much sooner."""
    return shutil.copytree(filled_folder, folder)


def environment(folder: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in OUTER}
    return {**kept, "PAYUNG_ENV": "demo", "PAYUNG_DATA": str(folder), "PORT": str(port), "EMPTY": "1"}


@contextmanager
def running(folder: Path, port: int):
    """A started Payung as (process of make, file of its words); whatever happens it is gone afterwards."""
    words = folder.parent / f"words-{port}.txt"
    with words.open("w") as file:
        make = subprocess.Popen(
            ["env", "--default-signal=INT,QUIT", "make", "run"], cwd=ROOT, env=environment(folder, port),
            stdin=subprocess.DEVNULL, stdout=file, stderr=file, start_new_session=True,
        )  # fmt: skip
    try:
        wait_for(lambda: LAST_LINE in words.read_text() or make.poll() is not None)
        assert make.poll() is None, words.read_text()
        yield make, words
    finally:
        make.terminate()
        make.wait(timeout=20)


def wait_for(true, tries: int = 10 * PATIENCE) -> None:
    for _ in range(tries):
        if true():
            return
        sleep(0.1)
    raise AssertionError(f"this did not come true within {PATIENCE} seconds")


def refused(folder: Path, port: int) -> str:
    """What `make run` says when it does not start."""
    ended = subprocess.run(
        ["make", "run"],
        cwd=ROOT,
        env=environment(folder, port),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert ended.returncode != 0
    return ended.stderr


def supervised(make: subprocess.Popen) -> dict[str, int]:
    """`web` and `worker` of this start → process id."""
    supervisor = children(make.pid)[0]
    words = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in children(supervisor)}
    return {
        "web": next(pid for pid in words if b"granian" in words[pid]),
        "worker": next(pid for pid in words if words[pid].endswith(b"\0worker\0")),
    }


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def gone(pid: int) -> bool:
    return not Path(f"/proc/{pid}").exists()


def test_it_runs_stops_on_term_and_starts_again_without_loss(folder, port):
    with running(folder, port) as (make, words):
        assert f"http://127.0.0.1:{port}" in words.read_text()
        assert urllib.request.urlopen(f"http://127.0.0.1:{port}/sehat").status == 200
        both = supervised(make).values()
        make.send_signal(signal.SIGTERM)
        make.wait(timeout=10)
        assert all(gone(pid) for pid in both)
    assert (folder / "run.lock").stat().st_mode & 0o777 == 0o600
    keys = (folder / "keys.json").read_bytes()
    with running(folder, port):
        assert (folder / "keys.json").read_bytes() == keys


def test_it_stops_when_only_make_is_interrupted(known_folder, port):
    with running(known_folder, port) as (make, words):
        make.send_signal(signal.SIGINT)
        make.wait(timeout=10)
        assert "Payung sudah berhenti." in words.read_text()


def test_it_stops_when_the_supervisor_is_told_to_quit(known_folder, port):
    with running(known_folder, port) as (make, words):
        both = supervised(make).values()
        os.kill(children(make.pid)[0], signal.SIGQUIT)
        make.wait(timeout=10)
        assert "Payung sudah berhenti." in words.read_text()
        assert all(gone(pid) for pid in both)


def test_a_second_start_on_the_same_folder_is_refused_until_the_first_has_died(
    known_folder, port, other_port
):
    with running(known_folder, port) as (make, _words):
        assert f"Payung sudah berjalan dengan folder data {known_folder}" in refused(known_folder, other_port)
        assert urllib.request.urlopen(f"http://127.0.0.1:{port}/sehat").status == 200
        os.kill(children(make.pid)[0], signal.SIGKILL)
        make.wait(timeout=10)
    with running(known_folder, other_port):
        pass


@pytest.mark.parametrize(("one", "name"), [("web", "Peladen web"), ("worker", "Pekerja latar (worker)")])
def test_both_stop_and_make_fails_when_one_of_them_dies(known_folder, port, one, name):
    with running(known_folder, port) as (make, words):
        both = supervised(make)
        os.kill(both[one], signal.SIGKILL)
        assert make.wait(timeout=10) != 0
        assert all(gone(pid) for pid in both.values())
        assert f"{name} berhenti sendiri" in words.read_text()


def test_it_names_the_port_when_it_is_occupied(folder, port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        assert f"Port {port} sudah dipakai program lain" in refused(folder, port)


def test_it_names_the_owner_when_the_data_folder_is_another_users(folder, port):
    folder.mkdir()
    if os.geteuid() == 0:
        os.chown(folder, 65534, 65534)
    else:
        folder = Path("/usr/lib")
    assert f"Folder data {folder} milik {folder.owner()}" in refused(folder, port)


def test_it_says_so_when_the_data_folder_is_a_file(folder, port):
    folder.write_text("")
    assert "ternyata sebuah berkas" in refused(folder, port)


def test_it_says_so_when_the_data_folder_is_below_a_file(folder, port):
    folder.write_text("")
    assert f"{folder} ternyata sebuah berkas" in refused(folder / "data", port)
