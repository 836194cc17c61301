"""A person's secrets are looked for in what is kept about them in clear: the mother's name, the KPJ. A file's reason
loses them; what somebody types is refused."""

from dataclasses import replace

from db.models import Worker
from kiosk.domain import private_words
from kiosk.domain.bpjs_answers import CheckedAnswer
from kiosk.domain.findings import Finding
from kiosk.domain.words import N_
from kiosk.services import safe
from kiosk.services.acting import Refused

SECRET_IN_WORDS = N_(
    "Tulisan ini memuat nama ibu kandung atau nomor KPJ orang ini. Tulis tanpa itu; tulisan ini disimpan terbuka."
)


class SecretInReason(Refused):
    """Stands beside the field of the reason."""

    def __init__(self):
        super().__init__(SECRET_IN_WORDS)


class SecretInSource(SecretInReason):
    """Stands beside the field that says where it came from."""


def secrets_of(*, mother_sealed: bytes | None, kpj_sealed: bytes | None) -> list[str]:
    """In clear, for a moment."""
    opened = (safe.open_text(mother_sealed, safe.MOTHER), safe.open_text(kpj_sealed, safe.KPJ))
    return [text for text in opened if text]


def secrets_of_worker(worker: Worker) -> list[str]:
    return secrets_of(mother_sealed=worker.mother_name_sealed, kpj_sealed=worker.kpj_sealed)


def require_none(worker: Worker, *, reason: str, source: str) -> None:
    """Raises SecretInReason, SecretInSource."""
    secrets = secrets_of_worker(worker)
    if private_words.holds(source, secrets):
        raise SecretInSource
    if private_words.holds(reason, secrets):
        raise SecretInReason


def masked(row: CheckedAnswer, *, mother_sealed: bytes | None, kpj_sealed: bytes | None) -> CheckedAnswer:
    """A line of BPJS's answer as it may be kept of this person. Nothing is opened where nothing is written."""
    if not (row.reason or any("text" in one.params for one in row.findings)):
        return row
    secrets = [*secrets_of(mother_sealed=mother_sealed, kpj_sealed=kpj_sealed), *filter(None, [row.kpj])]
    findings = tuple(_masked(one, secrets) for one in row.findings)
    return replace(row, reason=private_words.without(row.reason, secrets), findings=findings)


def _masked(finding: Finding, secrets: list[str]) -> Finding:
    if "text" not in finding.params:
        return finding
    text = private_words.without(finding.params["text"], secrets)
    return replace(finding, params={**finding.params, "text": text})
