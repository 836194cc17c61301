"""The bytes of a sealed run: written once from its lines by the bank's layout, kept sealed for ever."""

from collections.abc import Iterator

from peewee import fn

from db.connection import writing
from db.models import DebitLine, DebitRun
from kiosk.domain import debits
from kiosk.domain.bank_layouts import DebitHead, DebitOrder
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_
from kiosk.files.bank_cells import BankFileRefused
from kiosk.files.bank_files import debit_file
from kiosk.services import audit, bank_layouts, debit_runs, safe
from kiosk.services.acting import Actor, Refused
from kiosk.services.mandate_accounts import ACCOUNT

FILE_KIND = "debit_file"  # under which the bytes are sealed

NOBODY = N_(
    "Tidak ada yang dapat didebet lagi dalam susunan ini. Batalkan, lalu baca siapa yang dilewati dan alasannya."
)


def write(run: DebitRun, *, by: Actor) -> None:
    """Of a run whose lines are all sealed. Outside the transaction, since a file is no part of it; whoever comes second
    throws its own away. Raises Refused where a line does not fit into the layout, or nobody is left."""
    head = _head(run)
    if not head.lines:
        raise Refused(NOBODY)
    try:
        content = debit_file(bank_layouts.named(run.layout), head, _orders(run))
    except BankFileRefused as refusal:
        raise Refused(refusal.message, **refusal.params) from refusal
    stored = safe.keep_file(content, FILE_KIND)
    if not _note_sealed(run, head, stored, by):
        safe.remove_file(stored.path)


def _head(run: DebitRun) -> DebitHead:
    columns = (fn.COUNT(DebitLine.id), fn.COALESCE(fn.SUM(DebitLine.amount), 0))
    [(lines, amount)] = DebitLine.select(*columns).where(_sealed_of(run)).tuples()
    return DebitHead(
        debit_on=run.debit_on, month=run.month, number=run.number, lines=lines, amount=int(amount)
    )


def _orders(run: DebitRun) -> Iterator[DebitOrder]:
    """In the order of their numbers; one at a time, however many there are."""
    for line in DebitLine.select().where(_sealed_of(run)).order_by(DebitLine.id).iterator():
        yield DebitOrder(
            key=line.key,
            account=safe.open_text(line.account_sealed, ACCOUNT) or "",
            name=line.account_name,
            amount=line.amount,
            people=line.people,
        )


def _sealed_of(run: DebitRun):
    return (DebitLine.run == run) & (DebitLine.state == debits.LINE_SEALED)


def _note_sealed(run: DebitRun, head: DebitHead, stored, by: Actor) -> bool:
    with writing():
        people = DebitLine.select(fn.COALESCE(fn.SUM(DebitLine.people), 0)).where(_sealed_of(run)).scalar()
        changed = (
            DebitRun.update(
                state=debits.SEALED, sealed_at=utc_now(), sealed_by=by.user_id, path=stored.path,
                sha256=stored.sha256, size=stored.size, lines=head.lines, amount=head.amount, people=int(people),
            )
            .where(DebitRun.id == run.id, DebitRun.state == debits.SEALING)
            .execute()
        )  # fmt: skip
        if changed:
            audit.record(
                "debet.disegel", by=by, kind=debit_runs.OWNER, subject=f"{run.month:%Y-%m}",
                urutan=run.number, baris=head.lines, jumlah=head.amount, sidik=stored.sha256,
            )  # fmt: skip
    return bool(changed)
