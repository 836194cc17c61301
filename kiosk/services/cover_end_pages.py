"""What is read before somebody's cover is ended: what is let go and owed back, and after a death what the family may be
entitled to."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from db.models import OnceKey
from kiosk.domain.benefits import Benefits
from kiosk.domain.benefits_told import for_heirs
from kiosk.services import ledger
from kiosk.services.acting import Actor
from kiosk.services.benefits import benefits_of
from kiosk.services.cover_ends import DIED, EndOfCover, consequences

PURPOSE = "cover_end"


@dataclass(frozen=True)
class EndPage:
    """`mark` stands for exactly what is shown; `benefits` those of the last day of somebody who has died, else None."""

    follows: EndOfCover
    benefits: Benefits | None
    mark: str

    @property
    def ends_something(self) -> bool:
        """After a death there is always something to put in order."""
        return bool(self.benefits or self.follows.released or self.follows.credited)


def page_of(*, reg_no: str, why: str, last_day: date, by: Actor) -> EndPage:
    """Raises as cover_ends.consequences."""
    follows = consequences(reg_no=reg_no, why=why, last_day=last_day, by=by)
    live = ledger.live_months(follows.worker.id) if why == DIED else []
    return EndPage(
        follows=follows,
        benefits=for_heirs(benefits_of(live, on=last_day)) if why == DIED else None,
        mark=_mark_of(why, last_day, follows),
    )


def was_ended_by(client_key: str, by: Actor) -> bool:
    """Whether this form was answered before: it is not read anew then, cover_ends answers as the first time."""
    sent = OnceKey.select().where(OnceKey.key == client_key, OnceKey.user == by.user_id)
    return sent.where(OnceKey.purpose == PURPOSE).exists()


def _mark_of(why: str, last_day: date, follows: EndOfCover) -> str:
    """Another one as soon as something else would follow."""
    card = follows.card.id if follows.card else None
    shown = (
        follows.worker.id,
        why,
        last_day,
        follows.released,
        follows.credited,
        follows.kept,
        follows.begun,
        card,
    )
    return sha256(repr(shown).encode()).hexdigest()
