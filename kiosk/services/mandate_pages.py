"""One mandate as its page needs it, in the measure of who reads: its donor knows the names, the department knows
initials, the auditor neither account nor papers."""

from dataclasses import dataclass
from datetime import date, datetime

from db.models import AuditEvent, Mandate, Pledge, User, Worker
from kiosk.domain import mandates as rules
from kiosk.domain.clock import local, today
from kiosk.domain.pledges import ENDINGS
from kiosk.domain.words import initials
from kiosk.services import (
    audit,
    mandate_accounts,
    mandate_lookup,
    mandate_papers,
    mandate_terms,
    places,
    pledges,
)
from kiosk.services.access import SEES_ALL
from kiosk.services.acting import Actor
from kiosk.services.mandate_papers import Copy
from kiosk.services.mandate_terms import Terms

ENDED_STATES = (rules.REFUSED, rules.ENDED)


@dataclass(frozen=True)
class Named:
    """Somebody under the mandate. `reg_no` is empty for who may not open their page; `ended_why` is empty while the
    bond lives, else the words of domain/pledges.ENDINGS."""

    called: str
    occupation: str
    kelurahan: str
    reg_no: str
    ended_why: str
    ended_on: date | None


@dataclass(frozen=True)
class MandateFile:
    """`state` is one of domain/mandates.STATES, or `revoked` from the day on without it, or `ending` before that day.
    `terms` are those of the people under it now. `account` is masked, empty for the auditor; `copies` and `missing` are
    empty for who may not know of them. `kept_until` (UTC): of one refused, how long somebody is reserved for its
    donor."""

    mandate: Mandate
    state: str
    people: list[Named]
    terms: Terms
    account: str
    copies: dict[str, Copy]
    missing: list[str]
    history: list[AuditEvent]
    checked_by: str
    own: bool
    may_add: bool
    may_revoke: bool
    has_paper: bool
    kept_until: datetime | None


def file_of(*, no: str, by: Actor) -> MandateFile:
    """Raises NotThere, NotAllowed, TariffMissing."""
    mandate = mandate_lookup.seen_by(by, no)
    own, bonds = mandate_lookup.is_own(by, mandate), _bonds(mandate)
    names = own and rules.names_its_people(mandate.state, mandate.revoked_on, today())
    live = [one for one in bonds if one.ended_at is None]
    knows_papers = by.role != "auditor"
    copies = mandate_papers.copies_of(mandate) if knows_papers else {}
    waits = mandate.state == rules.SIGNED
    may_change = own or mandate_lookup.may_check(by, mandate)
    return MandateFile(
        mandate=mandate,
        state=state_of(mandate),
        people=[_named(one, by, names) for one in bonds],
        terms=mandate_terms.terms_of(live, plan=mandate.plan, month=mandate.first_month),
        account=mandate_accounts.masked_of(mandate) if knows_papers else "",
        copies=copies,
        missing=mandate_papers.lacking_among(copies) if waits and knows_papers else [],
        history=audit.history_of(mandate_papers.OWNER, no),
        checked_by=_name_of(mandate.settled_by_id),
        own=own,
        may_add=own and waits,
        may_revoke=may_change and may_be_revoked(mandate),
        has_paper=mandate.signed_at is not None or mandate.state == rules.DRAFT,
        kept_until=_kept_until(mandate) if own and mandate.state == rules.REFUSED else None,
    )


def _kept_until(mandate: Mandate) -> datetime | None:
    return min((one.held_until for one in pledges.reserved_by(mandate.donor) if one.held_until), default=None)


def state_of(mandate: Mandate) -> str:
    if mandate.state == rules.VERIFIED and mandate.revoked_on:
        return "revoked" if mandate.revoked_on <= today() else "ending"
    return mandate.state


def may_be_revoked(mandate: Mandate) -> bool:
    """Also once more, for an earlier day."""
    return mandate.state in rules.OPEN and not (mandate.revoked_on and mandate.revoked_on <= today())


def _bonds(mandate: Mandate) -> list[Pledge]:
    if mandate.state == rules.DRAFT:
        return pledges.reserved_by(mandate.donor)
    rows = Pledge.select(Pledge, Worker).join(Worker).where(Pledge.mandate == mandate)
    return list(rows.order_by(Pledge.ended_at.is_null(False), Pledge.id))


def _named(bond: Pledge, by: Actor, names: bool) -> Named:
    """`names`: this reader may know by now who they are."""
    worker, sees_all = bond.worker, by.role in SEES_ALL
    knows = sees_all or names or (by.role == "donatur" and bond.kind == "nominated")
    return Named(
        called=worker.name if knows else initials(worker.name),
        occupation=worker.occupation_id,
        kelurahan=places.area_name(worker.kelurahan_id, worker.home_regency),
        reg_no=worker.reg_no if sees_all else "",
        ended_why=ENDINGS.get(bond.ended_why, ""),
        ended_on=local(bond.ended_at).date() if bond.ended_at else None,
    )


def _name_of(user_id: int | None) -> str:
    user = User.get_or_none(User.id == user_id) if user_id else None
    return user.name if user else ""
