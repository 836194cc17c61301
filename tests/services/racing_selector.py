"""One of many processes that select people for the same quota at once, or a worker that dies over it."""

import os
import signal

import kiosk.files.typesetting  # noqa: F401 what lays out the annex takes a second to import: once, for all
from db import connection
from db.models import Selection, User
from kiosk.app import create_app
from kiosk.domain.clock import today
from kiosk.services import queue, selection_carrying, selection_checks, selection_decisions, selection_drawing
from kiosk.services.acting import Refused
from tests.services.at_once import acting, key
from tests.services.selection_desk import OFFICE

READ_AGAIN = (
    selection_decisions.CHANGED,
    selection_decisions.OTHERS,
    selection_decisions.MEANWHILE,
    selection_decisions.NO_ROOM_NOW,
)


def work(job: dict) -> dict:
    """Decide on a draft, or go on with one that is decided, to its end."""
    queue.configure()
    by = acting(User.get(User.role == "admin"))
    selection = Selection.get_by_id(job["selection"])
    if job["what"] == "decide":
        _decide(selection, by)
    selection_carrying.carry_out(selection_id=selection.id, by=by, progress=lambda done, total: None)
    return {"taken": Selection.get_by_id(selection.id).taken}


def _decide(selection: Selection, by) -> None:
    """As somebody at the desk does it: read again, for as long as the others change what can be decided."""
    while True:
        found = selection_checks.check(selection)
        decree = selection_decisions.Decree(
            f"{selection.id}/2026", today(), OFFICE, len(found.chosen), found.fingerprint
        )
        try:
            return selection_decisions.decide(selection=selection, decree=decree, client_key=key(), by=by)
        except Refused as refusal:
            if refusal.message not in READ_AGAIN:
                raise


def dying(step: str) -> None:
    """A worker that takes what is queued and is killed outright at `step`."""
    with create_app().app_context():
        connection.ensure_connected()
        _die_at(step)
        queue.run_waiting_tasks()


def _die_at(step: str) -> None:
    module, name, when = {
        "drawn": (selection_drawing, "_write", 0),  # looked at, nothing written
        "half written": (selection_drawing, "_write", 1),
        "all written": (selection_drawing, "_finish", 0),
        "annex": (selection_carrying.selection_annexes, "_note", 0),
        "first portion": (selection_carrying, "_next_portion", 0),
        "some taken": (selection_carrying, "_next_portion", 2),
        "in a portion": (selection_carrying, "_note", 1),  # months are planned, not committed
        "finish": (selection_carrying, "_finish", 0),
    }[step]
    whole, calls = getattr(module, name), []

    def until_then(*arguments):
        if len(calls) == when:
            os.kill(os.getpid(), signal.SIGKILL)
        calls.append(1)
        return whole(*arguments)

    setattr(module, name, until_then)
    selection_drawing.ROWS_AT_ONCE = selection_carrying.PEOPLE_AT_ONCE = 3
