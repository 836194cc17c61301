"""What is known of a company changes; it is set inactive, or takes part again."""

from dataclasses import asdict

from db.connection import held, in_turn, writing
from db.models import Company, Funder
from kiosk.services import access, audit
from kiosk.services.acting import Actor
from kiosk.services.companies import company_seen_by, may_change, may_correct
from kiosk.services.company_registration import COMPANIES, Identity, require_free_npwp


def edit(*, code: str, identity: Identity, by: Actor) -> None:
    """All of it by the admin, and by the officer who registered it until somebody of the company has an account; of
    what its own people send only the address is taken. The trail says which fields changed, and holds none of their
    values. Raises NotThere, NotAllowed, NpwpTaken."""
    seen = company_seen_by(by, code)
    with writing():
        in_turn(COMPANIES)
        company = held(Company.select().where(Company.id == seen.id)).get()
        access.require(may_change(company, by))
        changes = _changes(company, identity, by)
        require_free_npwp(changes.get("npwp", ""), but=company)
        if not changes:
            return
        Company.update(changes).where(Company.id == company.id).execute()
        if "name" in changes:
            Funder.update(name=changes["name"]).where(Funder.id == company.funder_id).execute()
        audit.record(
            "perusahaan.diubah", by=by, kind="perusahaan", subject=code, kolom=", ".join(sorted(changes))
        )


def _changes(company: Company, identity: Identity, by: Actor) -> dict[str, str]:
    wished = asdict(identity) if may_correct(company, by) else {"address": identity.address}
    return {field: value for field, value in wished.items() if getattr(company, field) != value}


def set_active(*, code: str, active: bool, reason: str, by: Actor) -> None:
    """Inactive: no new batch, nobody more into its open ones. What is planned or paid stays as it is. The state it has
    already: nothing more. Raises NotThere, NotAllowed."""
    seen = company_seen_by(by, code)
    access.require(by.role == "admin")
    with writing():
        changed = (
            Company.update(active=active).where(Company.id == seen.id, Company.active != active).execute()
        )
        if changed:
            action = "perusahaan.diaktifkan" if active else "perusahaan.dinonaktifkan"
            audit.record(action, by=by, kind="perusahaan", subject=code, alasan=reason)
