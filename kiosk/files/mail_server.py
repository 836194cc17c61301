"""Which mail server takes our letters, as SMTP_URL says it: smtps://user:password@host:465/?from=payung@host."""

from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

PLAIN, TLS, STARTTLS = SCHEMES = ("smtp", "smtps", "smtp+starttls")
USUAL_PORT = {PLAIN: 25, TLS: 465, STARTTLS: 587}


class MailServerUnreadable(ValueError):
    """An address no server can be read from; it is not repeated, since it holds a password."""


class PasswordInTheOpen(MailServerUnreadable):
    """A password would travel where anybody can read it."""


@dataclass(frozen=True)
class MailServer:
    """`sender` is empty where the address names none."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""

    @property
    def place(self) -> str:
        """Where it is, to be shown."""
        return f"{self.host}:{self.port}"


def mail_server(url: str) -> MailServer:
    """Raises MailServerUnreadable, PasswordInTheOpen."""
    parts, port, more = _parts_of(url)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if parts.scheme == PLAIN and password and not _is_this_machine(parts.hostname):
        raise PasswordInTheOpen
    sender = more.get("from", [user if "@" in user else ""])[0]
    if sender and (
        not sender.isascii() or not sender.isprintable() or sender.count("@") != 1 or " " in sender
    ):
        raise MailServerUnreadable
    return MailServer(parts.scheme, parts.hostname, port, user, password, sender)


def _parts_of(url: str) -> tuple[SplitResult, int, dict[str, list[str]]]:
    try:
        parts = urlsplit(url)
        port = USUAL_PORT[parts.scheme] if parts.port is None else parts.port
        more = parse_qs(parts.query, strict_parsing=bool(parts.query))
    except (ValueError, KeyError) as error:
        raise MailServerUnreadable from error
    known = parts.path in ("", "/") and not parts.fragment and more.keys() <= {"from"}
    if not (known and parts.hostname and port > 0) or (parts.password and not parts.username):
        raise MailServerUnreadable
    return parts, port, more


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
