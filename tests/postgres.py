"""A PostgreSQL of the tests' own: `python -m tests.postgres COMMAND …` runs COMMAND beside a temporary one.

It listens on a socket in its own folder only, is faster than safe (no fsync), and is gone afterwards. COMMAND
finds its address in PAYUNG_TEST_POSTGRES; tests/conftest.py makes one database in it for each process.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.patience import PATIENCE

SERVER_VARIABLE = "PAYUNG_TEST_POSTGRES"
FASTER_THAN_SAFE = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")


@contextmanager
def temporary_cluster() -> Iterator[str]:
    """Start a cluster and yield its address, `postgresql://postgres@/postgres?host=/folder`."""
    folder = Path(tempfile.mkdtemp(prefix="payung-pg-"))
    try:
        _give_to_postgres(folder)
        _make_cluster(folder)
        server = _start(folder)
        try:
            _wait_until_it_answers(server, folder)
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            _stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _give_to_postgres(folder: Path) -> None:
    """PostgreSQL refuses to run as root, so root hands the folder to the user that Debian made for it."""
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)


def _make_cluster(folder: Path) -> None:
    made = subprocess.run(
        [*_as_postgres(), _program("initdb"), "--pgdata", str(folder / "cluster"), "--username=postgres",
         "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
        cwd=folder, capture_output=True, text=True,
    )  # fmt: skip
    if made.returncode:
        sys.exit(f"initdb gagal membuat klaster sementara: {made.stderr}")


def _start(folder: Path) -> subprocess.Popen:
    settings = (
        "listen_addresses=",
        f"unix_socket_directories={folder}",
        "max_connections=60",
        *FASTER_THAN_SAFE,
    )
    options = [word for setting in settings for word in ("-c", setting)]
    with (folder / "log").open("w") as log:
        return subprocess.Popen(
            [*_as_postgres(), _program("postgres"), "-D", str(folder / "cluster"), *options],
            cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip


def _as_postgres() -> list[str]:
    """Also dies with us: a parent-death signal, so that a killed test run leaves no server behind."""
    ends_with_us = ["setpriv", "--pdeathsig=INT"]
    if os.geteuid() == 0:
        return [*ends_with_us, "--reuid=postgres", "--regid=postgres", "--init-groups"]
    return ends_with_us


def _program(name: str) -> str:
    """The newest server's program; Debian keeps them off the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    if not found:
        sys.exit("Server PostgreSQL belum terpasang. Jalankan sekali: apt-get install postgresql")
    return str(found[-1])


def _wait_until_it_answers(server: subprocess.Popen, folder: Path) -> None:
    asked = [_program("pg_isready"), "--quiet", "--host", str(folder), "--username=postgres"]
    for _ in range(10 * PATIENCE):
        if subprocess.run(asked).returncode == 0:
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    sys.exit(f"PostgreSQL sementara tidak mau berjalan: {(folder / 'log').read_text()}")


def _stop(server: subprocess.Popen) -> None:
    """INT is PostgreSQL's fast stop; what it holds is thrown away anyway."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def main(command: list[str]) -> int:
    """Run `command` beside a cluster; its exit code is ours. A TERM ends both."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with temporary_cluster() as server:
        running = subprocess.Popen(command, env={**os.environ, SERVER_VARIABLE: server})
        try:
            return running.wait()
        except BaseException:
            running.terminate()
            running.wait()
            raise


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
