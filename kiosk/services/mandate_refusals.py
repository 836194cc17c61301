"""A donor has read why a mandate was refused, and puts it away."""

from db.connection import writing
from db.models import Mandate
from kiosk.domain import mandates as rules
from kiosk.domain.clock import utc_now
from kiosk.services import access, mandate_lookup
from kiosk.services.acting import Actor


def put_away(*, no: str, by: Actor) -> None:
    """It is not said again on the first page and the donor's own. Done already, or not refused: nothing. Raises
    NotThere, NotAllowed."""
    seen = mandate_lookup.seen_by(by, no)
    access.require(mandate_lookup.is_own(by, seen))
    with writing():
        Mandate.update(refusal_read_at=utc_now()).where(
            Mandate.id == seen.id, Mandate.state == rules.REFUSED, Mandate.refusal_read_at.is_null()
        ).execute()
