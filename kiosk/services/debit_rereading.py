"""A file of the bank is read once more, once the layout says what its words mean: what was written stays, the lines
that changed nothing are judged again."""

from db.models import DebitReturn, DebitReturnRow
from kiosk.domain.debit_returns import TO_LOOK_AT
from kiosk.domain.words import N_
from kiosk.services import access, audit, debit_answers, debit_runs, queue
from kiosk.services.acting import Actor, Refused
from kiosk.services.debit_answer_doubts import OTHER_RUN
from kiosk.services.once import once

NOTHING_LEFT = N_("Semua baris berkas ini sudah tercatat, maka tidak ada yang perlu dibaca ulang.")


def read_again(*, answer: DebitReturn, client_key: str, by: Actor) -> None:
    """Have the worker read it again, once per key; also while it is read: nothing more. Raises NotAllowed, KeyInUse,
    Refused where every line of it did what it says, or it answers another run."""
    access.require(by.role == "admin")
    once(
        key=client_key,
        purpose="debit.read_again",
        content={"answer": answer.id},
        by=by,
        make=lambda: _ask(answer, by),
    )


def _ask(answer: DebitReturn, by: Actor) -> str:
    run = debit_runs.held_run(answer.run_id)
    now = DebitReturn.get_by_id(answer.id)
    if now.state == debit_answers.STORED:
        return now.no
    _require_of_this_run(now)
    if not _let_go(now) and now.state == debit_answers.READ:
        raise Refused(NOTHING_LEFT)
    job = queue.ask(debit_answers.JOB, by=by, debit_return=now.id, user=by.user_id)
    again = {
        "state": debit_answers.STORED, "findings": None, "counts": None, "job_id": job.id, "settled_at": None,
    }  # fmt: skip
    DebitReturn.update(again).where(DebitReturn.id == now.id).execute()
    audit.record(
        "debet.jawaban_dibaca_ulang", by=by, kind=debit_runs.OWNER, subject=f"{run.month:%Y-%m}",
        urutan=run.number, jawaban=now.no,
    )  # fmt: skip
    return now.no


def _require_of_this_run(answer: DebitReturn) -> None:
    """No layout makes an answer to another run this one's."""
    for finding in answer.findings or []:
        if finding["code"] == OTHER_RUN:
            raise Refused(finding["message"], **finding["params"])


def _let_go(answer: DebitReturn) -> int:
    """The lines that changed nothing; answers with how many."""
    theirs = DebitReturnRow.debit_return == answer
    return DebitReturnRow.delete().where(theirs, DebitReturnRow.outcome.in_(TO_LOOK_AT)).execute()
