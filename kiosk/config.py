"""Settings come from the environment and from nowhere else; docs/operations.md lists them."""

import os
from dataclasses import dataclass
from pathlib import Path

DEMO_PASSWORD = "payung-demo-2026"
ENVIRONMENTS = ("demo", "production", "test")


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
    smtp_url: str

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
        database_url=environ.get("DATABASE_URL") or f"sqlite:///{folder / 'payung.sqlite3'}",
        public_url=_public_url(environ, environment),
        trusted_proxies=_whole_number(environ, "TRUSTED_PROXIES", 0),
        smtp_url=environ.get("SMTP_URL", ""),
    )


def _public_url(environ, environment: str) -> str:
    """What a QR carries; never taken from the Host header."""
    url = environ.get("PAYUNG_URL", "").rstrip("/")
    if not url and environment != "production":
        return f"http://127.0.0.1:{_whole_number(environ, 'PORT', 8000)}"
    if not url.startswith(("https://", "http://")):
        raise ConfigurationError(
            "PAYUNG_URL belum diisi dengan alamat yang dipindai warga, misalnya https://payung.semarangkota.go.id. "
            "Tanpa itu kartu tidak boleh dicetak, maka Payung tidak dijalankan."
        )
    return url


def _whole_number(environ, name: str, otherwise: int) -> int:
    text = environ.get(name) or str(otherwise)
    if not text.isdigit():
        raise ConfigurationError(f"{name} berisi {text!r}; isi dengan bilangan bulat, misalnya {otherwise}.")
    return int(text)
