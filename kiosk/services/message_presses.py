"""What people press on a message: it was said by hand, it shall go out again."""

from datetime import date

from db.connection import held, writing
from db.models import LapseContact, Message
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_
from kiosk.services import access, audit, message_pages, message_truth
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.message_texts import STARTED
from kiosk.services.messages import BY_HAND, DONE, FAILED, QUEUED, STALE, TO_WORKER

SAID_BEFORE = N_("Pesan ini sudah ditandai disampaikan.")
NOT_NEEDED = N_(
    "Pesan ini tidak perlu disampaikan lagi: orangnya sudah dihubungi, atau keadaannya sudah berubah."
)
NOT_FAILED = N_("Surel ini tidak gagal, maka tidak dikirim lagi.")
REACHED = "reached"


def note_said(*, number: int, by: Actor) -> str:
    """The worker has been told; /berakhir shows it too. Answers with the worker's name. Raises NotThere, NotAllowed,
    Refused where it has been said or need not be."""
    with writing():
        message = _held(number)
        if message.to_kind != TO_WORKER:
            raise NotThere
        access.require(message_pages.may_say(by, message))
        if message.state != BY_HAND:
            raise Refused(NOT_NEEDED if message.state == STALE else SAID_BEFORE)
        now = utc_now()
        Message.update(state=DONE, sent_at=now, handled_by=by.user_id).where(Message.id == number).execute()
        if message.kind != STARTED:
            _note_contact(message, by)
        audit.record(
            "pesan.disampaikan", by=by, kind="pekerja", subject=message.worker.reg_no, tentang=message.kind
        )
    return message.worker.name


def send_again(*, number: int, by: Actor) -> None:
    """A letter that has failed goes back into the queue. Raises NotThere, NotAllowed, Refused."""
    access.require(by.role == "admin")
    with writing():
        message = _held(number)
        if message.state != FAILED:
            raise Refused(NOT_FAILED)
        anew = {"state": QUEUED, "tries": 0, "next_try_at": utc_now(), "error": "", "handled_by": by.user_id}
        Message.update(anew).where(Message.id == number).execute()
        audit.record("pesan.dikirim_lagi", by=by, kind="pesan", subject=str(number), tentang=message.kind)


def _held(number: int) -> Message:
    message = held(Message.select().where(Message.id == number)).first()
    if message is None:
        raise NotThere
    return message


def _note_contact(message: Message, by: Actor) -> None:
    first_empty: date = message_truth.month_of(message)
    LapseContact.create(
        worker=message.worker_id, first_empty=first_empty, outcome=REACHED, post=by.post_id, by=by.user_id
    )
