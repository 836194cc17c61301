"""A worker that counts the evaluation, two people at a time, and is killed outright after so many portions."""

import os
import signal
from itertools import count

from db import connection
from kiosk.app import create_app
from kiosk.services import evaluation_counting


def main(portions: int) -> None:
    with create_app().app_context():
        connection.ensure_connected()
        evaluation_counting.PEOPLE_AT_ONCE = 2
        taken = count(1)

        def live_until(done: int, total: int) -> None:
            if next(taken) >= portions:
                os.kill(os.getpid(), signal.SIGKILL)

        evaluation_counting.count(live_until)
