"""Several people at once: one thread each, and so one database connection each."""

import threading
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from uuid import uuid4

from db.connection import database
from db.models import User
from kiosk.services import accounts
from kiosk.services.acting import Actor


def all_at_once(work: Iterable[Callable]) -> list:
    """Start every callable at the same moment; their answers, or the faults they ended with, in their order."""
    work = list(work)
    answers, together = [None] * len(work), threading.Barrier(len(work))

    def run(number: int, one: Callable) -> None:
        try:
            together.wait()
            answers[number] = one()
        except Exception as fault:
            answers[number] = fault
        finally:
            database.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(work)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def acting(user: User) -> Actor:
    """This person as a request would hand them to a service, an officer at the first of their posts."""
    posts = accounts.posts_of(user.id) if user.role == "petugas" else ()
    return accounts.actor_of(user_id=user.id, post_id=posts[0].id if posts else None)


def nik(number: int) -> str:
    """The NIK of one of many men: no two so near that the desk would ask whether they are one person."""
    born = date(1966, 1, 3) + timedelta(days=number * 41 % 12_000)
    return f"337401{born:%d%m%y}{number * 3_571 % 9_998 + 1:04}"


def key() -> str:
    return uuid4().hex
