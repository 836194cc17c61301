"""One of many processes that make the day's round at once (see tests/services/processes.py)."""

from kiosk.services import notices
from tests.services.processes import take_part


def work(_job: dict) -> dict:
    notices.daily()
    return {"told": True}


if __name__ == "__main__":
    take_part(work)
