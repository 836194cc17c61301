"""A list of people behind a figure of coverage that is too long to wait for: the worker writes it, sealed in pieces,
and it is kept for a day. Who asked for it takes it, or a colleague of the same role; each time is written down under
the name of whoever does."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from db.connection import writing
from db.models import CoverageSheet, Job, User
from kiosk.domain.clock import today, utc_now
from kiosk.domain.words import N_
from kiosk.services import access, audit, coverage_lists, coverage_people_sheets, queue, safe
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.coverage_lists import Wish
from kiosk.services.coverage_people_sheets import OWNER, TAKEN, facts_of
from kiosk.services.numbers import fresh_number
from kiosk.services.once import once
from kiosk.services.row_portions import Progress

JOB, FILE = "coverage.people_sheet", "coverage_people_sheet"
KEPT_FOR = timedelta(hours=24)
PIECE = 4_000_000  # bytes that are sealed, and opened, at a time
SHOWN = 3
THROWN_AWAY_AT_ONCE = 20

NOT_MADE = N_("Lembar ini belum selesai dibuat. Tunggu sebentar, lalu muat ulang halamannya.")
GONE = N_("Lembar ini sudah dihapus: disimpan 24 jam sesudah dibuat. Buka daftarnya, lalu minta lagi.")


@dataclass(frozen=True)
class SheetFile:
    """A sheet with its list and the job that makes it; `may_take`: whether this reader is who asked, or a colleague."""

    sheet: CoverageSheet
    wish: Wish
    job: Job | None
    may_take: bool = True

    @property
    def is_gone(self) -> bool:
        return self.sheet.made_at is not None and self.until <= utc_now()

    @property
    def is_ready(self) -> bool:
        return self.sheet.made_at is not None and not self.is_gone

    @property
    def has_failed(self) -> bool:
        return self.sheet.made_at is None and (self.job is None or self.job.state == "failed")

    @property
    def working(self) -> bool:
        return self.sheet.made_at is None and not self.has_failed

    @property
    def stands_still(self) -> bool:
        return self.working and queue.is_quiet(self.job)

    @property
    def until(self) -> datetime | None:
        return self.sheet.made_at + KEPT_FOR if self.sheet.made_at else None


def ask(*, wish: Wish, narrowed: str, client_key: str, by: Actor) -> str:
    """Have the worker write it, once per key; answers with its number, that of an earlier one of the same list where it
    is still being made. `narrowed` says in words to what. Raises NotAllowed for who sees no names, KeyInUse."""
    access.require(by.role in access.SEES_ALL)
    kept, total = wish.frozen(), coverage_lists.total_of(wish)
    return once(
        key=client_key,
        purpose="coverage_sheet",
        content=kept,
        by=by,
        make=lambda: _in_the_making(kept, by) or _ask(wish, narrowed, total, by),
    )[0]


def _in_the_making(kept: dict, by: Actor) -> str | None:
    return next((one.sheet.no for one in own_of(by) if one.working and one.sheet.wish == kept), None)


def _ask(wish: Wish, narrowed: str, total: int, by: Actor) -> str:
    made = CoverageSheet.create(
        no=fresh_number(f"C{today():%y}"), wish=wish.frozen(), narrowed=narrowed, people=total,
        asked_by=by.user_id,
    )  # fmt: skip
    job = queue.ask(JOB, by=by, total=total, sheet=made.id)
    CoverageSheet.update(job_id=job.id).where(CoverageSheet.id == made.id).execute()
    audit.record(
        "cakupan.orang_diminta", by=by, kind=OWNER, subject=made.no, **facts_of(wish, narrowed, total)
    )
    return made.no


def sheet_of(no: str, *, by: Actor) -> SheetFile:
    """For whoever sees the list itself; it names nobody. Raises NotThere, NotAllowed."""
    access.require(by.role in access.SEES_ALL)
    sheet = CoverageSheet.select(CoverageSheet, User).join(User).where(CoverageSheet.no == no).first()
    if sheet is None:
        raise NotThere
    job = Job.get_or_none(Job.id == sheet.job_id)
    return SheetFile(sheet, Wish.thawed(sheet.wish), job, may_take=sheet.asked_by.role == by.role)


def own_of(by: Actor) -> list[SheetFile]:
    """The last few that this person asked for and may still take, or wait for; newest first."""
    since = utc_now() - KEPT_FOR
    asked = (CoverageSheet.asked_by == by.user_id) & (
        CoverageSheet.made_at.is_null() & (CoverageSheet.asked_at > since) | (CoverageSheet.made_at > since)
    )
    sheets = list(CoverageSheet.select().where(asked).order_by(CoverageSheet.id.desc()).limit(SHOWN))
    jobs = {job.id: job for job in Job.select().where(Job.id.in_([one.job_id for one in sheets]))}
    return [SheetFile(one, Wish.thawed(one.wish), jobs.get(one.job_id)) for one in sheets]


def write(*, sheet_id: int, progress: Progress) -> None:
    """Safe to call again after a stop, and beside another who does the same: whoever comes second throws away what they
    have written."""
    sheet = CoverageSheet.get_by_id(sheet_id)
    if sheet.made_at:
        return
    paths: list[str] = []
    noted = False
    try:
        file, people = coverage_people_sheets.written(Wish.thawed(sheet.wish), sheet.narrowed, progress)
        with file:
            paths.extend(_sealed(file))
        noted = _note(sheet, paths, people)
    finally:
        if not noted:
            _remove(paths)


def _sealed(file: BinaryIO) -> Iterator[str]:
    while piece := file.read(PIECE):
        yield safe.keep_file(piece, FILE).path


def _note(sheet: CoverageSheet, paths: list[str], people: int) -> bool:
    kept = {"paths": paths, "people": people, "made_at": utc_now()}
    with writing():
        unmade = (CoverageSheet.id == sheet.id) & CoverageSheet.made_at.is_null()
        return bool(CoverageSheet.update(kept).where(unmade).execute())


def content_of(no: str, *, by: Actor) -> BinaryIO:
    """The sheet, open for reading and lying nowhere; names leave the house, and so it is written down first. Raises
    NotThere, NotAllowed for another role than that of who asked, Refused while it is not made and once it is thrown
    away."""
    file = sheet_of(no, by=by)
    access.require(file.may_take)
    if not file.is_ready:
        raise Refused(GONE if file.is_gone else NOT_MADE)
    sheet = file.sheet
    with writing():
        audit.record(
            TAKEN, by=by, kind=OWNER, subject=sheet.no, **facts_of(file.wish, sheet.narrowed, sheet.people)
        )
    return _opened(sheet.paths)


def _opened(paths: list[str]) -> BinaryIO:
    """A piece at a time, so that a long one takes no more memory than a short one."""
    with TemporaryDirectory(prefix="payung-") as folder:
        whole = Path(folder) / "orang.xlsx"
        with whole.open("wb") as file:
            for path in paths:
                file.write(safe.file_content(path, FILE))
        return whole.open("rb")


def throw_away() -> int:
    """Delete those that were kept long enough; answers with how many. A file whose row stays after a fault is met again
    by the next round."""
    deleted = 0
    while some := _throw_some_away():
        deleted += some
    return deleted


def _throw_some_away() -> int:
    old = (CoverageSheet.made_at <= utc_now() - KEPT_FOR) & CoverageSheet.thrown_away_at.is_null()
    with writing():
        sheets = list(CoverageSheet.select().where(old).limit(THROWN_AWAY_AT_ONCE))
        for one in sheets:
            _remove(one.paths)
        gone = CoverageSheet.update(paths=[], thrown_away_at=utc_now())
        gone.where(CoverageSheet.id.in_([one.id for one in sheets])).execute()
    return len(sheets)


def _remove(paths: list[str]) -> None:
    for path in paths:
        safe.remove_file(path)
