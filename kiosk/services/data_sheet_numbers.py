"""What is still kept under the registration numbers that were merged into one person's, for the data sheet."""

from collections.abc import Iterable

from db.models import Consent, Correction, User, Worker
from kiosk.domain.clock import local
from kiosk.domain.words import long_date, mask_nik
from kiosk.files.data_sheets import OtherNumber
from kiosk.services import correction_notes, data_sheet_facts, person_values, safe


def other_numbers(worker: Worker) -> list[OtherNumber]:
    """Each with everything it says of the person; its NIK masked, for it may be a stranger's number."""
    nik = safe.open_text(worker.nik_sealed, safe.NIK)
    merged = Worker.select().where(Worker.merged_into == worker.id).order_by(Worker.id)
    return [
        OtherNumber(
            number=row.reg_no,
            merged=_merged_words(row),
            facts=[
                *data_sheet_facts.about_person(row, nik=_slip_words(row, nik)),
                *data_sheet_facts.about_registration(row),
            ],
        )
        for row in merged
    ]


def consents_of(worker_ids: Iterable[int]) -> list[Consent]:
    """With who took them, oldest first."""
    query = Consent.select(Consent, User).join(User, on=Consent.taken_by)
    return list(query.where(Consent.worker.in_(list(worker_ids))).order_by(Consent.id))


def corrections_of(worker_ids: Iterable[int]) -> int:
    """How often something was corrected; merges are told by themselves."""
    rows = Correction.select().where(Correction.worker.in_(list(worker_ids)))
    return rows.where(Correction.kind == correction_notes.CORRECTION).count()


def _slip_words(worker: Worker, nik: str | None) -> str:
    """`3374••••••••0001, keliru pada angka ke-6`"""
    slip = safe.open_text(worker.nik_sealed, safe.NIK)
    places = ", ".join(f"ke-{place}" for place in person_values.different_places("nik", slip, nik))
    return f"{mask_nik(slip)}, keliru pada angka {places}" if places else mask_nik(slip)


def _merged_words(worker: Worker) -> str:
    """The latest merge it was the wrong one of."""
    merges = [row for row in correction_notes.latest([worker.id]) if row.kind == correction_notes.MERGE]
    if not merges:
        return ""
    day = long_date(local(merges[0].at).date())
    return f"Digabung {day} oleh {merges[0].by.name}. Alasan: {merges[0].reason}"
