"""What a donor wishes before anything is signed: plan and account, at the bank of the city's salaries. One draft for
each donor, changed as often as they like; whom it will be for is whom they have reserved when they sign."""

from dataclasses import dataclass

from db.connection import held
from db.models import Donor, Mandate, Opd
from kiosk.domain import mandates as rules
from kiosk.domain.account_names import is_same_name
from kiosk.domain.clock import start_of, today
from kiosk.domain.tariff import PLANS
from kiosk.domain.words import N_
from kiosk.services import audit, mandate_accounts, mandate_texts, pledges, settings
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.mandate_papers import OWNER
from kiosk.services.numbers import fresh_number
from kiosk.services.once import once
from kiosk.services.pledge_months import next_debit_month

NOT_YOUR_NAME = N_(
    "Nama pemilik rekening harus sama dengan nama Anda (%(name)s). Rekening orang lain tidak dapat dipakai; gelar dan "
    "huruf besar kecil tidak berpengaruh."
)
# A signature shows names before anybody has looked at who signs: whoever signs, reads and revokes gets no further than
# this on one day. Who only corrects what they began needs one.
MOST_BEGUN = 3
TOO_MANY_BEGUN = N_(
    "Sebelum ada surat kuasa Anda yang diterima OPD, paling banyak %(most)s surat kuasa sehari dapat disiapkan. "
    "Lanjutkan besok, atau tunggu pemeriksaan OPD Anda."
)
NO_PLAN = N_("Pilih program perlindungannya.")


class NotYourName(Refused):
    """The account belongs to somebody else."""


@dataclass(frozen=True)
class DraftWish:
    """`plan` is one of domain/tariff.PLANS, `account` digits only; empty keeps the one that the draft has, or the
    mandate that was refused before it."""

    plan: str
    account: str
    account_name: str


def donor_of(by: Actor) -> Donor:
    """With their department. Raises NotThere for who has not signed up."""
    donor = Donor.select(Donor, Opd).join(Opd).where(Donor.user == by.user_id).first()
    if donor is None or by.role != "donatur":
        raise NotThere
    return donor


def draft_of(donor: Donor) -> Mandate | None:
    """As it stands today: an older one begins with the coming debit and has the words and the bank of today."""
    row = Mandate.get_or_none(Mandate.donor == donor, Mandate.state == rules.DRAFT)
    if row:
        row.donor, row.first_month = donor, max(row.first_month, next_debit_month())
        row.text_version, row.bank = mandate_texts.version_on(today()), bank()
    return row


def last_signed(donor: Donor) -> Mandate | None:
    """The latest that waits for the department or was accepted."""
    rows = Mandate.select().where(Mandate.donor == donor, Mandate.state.in_((rules.SIGNED, rules.VERIFIED)))
    return rows.order_by(Mandate.id.desc()).first()


def bank() -> str:
    """The one whose accounts can be debited."""
    return settings.setting("mandate_bank")


def refused_before(donor: Donor) -> Mandate | None:
    """The latest that this donor has signed, where it was refused: plan and account are taken over from it."""
    signed = Mandate.select().where(Mandate.donor == donor, Mandate.signed_at.is_null(False))
    latest = signed.order_by(Mandate.id.desc()).first()
    return latest if latest and latest.state == rules.REFUSED else None


def draft(*, wish: DraftWish, client_key: str, by: Actor) -> str:
    """Begin the donor's draft, or change the one that is there; answers with its number. Raises NotThere, NotYourName,
    Refused, KeyInUse."""
    donor = donor_of(by)
    if wish.plan not in PLANS:
        raise Refused(NO_PLAN)
    if not is_same_name(wish.account_name, donor.name):
        raise NotYourName(NOT_YOUR_NAME, name=donor.name)
    answer, _first = once(
        key=client_key,
        purpose="mandate_draft",
        content={"plan": wish.plan, "account": wish.account, "name": wish.account_name},
        by=by,
        make=lambda: _write(donor, wish, by),
    )
    return answer


def _require_few_begun(donor: Donor) -> None:
    begun = Mandate.select().where(Mandate.donor == donor, Mandate.created_at >= start_of(today()))
    if begun.count() >= MOST_BEGUN and not pledges.has_verified(donor):
        raise Refused(TOO_MANY_BEGUN, most=MOST_BEGUN)


def _write(donor: Donor, wish: DraftWish, by: Actor) -> str:
    held(Donor.select(Donor.id).where(Donor.id == donor.id)).get()
    values = {
        "plan": wish.plan, "bank": bank(), "account_name": wish.account_name,
        "first_month": next_debit_month(), "text_version": mandate_texts.version_on(today()),
    }  # fmt: skip
    there = Mandate.get_or_none(Mandate.donor == donor, Mandate.state == rules.DRAFT)
    if wish.account:
        values |= mandate_accounts.columns_of(wish.account)
    elif not there and (before := refused_before(donor)):
        values |= {"account_sealed": before.account_sealed, "account_hash": before.account_hash}
    if there:
        Mandate.update(values).where(Mandate.id == there.id).execute()
        return there.no
    _require_few_begun(donor)
    made = Mandate.create(no=fresh_number("K26"), donor=donor, demo=donor.demo, **values)
    audit.record("kuasa.dibuat", by=by, kind=OWNER, subject=made.no)
    return made.no
