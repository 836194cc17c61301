"""Of people and of what they were told: one NIK is one worker, one form has one answer, and what was answered is
there."""

from collections.abc import Iterable, Iterator

from peewee import fn

from db.models import Batch, Bill, OnceKey, Payment, Worker
from kiosk.services.invariant_proofs import Invariant

# purpose of a key → what its answer names
ANSWERS = {"enrolment": Worker.reg_no, "batch": Batch.no, "bill": Bill.no, "payment": Payment.no}


def _one_nik_twice() -> Iterable[str]:
    twice = Worker.select(Worker.nik_hash).group_by(Worker.nik_hash).having(fn.COUNT(Worker.id) > 1)
    return (reg_no for (reg_no,) in Worker.select(Worker.reg_no).where(Worker.nik_hash.in_(twice)).tuples())


def _keys() -> int:
    return OnceKey.select().count()


def _answered_otherwise() -> Iterable[str]:
    twice = OnceKey.select(OnceKey.key).group_by(OnceKey.key).having(fn.COUNT(OnceKey.id) > 1)
    wrong = OnceKey.answer.is_null() | OnceKey.key.in_(twice)
    query = OnceKey.select(OnceKey.purpose, OnceKey.id).where(wrong).order_by(OnceKey.id)
    return (f"{purpose} (formulir ke-{row_id})" for purpose, row_id in query.tuples().iterator())


def _answered() -> int:
    return OnceKey.select().where(OnceKey.purpose.in_(list(ANSWERS))).count()


def _lost() -> Iterator[str]:
    for purpose, public_number in ANSWERS.items():
        there = public_number.model.select(public_number).where(public_number == OnceKey.answer)
        lost = OnceKey.select(OnceKey.answer).where(
            OnceKey.purpose == purpose, OnceKey.answer.is_null(False), ~fn.EXISTS(there)
        )
        yield from (answer for (answer,) in lost.tuples().iterator())


INVARIANTS = (
    Invariant(
        "2", "one_nik", "Satu NIK adalah satu pekerja.",
        "pekerja", lambda: Worker.select().count(), _one_nik_twice,
    ),
    Invariant("2", "one_answer", "Setiap formulir dijawab tepat satu kali.", "formulir", _keys, _answered_otherwise),
    Invariant(
        "8", "answered", "Pendaftaran, batch, tagihan, dan pembayaran yang sudah dijawab masih ada.",
        "jawaban", _answered, _lost,
    ),
)  # fmt: skip
