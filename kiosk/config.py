"""Settings come from the environment and from nowhere else; docs/operations.md lists them."""

import os
import re
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.files.mail_server import MailServerUnreadable, PasswordInTheOpen, mail_server

DEMO_PASSWORD = "payung-demo-2026"
ENVIRONMENTS = ("demo", "production", "test")
# RFC 2606, 6761, 6762 and ICANN's .internal: names that are never anybody's on the internet.
RESERVED_ENDS = ("test", "example", "invalid", "local", "localhost", "internal")
HOST_NAME = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
DATABASES = ("sqlite", "postgresql", "postgres")


class ConfigurationError(Exception):
    """A setting that must not stand; the message says which one and what to do."""


@dataclass(frozen=True)
class Settings:
    """What the environment says. Folders are absolute; `trusted_proxies` counts proxies in front of us."""

    environment: str
    folder: Path
    key_file: Path
    database_url: str
    public_url: str
    trusted_proxies: int
    smtp_url: str = field(repr=False)  # with a password

    @property
    def demo(self) -> bool:
        return self.environment == "demo"

    @property
    def production(self) -> bool:
        return self.environment == "production"


def settings_from(environ=os.environ) -> Settings:
    """Read PAYUNG_ENV, PAYUNG_DATA, PAYUNG_KEYS, DATABASE_URL, PAYUNG_URL, TRUSTED_PROXIES, SMTP_URL."""
    environment = environ.get("PAYUNG_ENV", "production")
    if environment not in ENVIRONMENTS:
        raise ConfigurationError(
            f"PAYUNG_ENV adalah {environment!r}; isi dengan salah satu dari {', '.join(ENVIRONMENTS)}."
        )
    folder = Path(environ.get("PAYUNG_DATA") or "instance").resolve()
    return Settings(
        environment=environment,
        folder=folder,
        key_file=Path(environ.get("PAYUNG_KEYS") or folder / "keys.json").resolve(),
        database_url=_database_url(environ, folder),
        public_url=_public_url(environ, environment),
        trusted_proxies=_whole_number(environ, "TRUSTED_PROXIES", 0),
        smtp_url=_smtp_url(environ),
    )


def _database_url(environ, folder: Path) -> str:
    url = environ.get("DATABASE_URL") or f"sqlite:///{folder / 'payung.sqlite3'}"
    try:
        parts = urlsplit(url)
        known = parts.scheme in DATABASES and (parts.port is None or parts.port > 0) and _names_one(parts)
    except ValueError:
        known = False
    if not known:
        raise ConfigurationError(
            "DATABASE_URL tidak dikenal; isi dengan sqlite:////folder/berkas atau "
            "postgresql://pengguna@mesin/nama, atau hapus agar SQLite di folder data dipakai."
        )
    return url


def _names_one(parts) -> bool:
    """A PostgreSQL server holds many databases; SQLite without a file is one in memory."""
    return parts.scheme == "sqlite" or bool(parts.path.strip("/"))


def _public_url(environ, environment: str) -> str:
    """What a QR carries; never taken from the Host header."""
    url = environ.get("PAYUNG_URL", "")
    if not url and environment != "production":
        return f"http://127.0.0.1:{_whole_number(environ, 'PORT', 8000)}"
    right = _opens_for_everybody(url) if environment == "production" else _is_web_address(url)
    if not right:
        raise ConfigurationError(
            f"PAYUNG_URL {'berisi ' + repr(url) if url else 'belum diisi'}; isi dengan alamat yang dipindai warga: "
            "https, nama mesin yang sebenarnya, tanpa apa pun di belakangnya, misalnya "
            "https://payung.semarangkota.go.id. Tanpa itu kartu tidak boleh dicetak."
        )
    return url.rstrip("/")


def _is_web_address(url: str) -> bool:
    return url.startswith(("https://", "http://"))


def _opens_for_everybody(url: str) -> bool:
    """https, a host that others can reach, at most a port, and nothing behind it: cards carry it for years."""
    if not url.isprintable() or any(char.isspace() for char in url):
        return False
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    bare = f"{parts.scheme}://{parts.netloc}"
    return (
        url in (bare, bare + "/")
        and parts.scheme == "https"
        and "@" not in bare
        and bare[-1] != ":"
        and _reachable_name(host)
    )


def _reachable_name(host: str) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        labels = host.split(".")
        # The docs write payung.example.go.id.
        nobodys = labels[-1] in RESERVED_ENDS or "example" in labels
        return not nobodys and bool(HOST_NAME.fullmatch(host))
    return address.is_global and not address.is_multicast


def _smtp_url(environ) -> str:
    """The mail server, or nothing: messages then wait, or lie in a folder where people are made up."""
    url = environ.get("SMTP_URL", "")
    try:
        if url:
            mail_server(url)
    except PasswordInTheOpen as error:
        raise ConfigurationError(
            "SMTP_URL memakai smtp:// dengan kata sandi, maka kata sandinya terbaca di jaringan. Pakai smtps:// atau "
            "smtp+starttls://."
        ) from error
    except MailServerUnreadable as error:
        raise ConfigurationError(
            "SMTP_URL tidak dikenal; isi dengan smtps://pengguna:sandi@mesin:465 atau "
            "smtp+starttls://pengguna:sandi@mesin:587, bila perlu dengan ?from=alamat pengirim. Tanda khusus dalam "
            "kata sandi ditulis dengan %, misalnya @ sebagai %40."
        ) from error
    return url


def _whole_number(environ, name: str, otherwise: int) -> int:
    text = environ.get(name) or str(otherwise)
    if not text.isdigit():
        raise ConfigurationError(f"{name} berisi {text!r}; isi dengan bilangan bulat, misalnya {otherwise}.")
    return int(text)
