"""Of people and of what they were told: one NIK is one worker, the day of a death is that of the audit trail, one form
has one answer, and what was answered is there."""

from collections.abc import Iterable, Iterator

from peewee import JOIN, fn

from db.models import AuditEvent, Batch, Bill, OnceKey, Payment, Worker
from kiosk.services.deaths import COVER_ENDED, DIED, TAKEN_BACK
from kiosk.services.invariant_proofs import Invariant

# purpose of a key → what its answer names
ANSWERS = {"enrolment": Worker.reg_no, "batch": Batch.no, "bill": Bill.no, "payment": Payment.no}


def _one_nik_twice() -> Iterable[str]:
    twice = Worker.select(Worker.nik_hash).group_by(Worker.nik_hash).having(fn.COUNT(Worker.id) > 1)
    return (reg_no for (reg_no,) in Worker.select(Worker.reg_no).where(Worker.nik_hash.in_(twice)).tuples())


def _deaths() -> int:
    return Worker.select().where(Worker.died_on.is_null(False), Worker.merged_into.is_null()).count()


def _died_on_another_day() -> Iterable[str]:
    """The newest line about a death counts, also one under a number that was merged into the person's."""
    numbered = Worker.alias()
    person = fn.COALESCE(numbered.merged_into, numbered.id)
    tells = (AuditEvent.action == TAKEN_BACK) | (
        (AuditEvent.action == COVER_ENDED) & (AuditEvent.detail["sebab"] == DIED)
    )
    newest = (
        AuditEvent.select(person.alias("person"), fn.MAX(AuditEvent.id).alias("line"))
        .join(numbered, on=(numbered.reg_no == AuditEvent.subject))
        .where(AuditEvent.subject_kind == "pekerja", tells)
        .group_by(person)
    )
    said = AuditEvent.alias()
    rows = (
        Worker.select(Worker.reg_no, Worker.died_on, said.action, said.detail)
        .join(newest, JOIN.LEFT_OUTER, on=(newest.c.person == Worker.id))
        .join(said, JOIN.LEFT_OUTER, on=(said.id == newest.c.line))
        .where(Worker.merged_into.is_null(), Worker.died_on.is_null(False) | said.id.is_null(False))
        .order_by(Worker.id)
    )
    for reg_no, died_on, action, detail in rows.tuples().iterator():
        day = detail["hari_terakhir"] if action == COVER_ENDED else None
        if day != (died_on and died_on.isoformat()):
            yield reg_no


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
    Invariant(
        "7", "deaths", "Hari wafat setiap orang sama dengan yang tercatat dalam jejak audit.",
        "kematian", _deaths, _died_on_another_day,
    ),
    Invariant("2", "one_answer", "Setiap formulir dijawab tepat satu kali.", "formulir", _keys, _answered_otherwise),
    Invariant(
        "8", "answered", "Pendaftaran, batch, tagihan, dan pembayaran yang sudah dijawab masih ada.",
        "jawaban", _answered, _lost,
    ),
)  # fmt: skip
