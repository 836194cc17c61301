"""One of many processes that make the day's round at once (see tests/services/processes.py)."""

from kiosk.services import notices


def work(_job: dict) -> dict:
    notices.daily()
    return {"told": True}
