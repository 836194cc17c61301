"""The web server as bin/web starts it, on a data folder of its own, and a person at a desk who speaks HTTP to it."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import sleep
from urllib.parse import urlencode

from kiosk.config import DEMO_PASSWORD
from tests.house.tree import ROOT
from tests.patience import PATIENCE

OUTER = ("DATABASE_URL", "PAYUNG_KEYS", "PAYUNG_URL", "MAKEFLAGS", "MAKELEVEL")
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def demo_environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in OUTER}
    return {**kept, "PAYUNG_ENV": "demo", "PAYUNG_DATA": str(folder), **more}


def fill(folder: Path) -> None:
    """Make it a data folder with the demo's accounts and no workers; nobody has it open afterwards."""
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "demo", "--prepare", "--empty"],
        cwd=ROOT, env=demo_environment(folder), check=True, capture_output=True,
    )  # fmt: skip


class Server:
    """start() and kill() as often as wanted on a filled data folder, which stays."""

    def __init__(self, folder: Path):
        self.folder, self.port = folder, free_port()
        self._words = folder.with_name("words.txt")
        self._process: subprocess.Popen | None = None

    def _environment(self) -> dict[str, str]:
        return demo_environment(self.folder, PORT=str(self.port), WEB_WORKERS="2")

    def start(self) -> None:
        with self._words.open("a") as words:
            self._process = subprocess.Popen(
                ["bin/web"], cwd=ROOT, env=self._environment(), stdin=subprocess.DEVNULL,
                stdout=words, stderr=words, start_new_session=True,
            )  # fmt: skip
        for _ in range(3600):
            if self._answers():
                return
            assert self._process.poll() is None, self._words.read_text()
            sleep(0.05)
        raise AssertionError(f"no answer within three minutes: {self._words.read_text()}")

    def _answers(self) -> bool:
        with suppress(OSError, http.client.HTTPException):
            return Desk(self.port).get("/masuk").status == 200
        return False

    def kill(self) -> None:
        """The whole process group at once: no handler runs, nothing is tidied up."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            self.kill()


class Answer:
    def __init__(self, response: http.client.HTTPResponse, at_once: Callable[[], None]):
        """`at_once` is called as soon as status and headers are here."""
        self.status, self.location = response.status, response.headers.get("Location", "")
        self.cookies = [line.partition(";")[0] for line in response.headers.get_all("Set-Cookie") or []]
        at_once()
        self.text = "" if self.location else response.read().decode()


class Desk:
    """One browser without JavaScript: a cookie jar and forms with their tokens."""

    def __init__(self, port: int):
        self._port = port
        self._cookies: dict[str, str] = {}

    def get(self, page: str) -> Answer:
        return self._ask("GET", page)

    def post(self, page: str, form: dict, at_once=lambda: None) -> Answer:
        return self._ask("POST", page, urlencode(form), at_once)

    def sign_in(self, who: str) -> None:
        form = {"email": f"{who}@payung.test", "password": DEMO_PASSWORD}
        answer = self.post("/masuk", {**form, "csrf_token": self.token("/masuk")})
        assert (answer.status, self.get("/pekerja").status) == (302, 200)

    def token(self, page: str) -> str:
        return TOKEN.search(self.get(page).text)[1]

    def _ask(self, method: str, page: str, body: str = "", at_once=lambda: None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        try:
            connection.request(method, page, body or None, {"Cookie": cookies, **(FORM if body else {})})
            answer = Answer(connection.getresponse(), at_once)
        finally:
            connection.close()
        self._cookies |= dict(line.split("=", 1) for line in answer.cookies)
        return answer
