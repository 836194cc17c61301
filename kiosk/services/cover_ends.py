"""Cover ends because the person has died or works no more: what lies behind the last month is let go, what was paid
for it is owed back. What was recorded of somebody who lives is taken back by death_reversals."""

from dataclasses import dataclass
from datetime import date

from db.models import Card, CoverageMonth, Pledge, Worker
from kiosk.domain.clock import first_of_month, today, utc_now
from kiosk.domain.words import N_, long_date
from kiosk.services import (
    audit,
    cards,
    claim_rivals,
    end_notices,
    ledger,
    payment_reversals,
    pledge_endings,
    releases,
    worker_rights,
)
from kiosk.services.acting import Actor, Refused
from kiosk.services.coverage_changes import changing
from kiosk.services.deaths import COVER_ENDED, DEATH_REASON, require_living
from kiosk.services.freezing import mark_frozen
from kiosk.services.funded_months import FundedMonths, by_funder
from kiosk.services.once import once

DIED, STOPPED = releases.DIED, releases.STOPPED
CARD_REASON = "pemegang meninggal dunia"

NOT_YET = N_("Tanggal %(day)s belum tiba. Isi hari wafatnya.")
NOT_BORN = N_("Tanggal %(day)s lebih awal daripada tanggal lahir orang ini. Periksa tahunnya.")
NOT_KNOWN_YET = N_(
    "Pada %(day)s orang ini belum terdaftar: ia tercatat sejak %(since)s. Periksa tanggal dan tahunnya."
)
ALREADY_BEGUN = N_(
    "Bulan yang sudah berjalan tetap berlaku dan tidak ditarik kembali. Isi hari terakhir paling awal %(first)s."
)
NOTHING_ENDS = N_(
    "Tidak ada bulan sesudah %(month)s yang ditanggung, maka tidak ada yang diakhiri. Periksa tanggalnya."
)


@dataclass(frozen=True)
class EndOfCover:
    """What ending it would do: unpaid months `released`, paid ones `credited`, those up to the last day `kept`. `begun`
    are those among the credited that BPJS has confirmed and that have begun. `card` is the one that would be void, None
    where it stays."""

    worker: Worker
    released: list[FundedMonths]
    credited: list[FundedMonths]
    kept: list[FundedMonths]
    begun: list[FundedMonths]
    card: Card | None

    @property
    def credit(self) -> int:
        return sum(funded.amount for funded in self.credited)


def consequences(*, reg_no: str, why: str, last_day: date, by: Actor) -> EndOfCover:
    """`why` is DIED or STOPPED. Raises NotThere, NotAllowed, Refused for a day that cannot be."""
    worker = worker_rights.worker_seen_by(by, reg_no)
    months = ledger.live_months(worker.id)
    _require_possible(worker, months, why, last_day)
    behind = _behind(months, last_day)
    return EndOfCover(
        worker=worker,
        released=by_funder(row for row in behind if ledger.is_unpaid(row)),
        credited=by_funder(row for row in behind if not ledger.is_unpaid(row)),
        kept=by_funder(row for row in months if row not in behind),
        begun=by_funder(row for row in behind if _has_begun(row)),
        card=cards.live_card(worker.id) if why == DIED else None,
    )


def end_cover(*, reg_no: str, why: str, last_day: date, client_key: str, by: Actor) -> None:
    """In one transaction; a person who has died is frozen besides, and the card is void.

    Raises NotThere, NotAllowed, Refused for a day that cannot be or where nothing would end, KeyInUse."""
    once(
        key=client_key,
        purpose="cover_end",
        content={"worker": reg_no, "why": why, "last_day": last_day},
        by=by,
        make=lambda: end_now(reg_no, why, last_day, by),
    )


def end_now(reg_no: str, why: str, last_day: date, by: Actor) -> str:
    """The same in the caller's transaction, which begins with it: what was paid is held before the person is."""
    payment_reversals.hold_payments_of([worker_rights.worker_seen_by(by, reg_no).id])
    worker = worker_rights.worker_to_change(by, reg_no)
    months = ledger.live_months(worker.id)
    _require_possible(worker, months, why, last_day)
    behind = _behind(months, last_day)
    if not behind and why != DIED and not _is_pledged(worker):
        raise Refused(NOTHING_ENDS, month=long_date(last_day))
    if why == DIED:  # first: whoever is told counts the dead by it
        Worker.update(died_on=last_day).where(Worker.id == worker.id).execute()
    with changing([worker.id]) as changes:
        releases.release(behind, why=why, by=by, changes=changes)
        pledge_endings.end_with_worker(worker.id, why=why)
    if why == DIED:
        _set_at_rest(worker, by)
    audit.record(
        COVER_ENDED, by=by, kind="pekerja", subject=reg_no,
        sebab=why, hari_terakhir=last_day.isoformat(), bulan_dilepas=len(behind),
    )  # fmt: skip
    for funder_id in sorted({row.funder_id for row in behind}):
        end_notices.ended(funder_id=funder_id)
    return reg_no


def _require_possible(worker: Worker, months: list[CoverageMonth], why: str, last_day: date) -> None:
    require_living(worker)
    if last_day < worker.birth_on:
        raise Refused(NOT_BORN, day=long_date(last_day))
    if why == DIED:
        _require_lived_until(worker, months, last_day)
    elif last_day < (first := first_of_month(today())):
        raise Refused(ALREADY_BEGUN, first=long_date(first))


def _require_lived_until(worker: Worker, months: list[CoverageMonth], last_day: date) -> None:
    """Nobody has died before the day of enrolment, or before the first month paid where that came earlier."""
    if last_day > today():
        raise Refused(NOT_YET, day=long_date(last_day))
    since = min([worker.enrolled_on, *(row.month for row in months)])
    if last_day < since:
        raise Refused(NOT_KNOWN_YET, day=long_date(last_day), since=long_date(since))
    claim_rivals.require_no_accident_after(worker, last_day)


def _behind(months: list[CoverageMonth], last_day: date) -> list[CoverageMonth]:
    """The months after the one in which the last day lies."""
    return [row for row in months if row.month > first_of_month(last_day)]


def _is_pledged(worker: Worker) -> bool:
    """A civil servant pays for them month by month: a stop ends that, also where no month is planned behind it."""
    return Pledge.select().where(Pledge.worker == worker.id, Pledge.ended_at.is_null()).exists()


def _has_begun(row: CoverageMonth) -> bool:
    return row.effective_on is not None and row.month <= first_of_month(today())


def _set_at_rest(worker: Worker, by: Actor) -> None:
    """No list calls them any more, nothing is printed in their name."""
    if not worker.frozen_at:
        mark_frozen(worker, reason=DEATH_REASON, by=by)
    Card.update(void_at=utc_now(), void_reason=CARD_REASON, voided_by=by.user_id).where(
        Card.worker == worker.id, Card.void_at.is_null()
    ).execute()
