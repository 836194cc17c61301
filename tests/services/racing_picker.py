"""One of many processes that fill batches from one waiting list at once (see tests/services/processes.py)."""

from db.models import User
from kiosk.services import batch_picks
from kiosk.services.acting import Refused
from kiosk.services.batch_pick_pages import PickWish
from tests.services.at_once import acting


def work(job: dict) -> dict:
    by = acting(User.get(User.email == f"{job['who']}@payung.test"))
    wish = PickWish(kelurahan=job["kelurahan"], count=job["count"])
    try:
        return {"taken": batch_picks.pick(no=job["batch"], wish=wish, client_key=job["key"], by=by)}
    except Refused as refused:
        return {"taken": 0, "refused": str(refused)}
