"""`/pekerja?hari=ini`: the day's work at the desk."""

from urllib.parse import urlencode

from flask import request
from flask_babel import ngettext

from kiosk.services import worker_today
from kiosk.services.acting import Actor
from kiosk.web.answers import Pager, page_number, show

DAY = {"hari": "ini"}
HERE, OWN = {"pos": "ini"}, {"oleh": "saya"}


def show_today(by: Actor):
    """An officer may look at this post alone, and at the own work alone."""
    here, own = (_asks_for(choice) and by.role == "petugas" for choice in (HERE, OWN))
    number = page_number()
    work = worker_today.days_work(by=by, here_only=here, own_only=own, page=number)
    return show(
        "workers/today.html",
        work=work,
        pager=Pager(number, work.follows, total=work.count, size=worker_today.PAGE),
        here=here,
        own=own,
        address=_address,
        duration=duration,
    )


def _asks_for(choice: dict[str, str]) -> bool:
    return all(request.args.get(name) == value for name, value in choice.items())


def _address(here: bool, own: bool) -> str:
    return f"/pekerja?{urlencode({**DAY, **(HERE if here else {}), **(OWN if own else {})})}"


def duration(seconds: int | None) -> str:
    """`48 detik`, `2 menit 5 detik`, `–` where nobody knows."""
    if seconds is None:
        return "–"
    minutes, rest = divmod(seconds, 60)
    parts = [ngettext("%(num)s menit", "%(num)s menit", minutes)] if minutes else []
    if rest or not minutes:
        parts.append(ngettext("%(num)s detik", "%(num)s detik", rest))
    return " ".join(parts)
