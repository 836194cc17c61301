"""A sealed run leaves the house: after a while in which the seal can still be broken, and only if everybody in it is as
they were. From then on only the bank's answer changes its lines.

Order of holding: run, then mandates by id."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from db.connection import writing
from db.models import DebitLine, DebitRun
from kiosk.domain import debits
from kiosk.domain.clock import local, utc_now
from kiosk.domain.debit_reasons import FILE_REFUSED
from kiosk.domain.words import N_, clock_time
from kiosk.services import access, audit, bank_layouts, debit_left_out, debit_runs, safe, settings
from kiosk.services.acting import Actor, Refused
from kiosk.services.debit_sealed_changes import changed_lines, hold_mandates
from kiosk.services.debit_sealed_files import FILE_KIND

NOT_SEALED = N_("Debet ini belum disegel, maka belum dapat diserahkan ke bank.")
TOO_SOON = N_(
    "Segelnya masih dapat dibuka sampai pukul %(until)s. Sesudah itu berkasnya dapat diserahkan ke bank."
)
CHANGED = N_(
    "%(count)s baris berubah sesudah disegel: surat kuasanya dicabut, pekerjanya tidak perlu dibayar lagi, atau "
    "tarifnya berubah. Buka segelnya, lalu susun lagi."
)
NOT_SENT = N_("Berkas ini belum diserahkan ke bank.")
ANSWERED = N_(
    "Bank sudah menjawab sebagian baris berkas ini, maka tidak dapat dinyatakan ditolak seluruhnya."
)


@dataclass(frozen=True)
class BankFile:
    """The bytes as they were sealed."""

    content: bytes
    name: str


def breakable_until(run: DebitRun) -> datetime:
    """Until when (UTC) nothing leaves the house, so that the seal can be broken without anybody having seen it."""
    return run.sealed_at + timedelta(minutes=settings.whole("debit_undo_minutes"))


def send(*, run: DebitRun, by: Actor) -> None:
    """It is handed to the bank from now on. Done already: nothing more. Raises NotAllowed, Refused (not sealed, too
    soon, or somebody in it has changed)."""
    access.require(by.role == "admin")
    with writing():
        now = debit_runs.held_run(run.id)
        if now.state == debits.SENT:
            return
        _require_ready(now)
        DebitLine.update(state=debits.LINE_SENT).where(
            DebitLine.run == now, DebitLine.state == debits.LINE_SEALED
        ).execute()
        DebitRun.update(state=debits.SENT, sent_at=utc_now(), sent_by=by.user_id).where(
            DebitRun.id == now.id
        ).execute()
        debit_left_out.ask(now, by=by)
        audit.record(
            "debet.diserahkan", by=by, kind=debit_runs.OWNER, subject=f"{now.month:%Y-%m}", urutan=now.number,
            baris=now.lines, jumlah=now.amount, sidik=now.sha256,
        )  # fmt: skip


def _require_ready(run: DebitRun) -> None:
    if run.state != debits.SEALED:
        raise Refused(NOT_SEALED)
    debit_runs.require_day_to_come(run)
    if utc_now() < breakable_until(run):
        raise Refused(TOO_SOON, until=clock_time(local(breakable_until(run))))
    hold_mandates(run)
    if count := changed_lines(run):
        raise Refused(CHANGED, count=count)


def file_of(*, run: DebitRun, by: Actor) -> BankFile:
    """For the admin, once it was handed over; each time is written down. Raises NotAllowed, Refused before."""
    access.require(by.role == "admin")
    if run.state != debits.SENT:
        raise Refused(NOT_SENT)
    content = safe.file_content(run.path, FILE_KIND)
    with writing():
        audit.record(
            "debet.berkas_diambil",
            by=by,
            kind=debit_runs.OWNER,
            subject=f"{run.month:%Y-%m}",
            urutan=run.number,
        )
    return BankFile(content, f"debet-{run.month:%Y-%m}-{run.number}.{_suffix_of(run)}")


def _suffix_of(run: DebitRun) -> str:
    """The bytes are fetched also when nobody finds their layout any more."""
    try:
        return bank_layouts.named(run.layout).sent.suffix
    except Refused:
        return "txt"


def refused_by_bank(*, run: DebitRun, why: str, by: Actor) -> None:
    """The bank has taken nothing of the file: each of its lines failed, and may be tried again. Done already: nothing
    more. Raises NotAllowed, Refused where it was not sent, or the bank has answered about a line."""
    access.require(by.role == "admin")
    with writing():
        now = debit_runs.held_run(run.id)
        if now.state != debits.SENT:
            raise Refused(NOT_SENT)
        lines = (DebitLine.run == now) & (DebitLine.state == debits.LINE_SENT)
        answered = (DebitLine.run == now) & DebitLine.state.in_((debits.PAID, debits.FAILED))
        if DebitLine.select().where(answered, DebitLine.reason != FILE_REFUSED).exists():
            raise Refused(ANSWERED)
        debit_runs.let_items_go(DebitLine.select(DebitLine.id).where(lines))
        changed = (
            DebitLine.update(state=debits.FAILED, reason=FILE_REFUSED, answered_at=utc_now(), bank_reason=why)
            .where(lines)
            .execute()
        )
        if changed:
            audit.record(
                "debet.ditolak_bank", by=by, kind=debit_runs.OWNER, subject=f"{now.month:%Y-%m}",
                urutan=now.number, baris=changed, alasan=why,
            )  # fmt: skip
