"""What B4 is measured against: the same answer taken in as anyone would first write it."""

import json
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from uuid import uuid4

from cryptography.fernet import Fernet
from openpyxl import load_workbook

from db.connection import writing
from db.models import (
    Answer,
    AnswerRow,
    AuditEvent,
    CoverageCount,
    CoverageMonth,
    CoverageSpan,
    Credit,
    Membership,
    Message,
    PaymentAllocation,
    SubmissionLine,
    Worker,
    WorkerFlag,
)
from kiosk.domain.clock import utc_now
from kiosk.domain.names import names_prove
from kiosk.domain.nik import read_nik
from kiosk.services import message_texts, safe
from kiosk.services.acting import Actor
from tests.bench.answer_sheets import HEADINGS

ROWS_AT_ONCE = 500
_fernet = Fernet(Fernet.generate_key())


def by_peewee(path: Path, by: Actor) -> int:
    """openpyxl, the same rules, one look for each NIK, line, number and month, Fernet, one create or save for each row
    of each table, the counts kept; 500 lines in a transaction. Answers with the number of lines applied."""
    page, taken = load_workbook(path, read_only=True).active, 0
    answer = Answer.create(
        no=f"P-{uuid4().hex[:8]}", kind="answer", file_name="a", fingerprint=uuid4().bytes, path="",
        created_by_id=by.user_id,
    )  # fmt: skip
    rows = enumerate(islice(page.iter_rows(values_only=True), 1, None), 2)
    while chunk := list(islice(rows, ROWS_AT_ONCE)):
        with writing():
            taken += sum(_take_in(number, values, answer, by) for number, values in chunk)
    return taken


def _take_in(number: int, values: tuple, answer: Answer, by: Actor) -> bool:
    nik, name, status, kpj, day, reason = (str(value or "").strip() for value in values)
    reading = read_nik(nik, today=utc_now().date())
    worker = Worker.get_or_none(Worker.nik_hash == safe.index(reading.nik, safe.NIK))
    if worker is None or not names_prove(name, worker.name):
        return False
    line = SubmissionLine.get_or_none(SubmissionLine.worker == worker, SubmissionLine.state == "asked")
    if line is None:
        return False
    if status == "Diterima":
        _accept(worker, line, kpj, datetime.strptime(day, "%d-%m-%Y").date(), by)
    else:
        _reject(worker, line, reason, by)
    cells = dict(zip(HEADINGS, (nik, name, status, kpj, day, reason), strict=True))
    AnswerRow.create(
        answer=answer, sheet_name="Hasil", number=number, worker=worker, line=line,
        cells=_fernet.encrypt(json.dumps(cells).encode()), outcome="accepted" if kpj else "rejected", findings=[],
    )  # fmt: skip
    return True


def _accept(worker: Worker, line: SubmissionLine, kpj: str, day: date, by: Actor) -> None:
    hashed, sealed = safe.index(kpj, safe.KPJ), _fernet.encrypt(kpj.encode())
    taken = Worker.select().where(Worker.kpj_hash == hashed, Worker.id != worker.id).exists()
    if (
        taken
        or Membership.select().where(Membership.kpj_hash == hashed, Membership.worker != worker).exists()
    ):
        raise RuntimeError("somebody else's number")
    line.state, line.effective_on, line.answered_at = "accepted", day, utc_now()
    line.save()
    Membership.create(
        worker=worker, funder=line.submission.funder_id, kpj_sealed=sealed, kpj_hash=hashed, effective_on=day,
        source="answer", line=line, noted_by_id=by.user_id,
    )  # fmt: skip
    worker.kpj_sealed, worker.kpj_hash = sealed, hashed
    worker.save()
    for month in _months(worker, line)[:1]:
        month.effective_on = day
        month.save(only=[CoverageMonth.effective_on])
        _count(month, effective=CoverageCount.effective + 1)
        text = message_texts.whatsapp_text("started", name=worker.name, sex=worker.sex, month=month.month)
        Message.create(
            key=f"started:{worker.id}:{month.month}", kind="started", to_kind="worker", channel="hand", worker=worker,
            funder=month.funder_id, subject="Perlindungan mulai berlaku", text=text, state="by_hand",
        )  # fmt: skip
    _spans(worker)
    _write_down("bpjs.diterima", worker, by)


def _reject(worker: Worker, line: SubmissionLine, reason: str, by: Actor) -> None:
    line.state, line.reason, line.answered_at = "rejected", reason, utc_now()
    line.save()
    for month in _months(worker, line):
        entry = PaymentAllocation.get(PaymentAllocation.covered == month)
        PaymentAllocation.create(
            payment=entry.payment_id, covered=month, amount=-entry.amount, reverses=entry, why="rejected"
        )
        Credit.create(payment=entry.payment_id, amount=entry.amount, why="released")
        month.payment, month.released_at, month.released_why = None, utc_now(), "rejected"
        month.save(only=[CoverageMonth.payment, CoverageMonth.released_at, CoverageMonth.released_why])
        _count(month, planned=CoverageCount.planned - 1, paid=CoverageCount.paid - 1)
    WorkerFlag.create(worker=worker, kind="bpjs_rejected", note=reason)
    _spans(worker)
    _write_down("bpjs.ditolak", worker, by)


def _months(worker: Worker, line: SubmissionLine) -> list[CoverageMonth]:
    live = CoverageMonth.select().where(CoverageMonth.worker == worker, CoverageMonth.released_at.is_null())
    return list(live.where(CoverageMonth.funder == line.submission.funder_id).order_by(CoverageMonth.month))


def _count(month: CoverageMonth, **changed) -> None:
    CoverageCount.update(**changed).where(
        CoverageCount.month == month.month,
        CoverageCount.area == month.kelurahan_id,
        CoverageCount.funder_kind == month.funder_kind,
        CoverageCount.occupation == month.occupation_id,
    ).execute()


def _spans(worker: Worker) -> None:
    CoverageSpan.delete().where(CoverageSpan.worker == worker).execute()
    months = list(
        CoverageMonth.select().where(CoverageMonth.worker == worker, CoverageMonth.released_at.is_null())
    )
    for kind in ("funded", "paid") if months else ():
        member = kind == "paid" and any(month.effective_on for month in months)
        CoverageSpan.create(
            worker=worker, kind=kind, first=months[0].month, last=months[-1].month, member=member
        )


def _write_down(action: str, worker: Worker, by: Actor) -> None:
    AuditEvent.create(
        user_id=by.user_id, user_name=by.name, role=by.role, action=action, subject_kind="pekerja",
        subject=worker.reg_no, detail={},
    )  # fmt: skip
