"""From which day on a mandate may be revoked (clause 10: today, or the 1st of a month), and when that may have happened
which is its reason."""

from datetime import date, timedelta

from db.models import Mandate
from kiosk.domain import mandates as rules
from kiosk.domain.clock import local, today
from kiosk.domain.words import N_, long_date
from kiosk.services.acting import Refused

FURTHEST = timedelta(days=366)

OWN_DAY = N_("Pilih hari ini atau tanggal 1 bulan yang akan datang sebagai hari pencabutannya.")
NOT_A_FIRST = N_(
    "Menurut pasal 10 surat kuasa ini dapat dicabut mulai hari ini atau mulai tanggal 1 suatu bulan. Tulis hari ini "
    "(%(today)s) atau tanggal 1."
)
DAY_IS_OVER = N_(
    "Tanggal %(day)s sudah lewat. Yang paling awal hari ini, %(today)s. Kapan kejadiannya ditulis tersendiri."
)
TOO_FAR = N_("Tanggal %(day)s lebih dari setahun lagi. Periksa tahunnya.")
BEFORE_SIGNING = N_(
    "Tanggal %(day)s sebelum surat kuasa ini ditandatangani, %(signed)s. Periksa tanggalnya. Bila memang begitu, "
    "kosongkan dan tulis dalam catatan."
)
DIED_LATER = N_("Tanggal %(day)s belum tiba. Tulis hari meninggalnya.")


class DayRefused(Refused):
    """The first day without it is not possible."""


class EventRefused(Refused):
    """Nor is the day on which the donor died, moved away or retired."""


def own_day(on: date) -> date:
    """For its donor, who chooses; a day that is over is today. Raises Refused."""
    day = max(on, today())
    if day != today() and day.day != 1:
        raise Refused(OWN_DAY)
    return _near(day)


def department_day(on: date) -> date:
    """For the department, which writes it. Raises DayRefused."""
    if on < today():
        raise DayRefused(DAY_IS_OVER, day=long_date(on), today=long_date(today()))
    day = _near(on)
    if on != today() and on.day != 1:
        raise DayRefused(NOT_A_FIRST, today=long_date(today()))
    return day


def event_day(on: date | None, why: str, mandate: Mandate) -> date | None:
    """None where nothing happened but a wish. Raises EventRefused."""
    if on is None or why not in rules.EVENTS:
        return None
    signed_on = local(mandate.signed_at).date()
    if on < signed_on:
        raise EventRefused(BEFORE_SIGNING, day=long_date(on), signed=long_date(signed_on))
    if why == rules.DIED and on > today():
        raise EventRefused(DIED_LATER, day=long_date(on))
    if on > today() + FURTHEST:
        raise EventRefused(TOO_FAR, day=long_date(on))
    return on


def _near(day: date) -> date:
    if day > today() + FURTHEST:
        raise DayRefused(TOO_FAR, day=long_date(day))
    return day
