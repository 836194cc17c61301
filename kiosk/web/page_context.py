"""What every template may use: words, addresses with a content hash, the navigation of this role."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from flask import Flask, g, request
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_security import current_user

from kiosk.domain import clock, words
from kiosk.domain.findings import spoken
from kiosk.domain.words import N_
from kiosk.services import places, queue, settings
from kiosk.services.worker_strip import funder_words
from kiosk.web import post_today
from kiosk.web.access import actor
from kiosk.web.administration.action_words import action_words

STATIC = Path(__file__).parents[2] / "static"


@dataclass(frozen=True)
class NavigationItem:
    href: str
    text: str
    icon: str
    current: bool


# Where each role may go, in the order of its day: (address, Indonesian text, icon, roles).
NAVIGATION = (
    ("/", N_("Beranda"), "house", ("petugas", "mitra", "donatur", "opd", "admin", "auditor")),
    ("/pekerja/baru", N_("Daftarkan pekerja"), "person-plus", ("petugas", "mitra", "admin")),
    ("/pekerja", N_("Pekerja"), "people", ("petugas", "mitra", "admin", "auditor")),
    ("/belum-lengkap", N_("Belum lengkap"), "journal-check", ("petugas", "mitra", "admin", "auditor")),
    ("/program/miskin/kerja", N_("Keluarga miskin"), "journal-check", ("petugas",)),
    ("/asn/saya", N_("Pekerja asuh saya"), "umbrella", ("donatur",)),
    ("/menunggu", N_("Menunggu"), "hourglass-split", ("petugas", "mitra", "admin", "auditor")),
    ("/asn/daftar/pekerja/pilih", N_("Menunggu"), "hourglass-split", ("donatur",)),
    ("/berakhir", N_("Berakhir"), "clock", ("petugas", "mitra", "donatur", "admin", "auditor")),
    ("/klaim", N_("Kecelakaan dan kematian"), "heart-pulse", ("petugas", "admin", "auditor")),
    ("/batch", N_("Batch"), "collection", ("petugas", "mitra", "admin", "auditor")),
    ("/cakupan", N_("Cakupan"), "bar-chart", ("opd", "admin", "auditor")),
    ("/program", N_("Program kota"), "umbrella", ("admin", "auditor")),
    ("/tagihan", N_("Tagihan"), "cash-coin", ("mitra", "admin", "auditor")),
    ("/bpjs", N_("BPJS"), "send", ("admin", "auditor")),
    ("/debit", N_("Debet"), "bank", ("admin", "auditor")),
    ("/kartu", N_("Kartu"), "credit-card-2-front", ("petugas", "mitra", "admin", "auditor")),
    ("/iuran", N_("Iuran"), "calculator", ("petugas", "mitra", "donatur", "opd", "admin", "auditor")),
    ("/pesan", N_("Pesan"), "send", ("petugas", "mitra", "admin", "auditor")),
    ("/perusahaan", N_("Perusahaan"), "building", ("petugas", "mitra", "admin", "auditor")),
    ("/opd", N_("OPD"), "diagram-3", ("opd", "admin", "auditor")),
    ("/admin/plkk", N_("PLKK"), "geo-alt", ("admin", "auditor")),
    ("/admin/pengguna", N_("Pengguna"), "person-gear", ("admin", "auditor")),
    ("/admin/jejak", N_("Jejak audit"), "clock-history", ("admin", "auditor")),
)


def register(app: Flask) -> None:
    app.jinja_env.globals.update(
        asset=asset,
        rupiah=words.rupiah,
        number=words.number,
        long_date=long_date,
        short_date=words.short_date,
        month_name=month_name,
        months_words=months_words,
        asks_for_post=lambda: post_today.asks(actor().posts, actor().user_id),
        moment=moment,
        when=when,
        time_of_day=time_of_day,
        short_name=words.short_name,
        funder_words=lambda funder: _(funder_words(funder)),
        sentence=sentence,
        job_error=queue.error_of,
        spoken_strip=spoken_strip,
        occupation_name=occupation_name,
        action_words=action_words,
        protection_detail=protection_detail,
        area_name=places.area_name,
    )
    app.jinja_env.filters.update(
        rupiah=words.rupiah, number=words.number, long_date=long_date, month_name=month_name, moment=moment
    )
    app.context_processor(lambda: _context(app))


def _context(app: Flask) -> dict:
    known = not getattr(g, "fault", None) or g.fault not in (500, 503)
    inside = known and current_user and current_user.is_authenticated
    return {
        "language": language(),
        "environment": app.config["ENVIRONMENT"],
        "idle_lock_minutes": settings.whole("idle_lock_minutes") if inside else 0,
        "navigation": _navigation() if inside else [],
        "post_of_today": actor().post.name if inside and actor().post else None,
        "own_posts": actor().posts if inside else (),
    }


def language() -> str:
    return str(get_locale() or "id")[:2]


def long_date(day) -> str:
    return words.long_date(day, language())


def month_name(month) -> str:
    return words.month_name(month, language())


def months_words(months: Iterable) -> str:
    """`Desember 2026–Februari 2027`, of days or of rows with a month."""
    days = [one if isinstance(one, date) else one.month for one in months]
    return words.months_in_words(days, language())


def moment(at) -> str:
    """A stored UTC time as people here read it: `20 November 2026 14.35`."""
    there = clock.local(at)
    return f"{words.long_date(there.date(), language())} {words.clock_time(there)}"


def time_of_day(at) -> str:
    """A stored UTC time by its clock alone: `14.35`."""
    return words.clock_time(clock.local(at))


def when(at) -> str:
    """A stored UTC time as one says it: `pukul 14.35`, or with its day where that is not today."""
    day = clock.local(at).date()
    if day == clock.today():
        return _("pukul %(time)s", time=time_of_day(at))
    return _("%(day)s pukul %(time)s", day=long_date(day), time=time_of_day(at))


def sentence(finding) -> str:
    """A finding or one kept as data, as a sentence in the reader's language."""
    if isinstance(finding, Mapping):
        source, params = finding["message"], finding["params"]
        return _(source) % spoken(params, language())
    return finding.sentence(_, language())


