"""A list of members is taken back: it was of other funders, of another day, or cut off. What it raised and nobody has
settled is closed, what it settled by itself is open again, what people settled stays."""

from typing import NamedTuple

from peewee import fn

from db.connection import held, in_turn, writing
from db.models import Answer, Mismatch
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_
from kiosk.services import access, audit, bpjs_answers, bpjs_list_questions, bpjs_list_repeats
from kiosk.services.acting import Actor, Refused
from kiosk.services.bpjs_answer_files import MEMBER_LIST, READ, WITHDRAWN, answer_seen_by, is_being_read
from kiosk.services.bpjs_mismatch_rows import AT_ONCE, LISTS
from kiosk.services.portions import in_chunks

TAKEN_BACK = "Daftar %s ditarik kembali."  # what is kept as how it was settled
NO_LIST = N_(
    "Hanya daftar peserta aktif yang dapat ditarik kembali; balasan atas pengajuan dibetulkan per orang."
)
NOT_READ = N_("Daftar ini belum selesai dibaca, maka belum dapat ditarik kembali.")


class Withdrawal(NamedTuple):
    """What taking a list back closes (open ones it raised), leaves (settled by people), and opens again."""

    closed: int
    kept: int
    reopened: int


def withdrawal_of(*, no: str, by: Actor) -> Withdrawal:
    """What it would do now. Raises NotAllowed, NotThere, Refused where the list cannot be taken back."""
    answer = answer_seen_by(by, no)
    _require_read(answer)
    raised = Mismatch.select().where(Mismatch.answer == answer)
    return Withdrawal(
        closed=raised.where(Mismatch.settled_at.is_null()).count(),
        kept=raised.where(Mismatch.settled_by_id.is_null(False)).count(),
        reopened=_settled_by(answer).count(),
    )


def withdraw(*, no: str, by: Actor) -> None:
    """Sent twice it acts once. Lists that hold good say again what only this one had said for them. Raises NotAllowed,
    NotThere, Refused."""
    access.require(by.role == "admin")
    answer = answer_seen_by(by, no)
    with writing():
        in_turn(bpjs_answers.FILES)
        answer = held(Answer.select().where(Answer.id == answer.id)).get()
        if answer.state == WITHDRAWN:
            return
        _require_read(answer)
        in_turn(LISTS)
        closed, reopened = _close(answer, by), _open_again(answer)
        bpjs_list_questions.let_bytes_go(answer)
        told = {"ditutup": closed, "dibuka_lagi": reopened}
        audit.record("bpjs.daftar_ditarik", by=by, kind="balasan", subject=answer.no, **told)
    bpjs_list_repeats.say_again(answer, closed_as=TAKEN_BACK % answer.no)


def _require_read(answer: Answer) -> None:
    if answer.kind != MEMBER_LIST:
        raise Refused(NO_LIST)
    if answer.state != READ or is_being_read(answer):
        raise Refused(NOT_READ)


def _close(answer: Answer, by: Actor) -> int:
    closed = {"settled_at": utc_now(), "settled_by_id": by.user_id, "how": TAKEN_BACK % answer.no}
    theirs = (Mismatch.answer == answer) & Mismatch.settled_at.is_null()
    return Mismatch.update(closed).where(theirs).execute()


def _open_again(answer: Answer) -> int:
    opened = {"settled_at": None, "settled_by_id": None, "how": ""}
    ids = [row.id for row in _settled_by(answer)]
    return sum(
        Mismatch.update(opened).where(Mismatch.id.in_(chunk)).execute() for chunk in in_chunks(ids, AT_ONCE)
    )


def _settled_by(answer: Answer):
    """The query of the ids of what this list settled by itself and no other has opened since; of several about the
    same the latest."""
    other = Mismatch.alias()
    open_again = other.select(other.id).where(
        other.worker == Mismatch.worker,
        other.kind == Mismatch.kind,
        other.settled_at.is_null(),
        other.answer != answer,
    )
    rows = Mismatch.select(fn.MAX(Mismatch.id).alias("id")).where(
        Mismatch.settled_by_id.is_null(),
        Mismatch.how == answer.no,
        Mismatch.answer != answer,
        ~fn.EXISTS(open_again),
    )
    return rows.group_by(Mismatch.worker, Mismatch.kind)
