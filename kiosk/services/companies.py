"""Companies: who may see which, and change what of it."""

from db.models import Company, User
from kiosk.domain.words import N_, mask_nik
from kiosk.services import access
from kiosk.services.acting import Actor, NotThere, Refused

MAY_REGISTER = ("petugas", "admin")
INACTIVE = N_("Perusahaan Anda tidak aktif, maka tidak dapat menanggung orang lagi. Hubungi admin Disnaker.")


def companies_in_scope(by: Actor):
    """The query of companies this person may know of: an officer opens batches for any of them, a mitra has one."""
    query = Company.select()
    if by.role in (*access.SEES_ALL, "petugas"):
        return query
    own = by.company_id if by.role == "mitra" else None
    return query.where(Company.id == own)


def active_count(by: Actor) -> int:
    return companies_in_scope(by).where(Company.active).count()


def choices_for(by: Actor) -> list[tuple[str, str]]:
    """(id, name) pairs of active companies for a form in which somebody opens a batch for one."""
    active = companies_in_scope(by).where(Company.active).order_by(Company.name)
    return [(str(company.id), company.name) for company in active]


def company_seen_by(by: Actor, code: str) -> Company:
    """Raises NotThere, NotAllowed."""
    company = Company.get_or_none(Company.code == code)
    if company is None:
        raise NotThere
    access.require(companies_in_scope(by).where(Company.id == company.id).exists())
    return company


def active_company(by: Actor) -> Company:
    """A mitra's company. Raises Refused while it is inactive."""
    company = Company.get_by_id(by.company_id)
    if not company.active:
        raise Refused(INACTIVE)
    return company


def id_of(code: str, by: Actor) -> int | None:
    """The company from whose page somebody comes, if it is one of theirs and takes part."""
    company = companies_in_scope(by).where(Company.code == code, Company.active).first()
    return company.id if company else None


def own_code(by: Actor) -> str:
    """The code of a mitra's company."""
    return Company.get_by_id(by.company_id).code


def company_to_change(by: Actor, code: str) -> Company:
    """For its form, which the auditor reads too: `npwp` is as this reader may see it, so nobody saves it.

    Raises NotThere, NotAllowed."""
    company = company_seen_by(by, code)
    access.require(by.role == "auditor" or may_change(company, by))
    company.npwp = shown_npwp(company, by)
    return company


def shown_npwp(company: Company, by: Actor) -> str:
    """A person who trades has the NIK for a tax number: in full for the admin and for that company alone."""
    is_nik = company.npwp and not company.npwp.startswith("0")
    return mask_nik(company.npwp) if is_nik and not may_change(company, by) else company.npwp


def may_change(company: Company, by: Actor) -> bool:
    """Something of it: its own people, and who may correct it."""
    return (by.role == "mitra" and company.id == by.company_id) or may_correct(company, by)


def may_correct(company: Company, by: Actor) -> bool:
    """Its name and numbers: the admin; and the officer who typed them, while nobody of the company has an account."""
    if by.role == "petugas":
        return company.created_by_id == by.user_id and not has_account(company)
    return by.role == "admin"


def has_account(company: Company) -> bool:
    """Whether somebody of it can sign in, or could before the account was closed."""
    return User.select().where(User.company == company.id, User.role == "mitra").exists()
