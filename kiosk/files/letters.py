"""A letter that leaves by e-mail, and the folder that takes its place where no mail server is."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from kiosk.domain.words import without_long_numbers
from kiosk.files.durable import write_durably

ADDRESS = re.compile(r"\S+@\S+")
LONGEST_REASON = 180


@dataclass(frozen=True)
class Letter:
    """`number` makes its identifier: the same letter sent twice is the same to whoever gets it."""

    number: int
    to: tuple[str, ...]
    subject: str
    text: str
    at: datetime  # naive UTC

    def as_bytes(self, sender: str) -> bytes:
        """As RFC 5322 has it, ASCII throughout."""
        mail = EmailMessage(policy=SMTP)
        mail["From"] = f"Payung <{sender}>"
        mail["To"] = ", ".join(self.to)
        mail["Subject"] = self.subject
        mail["Date"] = format_datetime(self.at.replace(tzinfo=UTC))
        mail["Message-ID"] = f"<payung-{self.number}-{self._fingerprint()}@{sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(self.text, cte="quoted-printable")
        return mail.as_bytes()

    def _fingerprint(self) -> str:
        return hashlib.sha256(f"{self.subject}\n{self.text}".encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Delivery:
    """What became of a letter: addresses that will never take it, and those that may later, each with the reason.
    `uncertain`: all of it was handed over, but no answer came."""

    refused: dict[str, str] = field(default_factory=dict)
    later: dict[str, str] = field(default_factory=dict)
    uncertain: bool = False


@dataclass(frozen=True)
class LetterFolder:
    """Letters lie there as .eml files that any mail program opens; the file's name names nobody."""

    folder: Path
    sender: str

    def send(self, letter: Letter) -> Delivery:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_durably(self.folder / f"{letter.number:08d}.eml", letter.as_bytes(self.sender))
        return Delivery()

    def close(self) -> None:
        """Nothing is open between two letters."""


def without_names(reason: str, addresses: Sequence[str] = ()) -> str:
    """What a server said, to be kept and shown: one line, no address, no long number."""
    for address in addresses:
        reason = reason.replace(address, "…")
    return without_long_numbers(ADDRESS.sub("…", " ".join(reason.split())))[:LONGEST_REASON]
