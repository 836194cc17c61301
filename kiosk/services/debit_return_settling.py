"""Lines of a bank's file that changed nothing are to be looked at until somebody notes what came of them: the file is
then settled. Read again with anything left over, it is open once more."""

from peewee import fn

from db.models import DebitReturn, DebitReturnRow, DebitRun
from kiosk.domain.clock import utc_now
from kiosk.domain.debit_returns import TO_LOOK_AT
from kiosk.domain.words import N_
from kiosk.services import access, audit, debit_answers, debit_runs
from kiosk.services.acting import Actor, Refused
from kiosk.services.once import once

NOTHING_OPEN = N_("Tidak ada baris berkas ini yang masih perlu dilihat. Muat ulang halamannya.")


def settle(*, answer: DebitReturn, note: str, client_key: str, by: Actor) -> None:
    """`note` says what the bank has answered and what was done. Once per key. Raises NotAllowed, KeyInUse, Refused
    where nothing of it is open."""
    access.require(by.role == "admin")
    once(
        key=client_key,
        purpose="debit.settle_answer",
        content={"answer": answer.id, "note": note},
        by=by,
        make=lambda: _settle(answer, note, by),
    )


def _settle(answer: DebitReturn, note: str, by: Actor) -> str:
    run = debit_runs.held_run(answer.run_id)
    found = open_answers().where(DebitReturn.id == answer.id).exists()
    if not found:
        raise Refused(NOTHING_OPEN)
    DebitReturn.update(settled_at=utc_now(), settled_by=by.user_id, settled_note=note).where(
        DebitReturn.id == answer.id
    ).execute()
    audit.record(
        "debet.jawaban_diselesaikan", by=by, kind=debit_runs.OWNER, subject=f"{run.month:%Y-%m}",
        urutan=run.number, jawaban=answer.no, catatan=note,
    )  # fmt: skip
    return answer.no


def open_answers():
    """Files that were read, with lines to look at that nobody has settled."""
    rows = DebitReturnRow.select(DebitReturnRow.id).where(
        DebitReturnRow.debit_return == DebitReturn.id, DebitReturnRow.outcome.in_(TO_LOOK_AT)
    )
    return DebitReturn.select().where(
        DebitReturn.state == debit_answers.READ, DebitReturn.settled_at.is_null(), fn.EXISTS(rows)
    )


def open_lines() -> list[tuple[DebitReturn, int]]:
    """Each open file with its run, and how many of its lines are to be looked at; the oldest first, one query."""
    rows = (
        DebitReturn.select(DebitReturn, DebitRun, fn.COUNT(DebitReturnRow.id).alias("open_lines"))
        .join(DebitRun)
        .switch(DebitReturn)
        .join(DebitReturnRow)
        .where(
            DebitReturn.state == debit_answers.READ,
            DebitReturn.settled_at.is_null(),
            DebitReturnRow.outcome.in_(TO_LOOK_AT),
        )
        .group_by(DebitReturn, DebitRun)
        .order_by(DebitReturn.id)
    )
    return [(row, row.open_lines) for row in rows]
