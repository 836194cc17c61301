"""Enrol one person: saved exactly once, sealed, audited, durable before it is acknowledged."""

from datetime import date

from db.models import Batch, Worker
from kiosk.domain.enrolment import Enrolment, differs_from_nik
from kiosk.domain.ktp_reasons import is_settled
from kiosk.domain.words import N_
from kiosk.services import (
    access,
    approvals,
    audit,
    batch_singles,
    drafts,
    enrolment_papers,
    poverty_newcomers,
    twins,
    worker_flags,
)
from kiosk.services.acting import Actor, Refused
from kiosk.services.enrolment_papers import NO_PAPERS, EnrolmentPapers, OnDisk
from kiosk.services.once import once
from kiosk.services.worker_rows import insert_worker, note_consent


class LooksAlike(Refused):
    """Somebody on record may be this person under another NIK; `workers` are those to ask about."""

    def __init__(self, workers: list[Worker]):
        super().__init__(N_("Mungkin orang ini sudah terdaftar dengan NIK lain. Bandingkan keduanya."))
        self.workers = workers


def enrol(
    *,
    entry: Enrolment,
    client_key: str,
    batch_no: str | None = None,
    told_apart: bool = False,
    papers: EnrolmentPapers = NO_PAPERS,
    by: Actor,
) -> str:
    """Save one person and answer with the registration number; the same `client_key` answers the same again.

    What a company enrols singly goes into a batch of its own. With `told_apart` somebody has looked at the people
    who look alike and said that this is another one. Raises worker_rows.AlreadyEnrolled, LooksAlike, once.KeyInUse,
    NotAllowed, loose_papers.PaperGone, Refused (a batch that is closed or full)."""
    content = vars(entry) | {"batch": batch_no or ""} | papers.content()
    on_disk = enrolment_papers.lay_down(papers, by=by)
    reg_no, _first = once(
        key=client_key,
        purpose="enrolment",
        content=content,
        by=by,
        make=lambda: _save(entry, client_key, batch_no, told_apart, papers.consent_note, on_disk, by).reg_no,
    )
    return reg_no


def enrol_nominated(*, entry: Enrolment, consent_note: str = "", client_key: str, by: Actor) -> Worker:
    """In the caller's transaction: somebody whom a civil servant names, without post and papers. Who looks alike is
    for the admin to compare; a neighbour is not told that there is anybody. Raises worker_rows.AlreadyEnrolled."""
    return _save(entry, client_key, None, True, consent_note, OnDisk(), by)


def _save(
    entry: Enrolment,
    client_key: str,
    batch_no: str | None,
    told_apart: bool,
    consent_note: str,
    on_disk: OnDisk,
    by: Actor,
) -> Worker:
    worker = insert_worker(entry, by=by, seconds=drafts.finish(client_key=client_key, by=by))
    alike = [other for other in twins.look_alikes(entry) if other.id != worker.id]
    if alike and not told_apart:
        raise LooksAlike(alike)
    consent_id = note_consent(
        worker.id,
        how=entry.consent_how,
        taken_by=by.user_id,
        note=consent_note,
        paper_on=entry.enrolled_on,
    )
    poverty_newcomers.match([worker])
    on_disk.attach(worker_id=worker.id, consent_id=consent_id, by=by)
    approvals.ask(worker, entry, in_batch=bool(batch_no), by=by)
    if batch_no or by.role == "mitra":
        batch_singles.add_single(worker=worker, batch_no=batch_no, by=by)
    unseen = [other for other in alike if not (told_apart and access.may_see_worker(by, other))]
    _point_out(worker, entry, unseen, by)
    compared = [other.reg_no for other in alike if other not in unseen]
    detail = {"bukan_kembar": compared} if compared and told_apart else {}
    audit.record("pekerja.didaftarkan", by=by, kind="pekerja", subject=worker.reg_no, **detail)
    return worker


def _point_out(worker: Worker, entry: Enrolment, alike: list[Worker], by: Actor) -> None:
    """What stays to be settled: a look-alike whom nobody could compare, a KTP that says other than the NIK."""
    if alike:
        worker_flags.raise_flag(worker_id=worker.id, kind=worker_flags.TWIN, note=alike[0].reg_no, by=by)
    if differs_from_nik(entry) and not is_settled(entry.ktp_reason):
        worker_flags.raise_flag(worker_id=worker.id, kind=worker_flags.KTP_DIFFERS, by=by)


def first_month_of(batch_no: str | None) -> date | None:
    """The month with which a batch begins to pay; None without a batch."""
    batch = Batch.get_or_none(Batch.no == batch_no) if batch_no else None
    return batch.first_month if batch else None
