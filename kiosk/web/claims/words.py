"""The clock, the steps and the cover of a claim in words."""

from flask import Blueprint
from flask_babel import gettext as _
from flask_babel import ngettext

from kiosk.domain import claim_words, claims
from kiosk.domain.clock import local
from kiosk.domain.words import N_, clock_time, weekday_date
from kiosk.services.claim_lists import Untold
from kiosk.services.claim_pages import ClockShown
from kiosk.web.page_context import language, long_date

COVER = {
    "protected": N_("Terlindungi s.d. %(day)s"),
    "in_arrears": N_("Menunggak sejak %(day)s"),
    "ended": N_("Kepesertaan berakhir %(day)s"),
    "registered": N_("Terdaftar, belum terlindungi"),
    "waiting": N_("Belum ada penanggung"),
}
KIND_OF_STEP = {
    claims.ACCIDENT_DEATH: N_("Meninggal karena kecelakaan itu"),
    claims.ACCIDENT: N_("Catatan meninggal dibatalkan, kembali menjadi kecelakaan kerja"),
}
TONES = {"running": "soon", "passed": "act", "late": "info", "in_time": "success"}


def offer(blueprint: Blueprint) -> None:
    """To every template: the list stands on the worker's page and the counter on the first one too."""
    for given in (
        claim_kind,
        claim_state,
        claim_way,
        claim_told_how,
        claim_moment,
        claim_clock,
        claim_clock_short,
        claim_clock_tone,
        claim_cover,
        claim_happened,
        claim_untold,
        claim_step_words,
    ):
        blueprint.add_app_template_global(given)


def claim_kind(code: str) -> str:
    return _(claim_words.KINDS[code])


def claim_state(code: str) -> str:
    return _(claim_words.STATES[code])


def claim_way(code: str) -> str:
    return _(claim_words.WAYS[code])


def claim_told_how(code: str) -> str:
    return _(claim_words.TOLD_HOW[code])


def claim_clock_tone(clock: ClockShown) -> str:
    return TONES[clock.code]


def claim_step_words(step, new_kind: str = "") -> str:
    """A step that changes the kind says so; the report says what was reported."""
    if new_kind:
        return _(KIND_OF_STEP[new_kind])
    if step.corrects_id and not step.amount and not step.told_at:
        return _("Langkah sebelumnya dibatalkan. Keadaannya: %(state)s", state=claim_state(step.state))
    return claim_state(step.state)


def claim_moment(at) -> str:
    """A stored UTC time: `Selasa, 24 November 2026 pukul 14.00 WIB`."""
    there = local(at)
    day = weekday_date(there.date(), language())
    return _("%(day)s pukul %(time)s WIB", day=day, time=clock_time(there))


def claim_deadline(at) -> str:
    """A stored UTC time until when one reports; a midnight by the day that it ends: nobody misreads 00.00."""
    ended = claims.ends_a_day(at)
    if ended is None:
        return claim_moment(at)
    return _("%(day)s, tengah malam (pukul 24.00 WIB)", day=weekday_date(ended, language()))


def claim_clock(clock: ClockShown) -> str:
    """One line: by when, and how much is left or over."""
    by_when, span = claim_deadline(clock.deadline), _span(clock.hours, clock.minutes)
    match clock.code:
        case "running":
            return _("Laporkan ke BPJS sebelum %(moment)s — sisa %(left)s", moment=by_when, left=span)
        case "passed":
            return _(
                "Batas lapor %(moment)s sudah lewat %(over)s. Laporkan sekarang juga",
                moment=by_when,
                over=span,
            )
        case "late":
            return _("Dilaporkan ke BPJS %(over)s sesudah batasnya, %(moment)s", over=span, moment=by_when)
    return _("Dilaporkan ke BPJS sebelum batasnya, %(moment)s", moment=by_when)


def claim_clock_short(clock: ClockShown) -> str:
    """In a list."""
    span = _span(clock.hours, clock.minutes)
    match clock.code:
        case "running":
            return _("sisa %(left)s", left=span)
        case "passed":
            return _("lewat %(over)s", over=span)
        case "late":
            return _("dilaporkan terlambat")
    return _("dilaporkan tepat waktu")


def claim_untold(untold: Untold) -> str:
    """Under the counter of the first page."""
    if untold.hours is None:
        return _("semuanya lewat batas lapor")
    left = _("paling dekat sisa %(left)s", left=_span(untold.hours, untold.minutes))
    if untold.passed:
        over = ngettext("%(num)s lewat batas lapor", "%(num)s lewat batas lapor", untold.passed)
        return f"{left}; {over}"
    return left


def claim_cover(claim) -> str:
    """As it stood when it was reported; who was a member already and is only registered has paid and waits for BPJS."""
    if claim.cover_code == "registered" and claim.cover_since:
        return _("Peserta, menunggu konfirmasi BPJS")
    words = _(COVER[claim.cover_code])
    return words % {"day": long_date(claim.cover_until)} if claim.cover_until else words


def claim_happened(claim) -> str:
    if claim.hour_known:
        return claim_moment(claim.happened_at)
    return _("%(day)s, jamnya tidak diketahui", day=weekday_date(claim.happened_on, language()))


def _span(hours: int, minutes: int) -> str:
    if hours >= 1:
        return ngettext("%(num)s jam", "%(num)s jam", hours)
    return ngettext("%(num)s menit", "%(num)s menit", minutes)
