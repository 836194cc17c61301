"""When BPJS has taken somebody's membership back: the worker who was told that cover had begun is told so, and funders
whose months only followed it. Funder and post of the submission are told as of every rejection."""

from collections import Counter
from datetime import date

from db.models import Message
from kiosk.domain.protection import Protected
from kiosk.services import message_texts, revocation_notices
from kiosk.services.bpjs_correction_plans import Plan
from kiosk.services.bpjs_rejection_notices import KIND
from kiosk.services.message_texts import STARTED
from kiosk.services.message_truth import month_of
from kiosk.services.messages import BY_HAND, STALE, TO_FUNDER, TO_WORKER, link, write_letter
from kiosk.services.notice_readers import readers_of


def tell_other_funders(plan: Plan) -> None:
    """In the transaction that took their months back; without a name."""
    funders = {row.funder_id: row.funder for row in plan.unconfirmed}
    months = Counter(row.funder_id for row in plan.unconfirmed)
    for funder_id, funder in sorted(funders.items()):
        if addresses := readers_of(funder):
            write_letter(
                key=f"{KIND}:following:{plan.line.id}:{funder_id}",
                kind=KIND,
                to_kind=TO_FUNDER,
                addresses=addresses,
                subject=message_texts.unconfirmed_subject(funder=funder.name),
                text=message_texts.unconfirmed_text(
                    funder=funder.name, months=months[funder_id], link=link("/tagihan")
                ),
                funder=funder_id,
            )


def tell_worker(plan: Plan) -> None:
    """In the transaction that took the months back; nothing where others protect the person still."""
    if not plan.stopped or plan.after.code == Protected.code:
        return
    worker_id, since = plan.line.worker_id, plan.stopped[0].month
    if _set_aside_started(worker_id, since) or plan.before.code == Protected.code:
        revocation_notices.revoked(worker_id, since)


def _set_aside_started(worker_id: int, since: date) -> bool:
    """Of cover that began in the month `since` or later; whether it had been said. What waits is not said any more;
    under its old key it may be said anew, once cover really begins."""
    theirs = (Message.worker == worker_id) & (Message.kind == STARTED) & (Message.to_kind == TO_WORKER)
    known = Message.select().where(theirs & Message.key.startswith(f"{STARTED}:{worker_id}:"))
    messages = [one for one in known if month_of(one) >= since]
    for one in messages:
        state = STALE if one.state == BY_HAND else one.state
        key = f"{STARTED}-withdrawn:{one.id}:{one.key}"
        Message.update(key=key, state=state).where(Message.id == one.id).execute()
    return any(one.state != BY_HAND for one in messages)
