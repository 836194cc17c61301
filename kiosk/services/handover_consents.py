"""Consent at the counter: whom a company listed is asked themselves before the card is theirs."""

from datetime import datetime

from peewee import fn

from db.models import Card, Consent, Worker
from kiosk.services.acting import Actor
from kiosk.services.portions import in_chunks
from kiosk.services.worker_rows import consent_columns

COMPANY_LIST = "company_list"
ROWS_AT_ONCE = 300


def still_to_ask(worker_ids: list[int]) -> set[int]:
    """Of these workers those who have not consented themselves: listed by a company, or no consent in force at all."""
    latest: dict[int, str] = {}
    for chunk in in_chunks(worker_ids, ROWS_AT_ONCE):
        latest |= dict(_in_force(chunk).tuples())
    return {one for one in worker_ids if latest.get(one, COMPANY_LIST) == COMPANY_LIST}


def is_still_to_ask():
    """The same as a condition for queries over Worker."""
    earlier = Consent.alias("earlier")
    latest = earlier.select(fn.MAX(earlier.id)).where(
        earlier.worker == Worker.id, earlier.revoked_at.is_null()
    )
    return ~fn.EXISTS(Consent.select(Consent.id).where(Consent.id == latest, Consent.how != COMPANY_LIST))


def _in_force(worker_ids: list[int]):
    """(worker, how), oldest first."""
    return (
        Consent.select(Consent.worker, Consent.how)
        .where(Consent.worker.in_(worker_ids), Consent.revoked_at.is_null())
        .order_by(Consent.id)
    )


def note(worker_ids: list[int], *, how: str, words: str, at: datetime, by: Actor) -> None:
    """In the caller's transaction. `at` is the moment of the hand-over, by which taking it back finds them again."""
    rows = [consent_columns(one, how=how, taken_by=by.user_id, note=words) for one in worker_ids]
    for chunk in in_chunks([row | {"given_at": at} for row in rows], ROWS_AT_ONCE):
        Consent.insert_many(chunk).execute()


def unsay(card: Card) -> None:
    """What was noted with a hand-over that never was, in the caller's transaction. The audit trail keeps both."""
    noted = (Consent.worker == card.worker_id) & (Consent.given_at == card.handed_at)
    Consent.delete().where(noted, Consent.taken_by == card.handed_by_id).execute()
