"""Everything kept about one person as a paper for that person; each printing is written down before it goes out."""

from collections.abc import Mapping

from db.connection import writing
from db.models import Card, Consent, Worker
from kiosk.domain.clock import local, today
from kiosk.domain.void_reasons import void_words
from kiosk.domain.words import long_date
from kiosk.files.data_sheets import DataSheet, GivenConsent, Line
from kiosk.files.data_sheets import data_sheet_pdf as printed
from kiosk.services import (
    access,
    audit,
    consents,
    data_sheet_facts,
    data_sheet_looks,
    data_sheet_numbers,
    handover_history,
    settings,
    worker_rights,
)
from kiosk.services.acting import Actor, NotThere
from kiosk.services.data_sheet_claims import claim_lines
from kiosk.services.data_sheet_memberships import membership_lines
from kiosk.services.data_sheet_months import month_lines
from kiosk.services.data_sheet_told import told_lines
from kiosk.services.merged_numbers import numbers_of

HOW = {
    "self": "membaca sendiri",
    "thumb": "dibacakan, cap jempol",
    "witness": "dibacakan, dengan saksi",
    "company_list": "lewat daftar perusahaan",
}


def data_sheet_pdf(*, reg_no: str, action_words: Mapping[str, str], by: Actor) -> bytes:
    """A4, in Indonesian, with every number in full. `action_words` says what the trail's codes mean.

    Raises NotThere, NotAllowed (only who may reveal a NIK), MovedTo."""
    worker = worker_rights.worker_seen_by(by, reg_no)
    access.require(access.may_reveal_nik(by, worker))
    content = printed(_sheet(worker, action_words, by))
    with writing():
        audit.record("data.dicetak", by=by, kind="pekerja", subject=reg_no)
    return content


def _sheet(worker: Worker, action_words: Mapping[str, str], by: Actor) -> DataSheet:
    numbers = numbers_of(worker)
    others = {row_id: reg_no for row_id, reg_no in numbers.items() if row_id != worker.id}
    looks, left_out = data_sheet_looks.looks_at(worker.reg_no, list(others.values()), action_words)
    return DataSheet(
        made_for=worker.name,
        made_by=", ".join(part for part in (by.name, by.post.name if by.post else "") if part),
        printed_on=today(),
        person=data_sheet_facts.about_person(worker),
        registration=data_sheet_facts.about_registration(worker),
        other_numbers=data_sheet_numbers.other_numbers(worker),
        consents=[_given(consent, others) for consent in data_sheet_numbers.consents_of(numbers)],
        months=month_lines(worker),
        memberships=membership_lines(numbers),
        cards=[_card_line(card, others) for card in _cards(list(numbers))],
        claims=claim_lines(numbers, others),
        told=told_lines(numbers),
        looks=looks,
        left_out=left_out,
        corrections=data_sheet_numbers.corrections_of(numbers),
        call_centre=settings.setting("call_centre"),
        city=settings.setting("city_name"),
    )


def _given(consent: Consent, others: Mapping[int, str]) -> GivenConsent:
    given = f"Diberikan {_day(consent.given_at)}{_under(consent.worker_id, others)}, "
    given += f"{HOW.get(consent.how, consent.how)}, dicatat oleh {consent.taken_by.name}, naskah {consent.version}."
    if consent.note:
        given += f" Catatan: {consent.note}."
    ended = f"Ditarik {_day(consent.revoked_at)}." if consent.revoked_at else ""
    if ended and consent.revoke_reason:
        ended += f" Alasan: {consent.revoke_reason}"
    return GivenConsent(given, ended, _text_of(consent.version))


def _under(worker_id: int, others: Mapping[int, str]) -> str:
    return f" dengan nomor {others[worker_id]}" if worker_id in others else ""


def _text_of(version: str) -> str:
    try:
        return consents.text_of(version, "id")
    except NotThere:
        return ""


def _cards(worker_ids: list[int]):
    return Card.select().where(Card.worker.in_(worker_ids)).order_by(Card.id)


def _card_line(card: Card, others: Mapping[int, str]) -> Line:
    why = void_words(card.void_reason)
    fate = f"tidak berlaku sejak {_day(card.void_at)}: {why}" if card.void_at else "berlaku"
    made = f"dibuat {_day(card.created_at)}{_under(card.worker_id, others)}"
    return Line(card.serial, f"{made}, {handover_history.story_of(card)}", fate)


def _day(at) -> str:
    return long_date(local(at).date())
