"""Browser tests run in Debian's Chromium without a window, not in one that playwright would have to download, against
the application as `make run` starts it: granian and the worker with demo people, on a port and in a folder of
their own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from tests.browser import verbs
from tests.browser.sight import troubles_of
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]
CHROMIUM = "/usr/bin/chromium-headless-shell"  # a third of the work of the whole Chromium
WITHOUT_GRAPHICS_CARD = ["--disable-gpu"]  # else one is imitated
SECONDS_TO_ANSWER = 60
NOT_OURS = ("DATABASE_URL", "PAYUNG_KEYS", "PAYUNG_URL", "SMTP_URL", "TRUSTED_PROXIES")


expect.set_options(timeout=verbs.PATIENCE)  # five seconds are short on a busy machine


@pytest.fixture
def new_context(new_context):
    """Half a minute is short for a page on a machine that stands still."""

    def patient(**arguments):
        context = new_context(**arguments)
        context.set_default_timeout(verbs.PATIENCE)
        return context

    return patient


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Chromium's sandbox does not start for root, which is who the CI is."""
    without_sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    arguments = [*WITHOUT_GRAPHICS_CARD, *without_sandbox]
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": arguments}


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory) -> Path:
    """The data folder of the Payung that runs."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="session")
def base_url(demo_folder) -> Iterator[str]:
    """The address of a running Payung with demo people; page.goto("/masuk") goes there."""
    port = _free_port()
    environment = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    environment |= {
        "PAYUNG_ENV": "demo",
        "PAYUNG_DATA": str(demo_folder),
        "PORT": str(port),
    }
    flask = [sys.executable, "-m", "flask", "--app", "wsgi"]
    prepared = [*flask, "demo", "--prepare"]
    subprocess.run(prepared, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--no-access-log"]
    with _running([*flask, "worker"], environment), _running([*granian, "wsgi:app"], environment):
        _wait_until_healthy(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def _running(command: list[str], environment: dict) -> Iterator[None]:
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=SECONDS_TO_ANSWER)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_healthy(address: str) -> None:
    """/sehat answers 200 when the database and the worker are there too."""
    last = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(f"{address}/sehat", timeout=SECONDS_TO_ANSWER) as answer:
                assert answer.status == 200
                return
        except OSError as fault:
            if time.monotonic() > last:
                raise AssertionError(f"Payung did not start: {fault}") from fault
            time.sleep(0.2)


@pytest.fixture
def troubles(context) -> list[str]:
    """What the browser complained about in this test: errors of scripts, what the content policy refused."""
    return troubles_of(context)


@pytest.fixture
def without_script(new_context):
    """A page in a browser whose JavaScript is switched off."""
    return new_context(java_script_enabled=False).new_page()
