"""Everything kept about one person as a paper for that person; each printing is written down before it goes out."""

from collections.abc import Mapping

from db.connection import writing
from db.models import Card, Consent, Correction, User, Worker
from kiosk.domain.clock import local, today
from kiosk.domain.words import long_date
from kiosk.files.data_sheets import DataSheet, GivenConsent, Line
from kiosk.files.data_sheets import data_sheet_pdf as printed
from kiosk.services import (
    access,
    audit,
    consents,
    data_sheet_facts,
    data_sheet_looks,
    settings,
    worker_rights,
)
from kiosk.services.acting import Actor, NotThere
from kiosk.services.data_sheet_months import month_lines

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
    looks, left_out = data_sheet_looks.looks_at(worker, action_words)
    return DataSheet(
        made_for=worker.name,
        made_by=", ".join(part for part in (by.name, by.post.name if by.post else "") if part),
        printed_on=today(),
        person=data_sheet_facts.about_person(worker),
        registration=data_sheet_facts.about_registration(worker),
        consents=_consents(worker),
        months=month_lines(worker),
        cards=[_card_line(card) for card in Card.select().where(Card.worker == worker).order_by(Card.id)],
        looks=looks,
        left_out=left_out,
        corrections=Correction.select().where(Correction.worker == worker).count(),
        call_centre=settings.setting("call_centre"),
        city=settings.setting("city_name"),
    )


def _consents(worker: Worker) -> list[GivenConsent]:
    query = Consent.select(Consent, User).join(User, on=Consent.taken_by).where(Consent.worker == worker)
    return [_given(consent) for consent in query.order_by(Consent.id)]


def _given(consent: Consent) -> GivenConsent:
    given = f"Diberikan {_day(consent.given_at)}, {HOW.get(consent.how, consent.how)}, dicatat oleh "
    given += f"{consent.taken_by.name}, naskah {consent.version}."
    if consent.note:
        given += f" Catatan: {consent.note}."
    ended = f"Ditarik {_day(consent.revoked_at)}." if consent.revoked_at else ""
    if ended and consent.revoke_reason:
        ended += f" Alasan: {consent.revoke_reason}"
    return GivenConsent(given, ended, _text_of(consent.version))


def _text_of(version: str) -> str:
    try:
        return consents.text_of(version, "id")
    except NotThere:
        return ""


def _card_line(card: Card) -> Line:
    handed = (
        f"diserahkan {_day(card.handed_at)} kepada {card.handed_to}" if card.handed_at else "belum diserahkan"
    )
    fate = f"tidak berlaku sejak {_day(card.void_at)}: {card.void_reason}" if card.void_at else "berlaku"
    return Line(card.serial, f"dibuat {_day(card.created_at)}, {handed}", fate)


def _day(at) -> str:
    return long_date(local(at).date())
