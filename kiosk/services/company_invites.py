"""Inviting somebody from a company's page: which company it is, and whom one may write to there."""

from db.models import Company, CompanyContact, Invite, User
from kiosk.services.open_links import is_open


def company_meant(code: str) -> Company | None:
    """The active company with this code, from whose page somebody comes."""
    return Company.get_or_none(Company.code == code, Company.active)


def contact_to_invite(company: Company) -> CompanyContact | None:
    """The first one may write to there who has neither an account nor an open link."""
    known = User.select(User.email)
    asked = Invite.select(Invite.email).where(is_open())
    return (
        CompanyContact.select()
        .where(
            CompanyContact.company == company,
            CompanyContact.removed_at.is_null(),
            CompanyContact.email != "",
            CompanyContact.email.not_in(known),
            CompanyContact.email.not_in(asked),
        )
        .order_by(CompanyContact.id)
        .first()
    )