def occupation_name(code: str) -> str:
    work = places.occupations_by_code()[code]
    return work.name if language() == "id" else work.name_en


def protection_detail(state) -> str | None:
    """What follows the state's name: until when, or by when to pay."""
    if state.code == "protected":
        return _("s.d. %(day)s", day=long_date(state.until))
    if state.code == "in_arrears":
        if state.last_day_to_pay < clock.today():
            return _("batas bayar %(day)s sudah lewat", day=long_date(state.last_day_to_pay))
        return _("bayar paling lambat %(day)s", day=long_date(state.last_day_to_pay))
    if state.code == "ended":
        return _("sejak %(day)s", day=long_date(state.on))
    return None


@dataclass(frozen=True)
class SpokenMonth:
    """A cell of the strip with its whole sentence."""

    month: date
    state: str
    words: str


def spoken_strip(cells) -> list[SpokenMonth]:
    return [
        SpokenMonth(cell.month, cell.state, f"{month_name(cell.month)}: {_spoken(cell)}") for cell in cells
    ]


def _spoken(cell) -> str:
    parts = [(cell.message, cell.params), *cell.more]
    return ", ".join(_(message) % _params(params) for message, params in parts)


def _params(params: Mapping[str, str]) -> dict[str, str]:
    """Days as the reader says them, other words translated."""
    return {name: _(value) if value else "" for name, value in spoken(params, language()).items()}


def _navigation() -> list[NavigationItem]:
    allowed = [item for item in NAVIGATION if current_user.role in item[3]]
    current = max(
        (
            href
            for href, *_rest in allowed
            if request.path == href or (href != "/" and request.path.startswith(href + "/"))
        ),
        key=len,
        default="",
    )
    return [NavigationItem(href, _(text), icon, href == current) for href, text, icon, _roles in allowed]


@lru_cache(maxsize=200)
def asset(path: str) -> str:
    """The address of a static file with its content's hash, so that it may be cached for ever."""
    return f"/static/{path}?v={hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:10]}"
