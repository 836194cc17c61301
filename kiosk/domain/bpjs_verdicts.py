"""What a line of BPJS's answer says about its application: accepted, rejected, or not to be made out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kiosk.domain.bpjs_statuses import LONGEST_SHOWN, NOTHING_TOLD, Status, read_status
from kiosk.domain.dates import DateReading
from kiosk.domain.findings import Finding, block
from kiosk.domain.tax import NumberReading
from kiosk.domain.words import N_, without_long_numbers

STATUS_EMPTY = N_("Status baris ini kosong. Tanyakan ke BPJS, diterima atau ditolak, lalu unggah jawabannya.")
STATUS_UNKNOWN = N_(
    "Status “%(text)s” tidak dikenal. Tanyakan ke BPJS artinya, lalu sebutkan sekali di halaman berkas ini, atau tulis "
    "Diterima atau Ditolak di kolom itu."
)
STATUS_PENDING = N_(
    "Status “%(text)s” berarti BPJS belum memutuskan. Baris ini tidak dicatat; unggah jawabannya setelah diputuskan."
)
STATUS_INACTIVE = N_(
    "Status “%(text)s” tanpa alasan: tidak jelas apakah pengajuannya ditolak. Tanyakan ke BPJS, lalu tulis alasannya "
    "atau tulis Diterima."
)
MEMBER_INACTIVE = N_(
    "Status “%(text)s”, padahal ini daftar peserta aktif. Baris ini tidak dihitung sebagai peserta aktif."
)
NOTHING_SAID = N_(
    "Baris ini tidak memuat hasil: nomor KPJ, tanggal berlaku, dan alasannya kosong. Tanyakan ke BPJS hasilnya."
)
BOTH_SAID = N_(
    "Baris ini memuat nomor KPJ atau tanggal berlaku, dan juga alasan penolakan. Tanyakan ke BPJS, diterima atau "
    "ditolak."
)


@dataclass(frozen=True)
class Verdict:
    """As in CheckedAnswer; `is_nobody`: the line must not count as naming its person."""

    accepted: bool | None
    kpj: str = ""
    effective_on: date | None = None
    reason: str = ""
    findings: tuple[Finding, ...] = ()
    is_nobody: bool = False


def verdict_of(
    *,
    status: str | None,
    kpj: NumberReading,
    day: DateReading,
    reason: str,
    told: Mapping[str, str] = NOTHING_TOLD,
) -> Verdict:
    """`status` is None where the file has no such column: then a number or a day means accepted, a reason rejected.
    `told` as in read_status."""
    if status is None:
        named = bool(kpj.number or kpj.findings or day.day or day.findings)
        return _without_status(named, kpj, day, reason)
    meant, behind = read_status(status, told)
    reason = reason or behind
    if meant is Status.ACCEPTED:
        return _accepted(kpj, day, reason)
    if meant is Status.REJECTED or (meant is Status.INACTIVE and reason):
        return Verdict(False, reason=reason)
    findings = (_question(meant, status), *kpj.findings, *day.findings)
    return Verdict(None, kpj.number or "", day.day, findings=findings)


def member_findings(status: str) -> tuple[Finding, ...]:
    """What a list of active members says beside a line that is none."""
    meant, _behind = read_status(status) if status else (Status.ACCEPTED, "")
    if meant in (Status.ACCEPTED, Status.UNKNOWN):
        return ()
    return (block("member_inactive", MEMBER_INACTIVE, text=_shown(status)),)


def _without_status(named: bool, kpj: NumberReading, day: DateReading, reason: str) -> Verdict:
    if named and reason:
        return Verdict(None, findings=(block("both_said", BOTH_SAID),))
    if not (named or reason):
        return Verdict(None, findings=(block("nothing_said", NOTHING_SAID),))
    return _accepted(kpj, day, "") if named else Verdict(False, reason=reason)


def _accepted(kpj: NumberReading, day: DateReading, reason: str) -> Verdict:
    return Verdict(True, kpj.number or "", day.day, reason, (*kpj.findings, *day.findings))


def _question(meant: Status, status: str) -> Finding:
    if not status:
        return block("status_empty", STATUS_EMPTY)
    words = {Status.PENDING: STATUS_PENDING, Status.INACTIVE: STATUS_INACTIVE}
    return block(f"status_{meant}", words.get(meant, STATUS_UNKNOWN), text=_shown(status))


def _shown(status: str) -> str:
    """What is said stays with the line in clear: a column that was taken for the status may hold anything."""
    return without_long_numbers(status)[:LONGEST_SHOWN]
