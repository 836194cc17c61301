"""What a mandate is about to say, or says: for whom, how much today, how much at most. What is read is what is signed:
a short code stands for all of it, on the page and on the paper."""

from dataclasses import dataclass
from datetime import date

from db.models import Mandate, Pledge
from kiosk.domain.mandates import limit_of
from kiosk.domain.words import initials
from kiosk.services import places, pledges, safe
from kiosk.services.rates import Rates, rates_now


@dataclass(frozen=True)
class Person:
    """Somebody on the list. Rupiah for one month: `full` at the full tariff, `reduced` with the cut of PP 50/2025, and
    `now` what is debited first, None while it is not decided which of both. `nominated`: the donor knows the name."""

    reg_no: str
    name: str
    initials: str
    occupation: str
    occupation_en: str
    kelurahan: str
    nominated: bool
    now: int | None
    reduced: int
    full: int


@dataclass(frozen=True)
class Terms:
    """`month` is the first that is debited; `limit` is at the full tariff, `now` None while nobody has decided."""

    plan: str
    month: date
    people: tuple[Person, ...]

    @property
    def limit(self) -> int:
        return limit_of(one.full for one in self.people)

    @property
    def reduced(self) -> int:
        return sum(one.reduced for one in self.people)

    @property
    def now(self) -> int | None:
        amounts = [one.now for one in self.people]
        return None if None in amounts else sum(amounts)


def terms_of(bonds: list[Pledge], *, plan: str, month: date) -> Terms:
    """Of pledges with their workers. Raises TariffMissing."""
    rates = rates_now()
    return Terms(plan, month, tuple(_person(one, plan, month, rates) for one in bonds))


def to_be_signed(mandate: Mandate) -> Terms:
    """Of a draft: everybody whom its donor has reserved now."""
    return terms_of(pledges.reserved_by(mandate.donor), plan=mandate.plan, month=mandate.first_month)


def code_of(mandate: Mandate, terms: Terms) -> str:
    """`3F2A-91BC`: another one as soon as anything of it is another."""
    said = {
        "no": mandate.no, "text": mandate.text_version, "plan": terms.plan, "month": terms.month,
        "people": sorted(one.reg_no for one in terms.people), "limit": terms.limit, "now": terms.now,
        "bank": mandate.bank, "account": bytes(mandate.account_hash or b"").hex(), "name": mandate.account_name,
    }  # fmt: skip
    letters = safe.fingerprint(said).hex()[:8].upper()
    return f"{letters[:4]}-{letters[4:]}"


def _person(bond: Pledge, plan: str, month: date, rates: Rates) -> Person:
    worker, work = bond.worker, places.occupations_by_code()[bond.worker.occupation_id]
    full = rates.month(month=month, sector=work.sector, public_money=None, plan=plan).amount
    reduced = rates.month(month=month, sector=work.sector, public_money=False, plan=plan).amount
    decided = rates.gets_cut(pledges.ASN)
    return Person(
        reg_no=worker.reg_no,
        name=worker.name,
        initials=initials(worker.name),
        occupation=work.name,
        occupation_en=work.name_en,
        kelurahan=places.area_name(worker.kelurahan_id, worker.home_regency),
        nominated=bond.kind == "nominated",
        now=full if reduced == full or decided is False else reduced if decided else None,
        reduced=reduced,
        full=full,
    )
