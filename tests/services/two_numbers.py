"""People enrolled although they look alike: each under a registration number of their own."""

from db.models import Worker
from kiosk.services.enrolment import enrol
from tests.services.at_once import key
from tests.services.test_enrolment import entry


def enrolled(by, number: int, **other) -> Worker:
    reg_no = enrol(entry=entry(number, **other), client_key=key(), told_apart=True, by=by)
    return Worker.get(Worker.reg_no == reg_no)
