"""Whether the programme works, person by person: who was enrolled and never funded, who is funded and never effective,
who was effective and lapsed, and after how long (DOMAIN 0.7, 8: lapse is the main failure, not sign-up)."""

from dataclasses import dataclass
from datetime import date

from kiosk.domain.clock import add_months, first_of_month, months_between
from kiosk.domain.words import N_

UNFUNDED, STUCK, LAPSED = "unfunded", "stuck", "lapsed"
STAGES = {
    UNFUNDED: N_("Terdaftar, belum pernah didanai"),
    STUCK: N_("Didanai, belum pernah terlindungi"),
    LAPSED: N_("Pernah terlindungi, lalu putus"),
}
NEVER_PROMISED, LET_GO = "never", "let_go"
UNBILLED, UNPAID, UNASKED, UNANSWERED = "unbilled", "unpaid", "unasked", "unanswered"
NOBODY, PROMISED_AGAIN, BY_DEBIT_AGAIN, PAID_AGAIN = "nobody", "promised", "debit", "paid"
# Whom nothing keeps from cover, and who are enrolled all the same.
PROTECTED, BEHIND, LATER, HAS_STOPPED = "protected", "behind", "later", "stopped"
AT_EASE = {
    PROTECTED: N_("terlindungi bulan ini"),
    BEHIND: N_("sudah dibayar untuk bulan ini, menunggu BPJS"),
    LATER: N_("dijanjikan untuk bulan yang akan datang"),
    HAS_STOPPED: N_("berhenti sendiri"),
}
STEPS = {
    UNFUNDED: {
        NEVER_PROMISED: N_("belum ada yang menjanjikan"),
        LET_GO: N_("pernah dijanjikan, lalu dilepas"),
    },
    STUCK: {
        UNBILLED: N_("belum ditagihkan"),
        UNPAID: N_("ditagihkan, belum dibayar"),
        UNASKED: N_("dibayar, belum diajukan ke BPJS"),
        UNANSWERED: N_("diajukan, belum dikonfirmasi BPJS"),
    },
    LAPSED: {
        NOBODY: N_("belum ada yang menanggung lagi"),
        PROMISED_AGAIN: N_("dijanjikan lagi, belum dibayar"),
        BY_DEBIT_AGAIN: N_("dijanjikan lewat debet, belum dibayar"),
        PAID_AGAIN: N_("sudah dibayar lagi, belum dikonfirmasi BPJS"),
    },
}
# The last day of each span of days; None: no end.
WAITED = {"d30": 30, "d90": 90, "d180": 180, "more": None}
WAITED_WORDS = {
    "d30": N_("sampai 30 hari"),
    "d90": N_("31–90 hari"),
    "d180": N_("91–180 hari"),
    "more": N_("lebih dari 180 hari"),
}
HELD = {"m3": 3, "m6": 6, "m12": 12, "more": None}  # months that were effective before it lapsed
HELD_WORDS = {
    "m3": N_("sesudah 1–3 bulan"),
    "m6": N_("sesudah 4–6 bulan"),
    "m12": N_("sesudah 7–12 bulan"),
    "more": N_("sesudah lebih dari 12 bulan"),
}


@dataclass(frozen=True)
class Course:
    """What the ledger says of one person. `first` and `last` are the first and last live month, `last_effective` the
    last that BPJS has confirmed, None where there is none; `effective` how many of them. `promised_on` is the day on
    which the first live month was promised; `was_let_go` whether any month ever was. `has_stopped`: the months behind
    the last live one were let go since they stopped working. `pays_now`: this month is paid; `by_debit`: this month or
    a later one is promised by the debit of a civil servant."""

    enrolled_on: date
    first: date | None = None
    last: date | None = None
    last_effective: date | None = None
    effective: int = 0
    promised_on: date | None = None
    was_let_go: bool = False
    has_stopped: bool = False
    pays_now: bool = False
    by_debit: bool = False
    is_billed: bool = False  # and what follows: of the first live month
    is_paid: bool = False
    is_asked: bool = False


@dataclass(frozen=True)
class Found:
    """`since` is the day from which it is so; `held` and `months` tell of the lapsed how long they were protected."""

    stage: str
    step: str
    since: date
    bucket: str
    held: str = ""
    months: int = 0


def at_ease(course: Course, *, on: date) -> str:
    """Which of AT_EASE it is, for whom nobody has to act; empty for the others."""
    this_month = first_of_month(on)
    if course.has_stopped:
        return HAS_STOPPED
    if course.last_effective is None:
        return LATER if course.first is not None and course.first > this_month else ""
    if course.last_effective >= this_month:
        return PROTECTED
    return BEHIND if course.pays_now and _was_covered_before(course, this_month) else ""


def found_of(course: Course, *, on: date) -> Found | None:
    """None for whom nobody has to act (`at_ease`)."""
    this_month = first_of_month(on)
    if at_ease(course, on=on):
        return None
    if course.first is None:
        step = LET_GO if course.was_let_go else NEVER_PROMISED
        return _found(UNFUNDED, step, course.enrolled_on, on)
    if course.last_effective is None:
        return _found(STUCK, _stands_still(course), max(course.promised_on or course.first, course.first), on)
    since = add_months(course.last_effective, 1)
    held = _within(course.effective, HELD)
    return _found(LAPSED, _goes_on(course, this_month), since, on, held=held, months=course.effective)


def _was_covered_before(course: Course, this_month: date) -> bool:
    return months_between(course.last_effective, this_month) == 1


def _goes_on(course: Course, this_month: date) -> str:
    """What has been done about it since; a month behind that nobody paid is no promise any more."""
    if course.pays_now:
        return PAID_AGAIN
    if course.last < this_month:
        return NOBODY
    return BY_DEBIT_AGAIN if course.by_debit else PROMISED_AGAIN


def _stands_still(course: Course) -> str:
    if not course.is_billed and not course.is_paid:
        return UNBILLED
    if not course.is_paid:
        return UNPAID
    return UNANSWERED if course.is_asked else UNASKED


def _found(stage: str, step: str, since: date, on: date, *, held: str = "", months: int = 0) -> Found:
    return Found(stage, step, since, _within(max((on - since).days, 0), WAITED), held, months)


def _within(number: int, spans: dict[str, int | None]) -> str:
    return next(code for code, most in spans.items() if most is None or number <= most)
