"""Letters leave the queue: taken first, then sent, then noted, each step in a transaction of its own.

A letter that was taken and of which nobody knows what became (the process died, the server fell silent after all of it
was handed over) is not sent again by itself: it fails with that reason, and the admin decides. So nobody is knowingly
written to twice."""

from datetime import datetime, timedelta
from pathlib import Path

from db.connection import writing
from db.models import Message
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_
from kiosk.files.letters import Delivery, Letter, LetterFolder
from kiosk.files.mail_line import LineDown, MailLine
from kiosk.files.mail_server import MailServer, mail_server
from kiosk.services import debit_notices, sign_up_letters
from kiosk.services.code_letter_truth import still_asks
from kiosk.services.messages import FAILED, QUEUED, SENDING, SENT, STALE, addresses_of, sealed

AGAIN_AFTER = (
    timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=8),
)  # fmt: skip
LETTERS_IN_A_RUN = 200
LOST_AFTER = timedelta(minutes=15)  # longer than all answers of a slow server together

INTERRUPTED = N_(
    "Pengiriman terputus sebelum ada jawaban. Surel ini mungkin sudah sampai, maka tidak otomatis dikirim lagi."
)

_server: MailServer | None = None
_folder: Path | None = None
_sender = ""


def configure(*, smtp_url: str, folder: Path | None, host: str) -> None:
    """`smtp_url` as the settings have it (already checked), or else the folder that takes the letters' place; without
    either they stay queued. `host` is that of the public address, for a sender where none is named."""
    global _server, _folder, _sender
    _server, _folder = mail_server(smtp_url) if smtp_url else None, folder
    _sender = (_server.sender if _server else "") or f"payung@{host}"


def server_place() -> str:
    """`mail.example.go.id:465`, or nothing where no server is set."""
    return _server.place if _server else ""


def folder_path() -> str:
    """Where letters lie instead, or nothing."""
    return str(_folder) if _folder and not _server else ""


def leaves() -> bool:
    """Whether letters go anywhere; else they wait."""
    return bool(_server or _folder)


def send_queued(*, now: datetime | None = None) -> int:
    """Send what is due; answers with how many letters were tried. A server that cannot be reached ends the run: the
    next one begins with the next letter."""
    _give_up_lost(now or utc_now())
    office, tried = _office(), 0
    if office is None:
        return 0
    try:
        for message_id in _due(now or utc_now()):
            message = _take(message_id, now or utc_now())
            if message is None:
                continue
            tried += 1
            if not _send(message, office, now or utc_now()):
                break
    finally:
        office.close()
    return tried


def _office() -> MailLine | LetterFolder | None:
    if _server:
        return MailLine(_server, _sender)
    return LetterFolder(_folder, _sender) if _folder else None


def _due(now: datetime) -> list[int]:
    rows = Message.select(Message.id).where(Message.state == QUEUED, Message.next_try_at <= now)
    return [
        number
        for (number,) in rows.order_by(Message.next_try_at, Message.id).limit(LETTERS_IN_A_RUN).tuples()
    ]


def _take(message_id: int, now: datetime) -> Message | None:
    """Ours from here on, or None where another process was faster, or where it says what is so no longer."""
    with writing():
        taken = (
            Message.update(state=SENDING, tries=Message.tries + 1, next_try_at=now + LOST_AFTER)
            .where(Message.id == message_id, Message.state == QUEUED, Message.next_try_at <= now)
            .execute()
        )
        message = Message.get_by_id(message_id) if taken else None
        if message and not _says_what_is_so(message):
            _withdraw(message)
            return None
    return message


def _says_what_is_so(message: Message) -> bool:
    """A letter with a one-time link gets its words now: they are in no table."""
    message.text = sign_up_letters.text_of(message)
    return message.text is not None and still_asks(message) and debit_notices.still_failed(message)


def _withdraw(message: Message) -> None:
    changes = {"state": STALE, "tries": message.tries - 1, "next_try_at": None}
    Message.update(changes).where(Message.id == message.id).execute()


def _send(message: Message, office: MailLine | LetterFolder, now: datetime) -> bool:
    """Whether the office still works."""
    letter = Letter(message.id, addresses_of(message), message.subject, message.text, now)
    try:
        delivery = office.send(letter)
    except LineDown as fault:
        _note(message, _try_later(message, letter.to, fault.reason, now))
        return False
    _note(message, _outcome(message, letter, delivery, now))
    return True


def _outcome(message: Message, letter: Letter, delivery: Delivery, now: datetime) -> dict:
    if delivery.uncertain:
        return {"state": FAILED, "error": INTERRUPTED, "next_try_at": None}
    if delivery.later:
        return _try_later(message, delivery.later, next(iter(delivery.later.values())), now)
    reason = next(iter(delivery.refused.values()), "")
    if letter.to and len(delivery.refused) < len(letter.to):
        return {"state": SENT, "error": reason, "sent_at": now, "next_try_at": None}
    return {"state": FAILED, "error": reason, "next_try_at": None}


def _try_later(message: Message, addresses, reason: str, now: datetime) -> dict:
    """To those who have not got it; given up after the last of AGAIN_AFTER."""
    changes = {"address": sealed(addresses), "error": reason}
    if message.tries > len(AGAIN_AFTER):
        return {**changes, "state": FAILED, "next_try_at": None}
    return {**changes, "state": QUEUED, "next_try_at": now + AGAIN_AFTER[message.tries - 1]}


def _note(message: Message, changes: dict) -> None:
    """Unless it has been written anew meanwhile."""
    with writing():
        Message.update(changes).where(Message.id == message.id, Message.state == SENDING).execute()


def _give_up_lost(now: datetime) -> None:
    """Taken by a process that never came back."""
    lost = (Message.state == SENDING) & (Message.next_try_at <= now)
    if Message.select().where(lost).exists():
        with writing():
            Message.update(state=FAILED, error=INTERRUPTED, next_try_at=None).where(lost).execute()
