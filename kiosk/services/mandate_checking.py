"""What a department's secretary checks before a mandate is in force: the paper beside the own roster. People under it
are initials, occupation, kelurahan."""

from collections.abc import Collection
from dataclasses import dataclass

from db.models import Attachment, Donor, Mandate, User
from kiosk.domain import mandates as rules
from kiosk.domain.account_names import is_same_name
from kiosk.domain.clock import today
from kiosk.domain.nip import mask_nip
from kiosk.services import (
    mandate_accounts,
    mandate_companions,
    mandate_copy_traces,
    mandate_documents,
    mandate_identities,
    mandate_lookup,
    mandate_papers,
    mandate_people,
    mandate_same_nip,
)
from kiosk.services.access import SEES_ALL
from kiosk.services.acting import Actor, NotThere
from kiosk.services.mandate_copy_traces import Trace
from kiosk.services.mandate_identities import OnRoster
from kiosk.services.mandate_pages import state_of
from kiosk.services.mandate_papers import Copy
from kiosk.services.mandate_people import Person
from kiosk.services.mandate_same_nip import NipTaken
from kiosk.services.mandates_to_check import days_left
from kiosk.services.participation_places import Departments, Place, place_of


@dataclass(frozen=True)
class MandateFile:
    """All that is checked. `nip` and `account` show their last figures only, `account` is empty for who may not see it;
    `roster` is None where no roster of the reader's departments has this NIP; `remarks` say where NIP and NIK do not
    fit; `nip_taken` is what stands in the way while another's mandate has this NIP; `copies` by what they are; `others`
    are the donor's other mandates."""

    mandate: Mandate
    place: Place
    nip: str
    account: str
    same_account_name: bool
    roster: OnRoster | None
    remarks: list[str]
    nip_taken: NipTaken | None
    people: list[Person]
    copies: dict[str, Copy]
    traces: list[Trace]
    others: list[Mandate]
    has_document: bool
    settled_by: str
    may_check: bool

    @property
    def donor(self) -> Donor:
        return self.mandate.donor

    @property
    def state(self) -> str:
        """As mandate_pages.state_of says it."""
        return state_of(self.mandate)

    @property
    def is_waiting(self) -> bool:
        return self.mandate.state == rules.SIGNED

    @property
    def is_in_use(self) -> bool:
        """In force, and nobody has revoked it."""
        return self.mandate.state == rules.VERIFIED and self.mandate.revoked_on is None

    @property
    def may_be_revoked(self) -> bool:
        """The other way of ending one that was signed is to refuse it."""
        return self.mandate.state == rules.VERIFIED and (
            self.mandate.revoked_on is None or self.mandate.revoked_on > today()
        )

    @property
    def missing(self) -> list[str]:
        return mandate_papers.lacking_among(self.copies)

    @property
    def days_left(self) -> int:
        return days_left(self.mandate)


def file_of(*, no: str, code: str, by: Actor) -> MandateFile:
    """Raises NotThere where this department has no such mandate, NotAllowed."""
    departments = Departments()
    place = place_of(code=code, by=by, departments=departments)
    mandate = mandate_lookup.seen_by(by, no)
    if mandate.signed_at is None or not (place.is_city or mandate.donor.opd_id in place.ids):
        raise NotThere
    may_check = mandate_lookup.may_check(by, mandate)
    return MandateFile(
        mandate=mandate,
        place=place,
        nip=mask_nip(mandate.donor.nip),
        account=mandate_accounts.masked_of(mandate) if may_check else "",
        same_account_name=is_same_name(mandate.account_name, mandate.donor.name),
        roster=mandate_identities.on_roster(mandate.donor, within=_rosters_of(by, departments)),
        remarks=mandate_identities.remarks_of(mandate.donor),
        nip_taken=mandate_same_nip.taken_from(mandate.donor, by=by)
        if mandate.state == rules.SIGNED
        else None,
        people=mandate_people.people_under(mandate),
        copies=mandate_papers.copies_of(mandate),
        traces=mandate_copy_traces.traces_of(mandate),
        others=mandate_companions.others_of(mandate),
        has_document=_has_document(mandate, by),
        settled_by=_name_of(mandate.settled_by_id),
        may_check=may_check,
    )


def _rosters_of(by: Actor, departments: Departments) -> Collection[int] | None:
    """A secretary is told of the own rosters only, whatever others hold."""
    return None if by.role in SEES_ALL else departments.subtree(by.opd_id)


def _has_document(mandate: Mandate, by: Actor) -> bool:
    """The auditor's is drawn anew."""
    kept = Attachment.select().where(
        Attachment.owner_kind == mandate_papers.OWNER,
        Attachment.owner_id == mandate.id,
        Attachment.kind.in_((mandate_documents.DONORS, mandate_documents.DEPARTMENTS)),
    )
    return by.role == "auditor" or kept.exists()


def _name_of(user_id: int | None) -> str:
    user = User.get_or_none(User.id == user_id) if user_id else None
    return user.name if user else ""
