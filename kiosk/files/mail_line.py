"""The line to a mail server: one connection for the letters of a run, each step of SMTP with its own meaning.

What the server holds against a letter or an address stands in its Delivery. What it holds against us (no answer, no
sign-in, our sender not wanted) is LineDown: other letters would fare the same."""

import smtplib
import ssl

from kiosk.files.letters import Delivery, Letter, without_names
from kiosk.files.mail_server import STARTTLS, TLS, MailServer

PATIENCE = 20  # seconds for each answer
TAKEN = (250, 251)
OTHER_FAULTS = (smtplib.SMTPException, OSError)


class LineDown(Exception):
    """The server cannot be reached or will not hear us; `reason` names nobody."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


class MailLine:
    """Opens with the first letter."""

    def __init__(self, server: MailServer, sender: str):
        self._server, self._sender = server, sender
        self._smtp: smtplib.SMTP | None = None

    def send(self, letter: Letter) -> Delivery:
        """Raises LineDown; the letter has then gone to nobody."""
        try:
            smtp = self._opened()
            self._answered_well(smtp.mail(self._sender))
            answers = {address: _asked(smtp, address) for address in letter.to}
        except OTHER_FAULTS as fault:
            self.close()
            raise LineDown(_said_by(fault)) from fault
        refused, later = _sorted(answers)
        taken = [address for address, (code, _words) in answers.items() if code in TAKEN]
        if not taken:
            self._start_over()
            return Delivery(refused, later)
        return self._hand_over(letter, taken, refused, later)

    def close(self) -> None:
        if self._smtp is not None:
            try:
                self._smtp.quit()
            except OTHER_FAULTS:
                self._smtp.close()
            self._smtp = None

    def _opened(self) -> smtplib.SMTP:
        if self._smtp is None:
            self._smtp = self._signed_in()
        return self._smtp

    def _signed_in(self) -> smtplib.SMTP:
        server, secure = self._server, ssl.create_default_context()
        if server.scheme == TLS:
            smtp = smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=secure)
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
        try:
            if server.scheme == STARTTLS:
                smtp.starttls(context=secure)
            if server.user:
                smtp.login(server.user, server.password)
            smtp.ehlo_or_helo_if_needed()
        except OTHER_FAULTS:
            smtp.close()
            raise
        return smtp

    def _answered_well(self, answer: tuple[int, bytes]) -> None:
        code, words = answer
        if code not in TAKEN:
            raise smtplib.SMTPResponseException(code, words)

    def _hand_over(self, letter: Letter, taken: list[str], refused: dict, later: dict) -> Delivery:
        try:
            answer = self._smtp.data(letter.as_bytes(self._sender))
        except smtplib.SMTPDataError as fault:
            answer = fault.smtp_code, fault.smtp_error
        except OTHER_FAULTS:
            self.close()
            return Delivery(refused, later, uncertain=True)
        if answer[0] in TAKEN:
            return Delivery(refused, later)
        self._start_over()
        no, not_now = _sorted(dict.fromkeys(taken, answer))
        return Delivery(refused | no, later | not_now)

    def _start_over(self) -> None:
        try:
            self._smtp.rset()
        except OTHER_FAULTS:
            self.close()


def _asked(smtp: smtplib.SMTP, address: str) -> tuple[int, bytes]:
    try:
        return smtp.rcpt(address)
    except (UnicodeEncodeError, ValueError):
        return 553, b"address not understood"


def _sorted(answers: dict[str, tuple[int, bytes]]) -> tuple[dict[str, str], dict[str, str]]:
    """Who refuses for good (5xx), and who may take it later (4xx and whatever else)."""
    refused, later = {}, {}
    for address, (code, words) in answers.items():
        if code not in TAKEN:
            (refused if code >= 500 else later)[address] = _spoken(code, words, [address])
    return refused, later


def _said_by(fault: Exception) -> str:
    if isinstance(fault, smtplib.SMTPResponseException):
        return _spoken(fault.smtp_code, fault.smtp_error)
    return without_names(getattr(fault, "strerror", None) or str(fault) or type(fault).__name__)


def _spoken(code: int, words: bytes | str, addresses=()) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return without_names(f"{code} {text}", addresses)
