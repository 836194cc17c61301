"""Who did something, as a reader may know it: the staff of one company is nobody to another."""

from dataclasses import replace

from db.models import Batch, User
from kiosk.domain.words import N_
from kiosk.services.acting import Actor

OTHER_COMPANY = N_("Perusahaan lain")


def name_for(user: User, by: Actor) -> str:
    """The name of `user`, or OTHER_COMPANY."""
    return OTHER_COMPANY if _is_of_another(user, by) else user.name


def events_for(events: list, by: Actor) -> list:
    """Of worker_history.PastEvent: names of another company's staff and the numbers of its batches are left out; two
    queries for a company, none for others."""
    if by.role != "mitra" or not events:
        return events
    names, numbers = {event.user_name for event in events}, {event.batch_no for event in events}
    others = {user.name for user in User.select().where(User.name.in_(names)) if _is_of_another(user, by)}
    own = Batch.select(Batch.no).where(Batch.no.in_(numbers), Batch.company == by.company_id).tuples()
    own_numbers = {no for (no,) in own}
    return [
        replace(
            event,
            user_name=OTHER_COMPANY if event.user_name in others else event.user_name,
            batch_no=event.batch_no if event.batch_no in own_numbers else "",
        )
        for event in events
    ]


def _is_of_another(user: User, by: Actor) -> bool:
    return by.role == "mitra" and user.company_id is not None and user.company_id != by.company_id
