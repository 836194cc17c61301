"""Letters that ask BPJS to let memberships begin earlier, so that they are not broken (DOMAIN 1.5). A letter changes no
month: what BPJS answers does (services/bpjs_answer_taking)."""

from collections.abc import Iterable, Mapping
from datetime import date

from peewee import fn

from db.models import Funder, StartLetter, StartLetterLine, Worker
from kiosk.domain.bpjs_continuity import refused_day
from kiosk.domain.clock import today
from kiosk.domain.words import N_, long_date
from kiosk.services import access, audit, bpjs_letter_proposals
from kiosk.services.acting import Actor, Refused
from kiosk.services.bpjs_letter_pages import funder_named
from kiosk.services.bpjs_letter_proposals import MOST
from kiosk.services.coverage_changes import hold_people
from kiosk.services.numbers import fresh_number
from kiosk.services.once import once
from kiosk.services.portions import in_chunks

AT_ONCE = 500

NOBODY = N_("Pilih paling sedikit satu orang untuk surat ini.")
TOO_MANY = N_(
    "Satu surat memuat paling banyak %(most)s orang. Kurangi pilihannya; sisanya masuk surat berikutnya."
)
NOT_PROPOSED = N_(
    "%(name)s tidak lagi termasuk yang perlu dimintakan, misalnya karena BPJS sudah menjawab. Muat ulang halaman ini."
)
TOO_EARLY = N_("%(name)s: hari yang diminta tidak boleh sebelum %(day)s, bulan pertama yang dibayar.")
NOT_EARLIER = N_("%(name)s: hari yang diminta harus sebelum %(day)s.")


def make(*, funder_id: int, people: Mapping[str, date], reason: str, client_key: str, by: Actor) -> str:
    """`people`: registration number → the day from which the membership should count. Answers with the letter's
    number. Raises NotAllowed, NotThere, KeyInUse, Refused for nobody, too many, who is not proposed, a day that cannot
    be asked for."""
    access.require(by.role == "admin")
    funder = funder_named(by, funder_id)
    if not 0 < len(people) <= MOST:
        raise Refused(TOO_MANY, most=MOST) if people else Refused(NOBODY)
    days = {reg_no: day.isoformat() for reg_no, day in people.items()}
    return once(
        key=client_key,
        purpose="bpjs.letter",
        content={"funder": funder_id, "people": days, "reason": reason},
        by=by,
        make=lambda: _make(funder, people, reason, by),
    )[0]


def asked_earlier(worker_ids: Iterable[int]) -> dict[int, date]:
    """Worker → the day from which the latest letter asks that the membership counts; for them BPJS may name an earlier
    day than before. A query for each 500."""
    found: dict[int, date] = {}
    for chunk in in_chunks(sorted(set(worker_ids)), AT_ONCE):
        rows = StartLetterLine.select(StartLetterLine.worker, StartLetterLine.asked_from)
        found |= dict(rows.where(StartLetterLine.worker.in_(chunk)).order_by(StartLetterLine.id).tuples())
    return found


def note_answered(days: Mapping[int, date]) -> None:
    """In the caller's transaction: which day BPJS named for people of a letter, on the latest line of each. One
    that was noted as refused is refused no more."""
    latest = StartLetterLine.select(fn.MAX(StartLetterLine.id)).where(
        StartLetterLine.worker.in_(sorted(days))
    )
    for row in StartLetterLine.select().where(
        StartLetterLine.id.in_(latest.group_by(StartLetterLine.worker))
    ):
        answered = {"answered_from": days[row.worker_id], "refused_on": None, "refused_why": None}
        StartLetterLine.update(answered).where(StartLetterLine.id == row.id).execute()


def _make(funder: Funder, people: Mapping[str, date], reason: str, by: Actor) -> str:
    workers = {row.id: row for row in Worker.select().where(Worker.reg_no.in_(list(people)))}
    hold_people(workers)
    proposed = bpjs_letter_proposals.among(funder.id, workers)
    by_number = {one.reg_no: one for one in proposed.values()}
    for reg_no, day in people.items():
        _require_possible(by_number.get(reg_no), reg_no, workers, day)
    no = fresh_number(f"S{today():%y}")
    letter = StartLetter.create(no=no, funder=funder, reason=reason, made_by_id=by.user_id)
    StartLetterLine.insert_many(
        [
            {"letter": letter.id, "worker": by_number[reg_no].worker_id, "asked_from": day}
            for reg_no, day in people.items()
        ]
    ).execute()
    audit.record(
        "bpjs.surat_dibuat", by=by, kind="surat", subject=no, penanggung=funder.name, orang=len(people)
    )
    return no


def _require_possible(proposal, reg_no: str, workers: Mapping[int, Worker], day: date) -> None:
    if proposal is None:
        name = next((row.name for row in workers.values() if row.reg_no == reg_no), reg_no)
        raise Refused(NOT_PROPOSED, name=name)
    if bound := refused_day(day, proposal.start):
        sentence = TOO_EARLY if day < bound else NOT_EARLIER
        raise Refused(sentence, name=proposal.name, day=long_date(bound))
