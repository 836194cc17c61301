"""What tests of the debit's pages read and send."""

import re
from io import BytesIO

from db.models import DebitRun
from tests.services import debit_desk
from tests.web import desk


def at(run: DebitRun, more: str = "") -> str:
    """An address about this run."""
    return f"/debit/{run.month:%Y-%m}/{run.number}{more}"


def of_month(run: DebitRun) -> str:
    return f"/debit/{run.month:%Y-%m}"


def value(page: str, name: str) -> int:
    """A figure of a page."""
    return int(re.search(rf'<data id="{name}" value="(\d+)"', page)[1])


def press(client, address: str, **fields):
    return desk.send(client, address, {"client_key": desk.key(), **fields})


def build(client, month=None):
    return press(client, "/debit", month=f"{month or debit_desk.coming():%Y-%m}")


def send_answer(client, run: DebitRun, content: bytes, name: str = "balasan.csv"):
    data = {"client_key": desk.key(), "sheet": (BytesIO(content), name)}
    return desk.send(client, at(run, "/balasan"), data, content_type="multipart/form-data")


def awake(client):
    """The same client after the clock was moved: its screen is not locked for having been left alone."""
    with client.session_transaction() as session:
        session.pop("seen", None)
        session.pop("locked", None)
    return client
