"""A list of the extreme poor comes in: refused before it is kept, or kept sealed with a job that reads it. The same
bytes lead to what became of them the first time."""

from dataclasses import dataclass
from datetime import date

from db.connection import in_turn
from db.models import PovertyList
from kiosk.domain.clock import local, today
from kiosk.domain.findings import Finding, Severity, info
from kiosk.domain.words import N_, without_long_numbers
from kiosk.files import sheet_guard
from kiosk.files.sheet_fence import each_sheet_opened_once
from kiosk.files.sheet_findings import TOO_HEAVY
from kiosk.files.sheets import read_sheet
from kiosk.services import access, audit, queue, safe
from kiosk.services.acting import Actor, Refused
from kiosk.services.numbers import fresh_number
from kiosk.services.once import once
from kiosk.services.poverty_list_files import (
    KIND,
    READING_JOB,
    REFUSED,
    WITHDRAWN,
    day_of_deletion,
    may_be_explained,
    may_change,
    vocabulary_of,
)

LISTS = 52  # one file at a time comes in: two desks may send the same
BYTES_OPENED = 1_000_000  # opening what is larger takes too long for a page
OLDEST = 10  # years
SAME_AGAIN = N_(
    "Berkas yang persis sama sudah diterima pada %(received_on)s sebagai %(no)s. Tidak ada daftar baru yang dibuat; di "
    "bawah ini hasil berkas yang pertama."
)
SAME_OTHERWISE = N_(
    "Berkas yang persis sama sudah diterima pada %(received_on)s sebagai %(no)s, dengan sumber atau tanggal lain. "
    "Tidak ada daftar baru yang dibuat; di bawah ini hasil berkas yang pertama. Bila sumber atau tanggalnya keliru, "
    "tarik daftar ini dulu, lalu unggah lagi."
)
NOT_YET = N_(
    "Tanggal daftar belum terjadi. Isi tanggal data itu dibuat, seperti tertulis pada surat pengantarnya."
)
TOO_OLD = N_(
    "Tanggal daftar lebih dari %(years)s tahun yang lalu. Periksa tahunnya; daftar setua itu tidak dipakai lagi."
)


@dataclass(frozen=True)
class NewList:
    """`decile` is None where each row names its own; `sheet` is (file name, bytes)."""

    source: str
    as_of: date
    decile: int | None
    sheet: tuple[str, bytes]


class ListRefused(Refused):
    """The file as a whole cannot be used."""


class DayRefused(Refused):
    """The day of the list cannot be right."""


class SameList(Refused):
    """The same bytes once more; `no` is the list they came in as, `finding` says on which day, and whether of another
    source or day."""

    def __init__(self, before: PovertyList, *, otherwise: bool = False):
        words, day = SAME_OTHERWISE if otherwise else SAME_AGAIN, local(before.created_at).date()
        self.finding = info("list_again", words, received_on=day, no=before.no)
        self.no = before.no
        super().__init__(self.finding.sentence())


@each_sheet_opened_once()
def upload(*, wish: NewList, client_key: str, by: Actor, demo: bool = False) -> str:
    """Keep the list and have it read by the worker, once per key. Answers with its number.

    Raises NotAllowed, KeyInUse, DayRefused, ListRefused, SameList."""
    access.require(may_change(by))
    _require_day(wish.as_of)
    _require_readable(wish)
    stored, first_time = safe.keep_file(wish.sheet[1], KIND), False
    content = {"source": wish.source, "as_of": wish.as_of, "decile": wish.decile, "sheet": stored.sha256}
    try:
        no, first_time = once(
            key=client_key,
            purpose="poverty.list",
            content=content,
            by=by,
            make=lambda: _create(wish, stored, demo, by),
        )
    finally:
        if not first_time:
            safe.remove_file(stored.path)
    return no


def _require_day(as_of: date) -> None:
    if as_of > today():
        raise DayRefused(NOT_YET)
    if as_of.year < today().year - OLDEST:
        raise DayRefused(TOO_OLD, years=OLDEST)


def _require_readable(wish: NewList) -> None:
    """What is large, or takes longer than a page may, is the worker's to judge; one whose headings may be explained is
    taken."""
    (name, content), vocabulary = wish.sheet, vocabulary_of(wish.decile)
    _require(sheet_guard.refuse_unopened(content))
    if len(content) > BYTES_OPENED:
        return
    reading = read_sheet(content, name, None, vocabulary)
    if any(finding.code == TOO_HEAVY for finding in reading.findings):
        return
    if not (reading.asks_for_columns and may_be_explained(content, {}, vocabulary)):
        for finding in reading.findings:
            _require(finding)


def _require(finding: Finding | None) -> None:
    if finding and finding.severity is Severity.BLOCK:
        raise ListRefused(finding.message, **dict(finding.params))


def _create(wish: NewList, stored, demo: bool, by: Actor) -> str:
    in_turn(LISTS)
    fingerprint = safe.index(f"{stored.sha256}:{wish.decile}", KIND)
    _lead_to_the_first(fingerprint, wish)
    made = PovertyList.create(
        no=fresh_number(f"M{today():%y}"),
        source=without_long_numbers(wish.source)[:160],
        as_of=wish.as_of,
        decile=wish.decile,
        file_name=without_long_numbers(wish.sheet[0])[-200:],
        fingerprint=fingerprint,
        path=stored.path,
        created_by_id=by.user_id,
        delete_after=day_of_deletion(),
        demo=demo,
    )
    ask_reading(made, by=by)
    audit.record("miskin.daftar_diunggah", by=by, kind="daftar_miskin", subject=made.no, sumber=made.source)
    return made.no


def _lead_to_the_first(fingerprint: bytes, wish: NewList) -> None:
    """One that came to nothing may be sent once more."""
    same = PovertyList.select().where(PovertyList.fingerprint == fingerprint).order_by(PovertyList.id.desc())
    if before := same.where(PovertyList.state.not_in((REFUSED, WITHDRAWN))).first():
        otherwise = (before.source, before.as_of) != (without_long_numbers(wish.source)[:160], wish.as_of)
        raise SameList(before, otherwise=otherwise)


def ask_reading(poverty_list: PovertyList, *, by: Actor) -> None:
    """Ask for the job that reads a stored list, in the caller's transaction."""
    job = queue.ask(READING_JOB, by=by, poverty_list=poverty_list.id)
    PovertyList.update(job_id=job.id).where(PovertyList.id == poverty_list.id).execute()
