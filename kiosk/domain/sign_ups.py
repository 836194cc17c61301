"""Whether a NIP and a NIK can be those of one civil servant who may still serve (DOMAIN 3.1, 3.3)."""

from dataclasses import dataclass, replace
from datetime import date

from kiosk.domain.findings import Finding, Severity, warn
from kiosk.domain.nik import read_nik
from kiosk.domain.nip import NipReading, read_nip
from kiosk.domain.words import N_

AGES = (18, 65)  # the last retire at 65; whole years, both included
NOT_OF_AGE = N_(
    "Menurut NIK ini, umur Anda di luar %(low)s sampai %(high)s tahun. Cocokkan NIK dengan KTP Anda, lalu ketik ulang."
)
SERIAL_ZERO = N_(
    "Empat angka terakhir NIK adalah 0000, yang tidak lazim. Cocokkan NIK dengan KTP Anda, lalu ketik ulang."
)
# What is said otherwise to who types the own number: there is no birth date to fill in and nothing to tick.
OWN_WORDS = {"nik_age": (NOT_OF_AGE, {"low": AGES[0], "high": AGES[1]}), "nik_serial_zero": (SERIAL_ZERO, {})}
WORTH_SAYING = ("nik_region_unknown",)


@dataclass(frozen=True)
class Identity:
    """`nip` and `nik` are None exactly when something blocks them; `doubts` block nothing and are shown once."""

    nip: str | None
    nik: str | None
    nip_faults: tuple[Finding, ...]
    nik_faults: tuple[Finding, ...]
    doubts: tuple[Finding, ...]


def read_identity(*, nip: object, nik: object, status_asn: str, today: date) -> Identity:
    """Both numbers as typed, each beside the other. `status_asn` is pns, pppk or pppk_paruh_waktu, else ValueError."""
    person = read_nik(nik, today=today, age_bounds=AGES)
    servant = read_nip(nip, status_asn=status_asn, birth_on=person.birth_on, sex=person.sex)
    return Identity(
        nip=servant.nip,
        nik=person.nik,
        nip_faults=_blocking(servant.findings),
        nik_faults=tuple(map(_in_own_words, _blocking(person.findings))),
        doubts=(*_doubts_about(person.findings), *_of_nip(servant)),
    )


def _blocking(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(one for one in findings if one.severity is Severity.BLOCK)


def _in_own_words(finding: Finding) -> Finding:
    if finding.code not in OWN_WORDS:
        return finding
    message, params = OWN_WORDS[finding.code]
    return replace(finding, message=message, params=params)


def _doubts_about(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(warn(one.code, one.message, **one.params) for one in findings if one.code in WORTH_SAYING)


def _of_nip(reading: NipReading) -> tuple[Finding, ...]:
    return tuple(one for one in reading.findings if one.severity is Severity.WARN)
