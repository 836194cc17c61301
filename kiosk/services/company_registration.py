"""A company comes in: one company once, whatever its name is written like."""

from dataclasses import asdict, dataclass

from db.connection import in_turn
from db.models import Company, Funder
from kiosk.domain.clock import today
from kiosk.domain.company_names import names_alike
from kiosk.domain.words import N_
from kiosk.services import access, audit, company_contacts
from kiosk.services.acting import Actor, Refused
from kiosk.services.companies import MAY_REGISTER
from kiosk.services.company_contacts import Contact
from kiosk.services.numbers import fresh_number
from kiosk.services.once import once

COMPANIES = 16  # one registration at a time: each looks at all the others
WADAH = "SC"
TAKEN = N_("NPWP ini sudah dipakai %(name)s (%(code)s). Satu NPWP hanya untuk satu perusahaan.")
ALIKE = N_(
    "Mungkin perusahaan ini sudah ada. Bandingkan dengan yang ditampilkan; bila memang lain, tandai pernyataannya."
)
SAME_NUMBER = N_(
    "NIB atau NPP ini sudah dipakai perusahaan yang ditampilkan. Periksa nomornya; bila memang perusahaan lain, tandai "
    "pernyataannya."
)


class NpwpTaken(Refused):
    """Another company has this tax number."""

    def __init__(self, company: Company):
        super().__init__(TAKEN, name=company.name, code=company.code)
        self.company = company


class LooksAlike(Refused):
    """Each of `companies` may be this one; beside it the number that is the same, empty for a name that is alike."""

    def __init__(self, companies: list[tuple[Company, str]]):
        same_number = any(number for _company, number in companies)
        super().__init__(SAME_NUMBER if same_number else ALIKE)
        self.companies = companies


@dataclass(frozen=True)
class Identity:
    """Numbers as domain/tax reads them; empty where unknown."""

    name: str = ""
    npwp: str = ""
    nib: str = ""
    npp: str = ""
    address: str = ""


def register(
    *,
    identity: Identity,
    contact: Contact | None = None,
    told_apart: bool = False,
    client_key: str,
    by: Actor,
) -> str:
    """Once per key; answers with the company's code. With `told_apart` somebody has looked at those that look alike.

    Raises NotAllowed, NpwpTaken, LooksAlike, KeyInUse."""
    access.require(by.role in MAY_REGISTER)
    code, _first = once(
        key=client_key,
        purpose="company",
        content=asdict(identity) | _named(contact),
        by=by,
        make=lambda: _register(identity, contact, told_apart, by),
    )
    return code


def _named(contact: Contact | None) -> dict[str, str]:
    """Its fields beside those of the company, which have names of their own."""
    return {f"contact_{field}": value for field, value in asdict(contact).items()} if contact else {}


def _register(identity: Identity, contact: Contact | None, told_apart: bool, by: Actor) -> str:
    in_turn(COMPANIES)
    require_free_npwp(identity.npwp)
    if not told_apart and (alike := look_alikes(identity)):
        raise LooksAlike([(company, same_number(company, identity)) for company in alike])
    company = _insert(identity, by)
    if contact:
        company_contacts.insert(company, contact, by)
    audit.record("perusahaan.didaftarkan", by=by, kind="perusahaan", subject=company.code)
    return company.code


def _insert(identity: Identity, by: Actor) -> Company:
    funder = Funder.create(name=identity.name, kind="csr", wadah_type=WADAH)
    code = fresh_number(f"P{today():%y}")
    while Company.select().where(Company.code == code).exists():
        code = fresh_number(f"P{today():%y}")
    return Company.create(code=code, funder=funder, created_by_id=by.user_id, **asdict(identity))


def require_free_npwp(npwp: str, *, but: Company | None = None) -> None:
    """In the caller's transaction. Raises NpwpTaken."""
    others = Company.select().where(Company.npwp == npwp)
    if but:
        others = others.where(Company.id != but.id)
    if npwp and (company := others.first()):
        raise NpwpTaken(company)


def look_alikes(identity: Identity) -> list[Company]:
    """By the same NIB or NPP, or a name that is nearly the same where the tax numbers do not tell them apart."""
    return [company for company in Company.select().order_by(Company.name) if _is_alike(company, identity)]


def _is_alike(company: Company, identity: Identity) -> bool:
    if company.npwp and identity.npwp and company.npwp != identity.npwp:
        return False
    return bool(same_number(company, identity)) or names_alike(company.name, identity.name)


def same_number(company: Company, identity: Identity) -> str:
    """`NIB` or `NPP`, where both have the same."""
    numbers = {"NIB": (company.nib, identity.nib), "NPP": (company.npp, identity.npp)}
    return next((name for name, (theirs, ours) in numbers.items() if ours and ours == theirs), "")
