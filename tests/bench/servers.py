"""What is measured, started as bin/ starts it: an instance with demo people, the web server, the worker, hello."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

from tests import postgres

ROOT = Path(__file__).parents[2]
FLASK = [".venv/bin/flask", "--app", "wsgi"]
# As in bin/supervise: should we be killed outright, nothing stays behind.
ENDS_WITH_US = ["setpriv", "--pdeathsig", "TERM"]
SET_FROM_OUTSIDE = ("PAYUNG_KEYS", "PAYUNG_URL", "SMTP_URL", "TRUSTED_PROXIES", "WEB_WORKERS", "DATABASE_URL")

Environment = dict[str, str]


@contextmanager
def instance(database_url: str = "", *, people: bool = True) -> Iterator[Environment]:
    """A fresh instance with demo people, or with their accounts alone, as its processes' environment; SQLite unless an
    address is given."""
    folder = tempfile.mkdtemp(prefix="payung-bench-")
    environment = environment_of(folder, database_url)
    try:
        fill(environment, people=people)
        yield environment
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def environment_of(folder: str, database_url: str = "") -> Environment:
    environment = {name: value for name, value in os.environ.items() if name not in SET_FROM_OUTSIDE}
    environment |= {"PAYUNG_ENV": "demo", "PAYUNG_DATA": folder}
    return environment | ({"DATABASE_URL": database_url} if database_url else {})


def fill(environment: Environment, *, people: bool = True) -> None:
    demo = [*FLASK, "demo"] if people else [*FLASK, "demo", "--empty"]
    for command in (["bin/translations", "compile"], [*FLASK, "prepare"], demo):
        _run(command, environment)


def _run(command: list[str], environment: Environment) -> None:
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.stderr}")


@contextmanager
def web(environment: Environment) -> Iterator[int]:
    """The instance's web server; yields its port."""
    with _served(["bin/web"], environment, "/masuk") as port:
        yield port


@contextmanager
def hello() -> Iterator[int]:
    """The reference under the same script and so the same server and options; yields its port."""
    script = (ROOT / "bin" / "web").read_text()
    for ours, bare in (("wsgi:app", "tests.bench.hello:app"), ("import wsgi", "import tests.bench.hello")):
        script = script.replace(ours, bare)
    with _served(["bash", "-c", script, "bin/web"], dict(os.environ), "/") as port:
        yield port


@contextmanager
def worker(environment: Environment) -> Iterator[None]:
    """The instance's worker, as bin/supervise starts it."""
    with _running([*FLASK, "worker"], environment):
        yield


@contextmanager
def postgres_address() -> Iterator[str]:
    """A database in a temporary cluster that is as safe as a real one: what is acknowledged is on the disk."""
    postgres.FASTER_THAN_SAFE = ()
    with postgres.temporary_cluster() as address:
        yield address


def postgres_installed() -> bool:
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


@contextmanager
def _served(command: list[str], environment: Environment, page: str) -> Iterator[int]:
    port = _free_port()
    with _running(command, environment | {"PORT": str(port)}) as server:
        _wait_until_it_answers(server, f"http://127.0.0.1:{port}{page}")
        yield port


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


@contextmanager
def _running(command: list[str], environment: Environment) -> Iterator[subprocess.Popen]:
    """In a session of its own, so that a Ctrl-C reaches only us, who then stop it."""
    started = subprocess.Popen([*ENDS_WITH_US, *command], cwd=ROOT, env=environment, start_new_session=True)
    try:
        yield started
    finally:
        started.terminate()
        try:
            started.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(started.pid, signal.SIGKILL)
            started.wait()


def _wait_until_it_answers(server: subprocess.Popen, address: str) -> None:
    opener = build_opener(ProxyHandler({}))
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            opener.open(address, timeout=5).close()
            return
        except HTTPError as answer:
            sys.exit(f"{address} answers with {answer.code}")
        except OSError:
            time.sleep(0.1)
    sys.exit(f"{address} does not answer")
