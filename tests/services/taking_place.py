"""One of many processes that enrol into a batch, change its places, revoke or bill (see processes.py)."""

from db.models import User
from kiosk.services import batch_joining, batch_openings, batch_revocations, bills
from kiosk.services.acting import Refused
from kiosk.services.enrolment import enrol
from kiosk.services.post_openings import Opening
from tests.services.at_once import acting
from tests.services.test_enrolment import entry


def work(job: dict) -> dict:
    by = acting(User.get(User.email == f"{job['who']}@payung.test"))
    try:
        return {"done": _DO[job["what"]](job, by)}
    except Refused as refused:
        return {"refused": str(refused)}


def _enrol(job: dict, by) -> str:
    return enrol(
        entry=entry(job["number"]), client_key=job["key"], batch_no=job["batch"], told_apart=True, by=by
    )


def _join(job: dict, by) -> None:
    batch_joining.join(reg_no=job["reg_no"], batch_no=job["batch"], client_key=job["key"], by=by)


def _places(job: dict, by) -> None:
    batch_openings.set_opening(no=job["batch"], opening=Opening("johar", job["places"]), by=by)


def _revoke(job: dict, by) -> None:
    batch_revocations.revoke(no=job["batch"], row_id=job["row"], reason="Keluar", by=by)


def _take_back(job: dict, by) -> None:
    batch_revocations.take_back(no=job["batch"], row_id=job["row"], by=by)


def _bill(job: dict, by) -> str:
    return bills.bill_batch(no=job["batch"], client_key=job["key"], by=by)


_DO = {
    "enrol": _enrol,
    "join": _join,
    "places": _places,
    "revoke": _revoke,
    "take_back": _take_back,
    "bill": _bill,
}
