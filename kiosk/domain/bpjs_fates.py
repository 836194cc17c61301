"""What becomes of one line of BPJS's answer, held against what was asked for and what was answered before. Values in,
values out: who is meant by a NIK, and what then happens to the ledger, is the services' part."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from kiosk.domain.bpjs_answers import CheckedAnswer
from kiosk.domain.bpjs_outcomes import (
    ACCEPTED,
    CONFLICT,
    ELSEWHERE,
    KNOWN,
    MOVED,
    NOT_ASKED,
    REJECTED,
    STRANGER,
    WRONG,
)
from kiosk.domain.findings import Finding, block, blocks, info
from kiosk.domain.names import names_prove
from kiosk.domain.words import N_

ASKED = "asked"

NAME_DIFFERS = N_(
    "NIK ini tercatat di sini atas nama lain. Cocokkan NIK dan nama dengan KTP-nya, lalu tanyakan kepada BPJS."
)
KPJ_OF_ANOTHER = N_(
    "KPJ pada baris ini sudah tercatat untuk orang lain, %(reg_no)s. Tanyakan kepada BPJS nomor mana yang benar."
)
NOTHING_SAID = N_("Baris ini tidak menyebut diterima atau ditolak. Tanyakan kepada BPJS hasilnya.")
NOT_SENT = N_(
    "Orang ini ada dalam pengajuan %(no)s, yang belum dicatat terkirim; baris ini belum dipakai. Catat dulu "
    "pengirimannya, simpan ulang berkas ini, lalu unggah sekali lagi."
)
DAY_AHEAD = N_(
    "Menurut BPJS orang ini baru berlaku mulai %(effective_on)s, dan hari itu belum tiba. Baris ini belum dipakai: "
    "mulai hari itu simpan ulang berkas ini, lalu unggah sekali lagi."
)
IN_ANOTHER = N_("Orang ini diajukan dalam %(no)s, bukan dalam pengajuan yang dijawab berkas ini.")
WAS_REJECTED = N_(
    "Sebelumnya BPJS menolak orang ini dalam pengajuan %(no)s, maka baris ini tidak mengubah apa pun. Tanyakan kepada "
    "BPJS mana yang berlaku; bila diterima, ajukan lagi orangnya."
)
WAS_ACCEPTED = N_(
    "Sebelumnya BPJS menerima orang ini dalam pengajuan %(no)s, maka baris ini tidak mengubah apa pun. Tanyakan kepada "
    "BPJS mana yang berlaku."
)
OTHER_DAY = N_(
    "Sebelumnya BPJS menyebut hari mulai %(known_on)s untuk orang ini. Yang sudah tercatat tidak diubah; tanyakan "
    "kepada BPJS mana yang benar."
)
OTHER_KPJ = N_(
    "Sebelumnya BPJS menyebut KPJ lain, atau tidak menyebutnya, untuk orang ini. Yang sudah tercatat tidak diubah; "
    "tanyakan kepada BPJS mana yang benar, lalu koreksi KPJ di halaman orangnya bila perlu."
)


@dataclass(frozen=True)
class Line:
    """A line of a submission as it is known: `state` asked, accepted or rejected, `is_sent` whether it has left the
    house, `kpj` the keyed hash of the number that BPJS named in its answer."""

    id: int
    submission_id: int
    submission_no: str
    is_sent: bool
    funder_id: int
    first_month: date
    last_month: date
    state: str
    effective_on: date | None = None
    kpj: bytes | None = None


@dataclass(frozen=True)
class Meant:
    """Whoever a line's NIK means, with all lines of theirs that were not dropped. `kpj` is the keyed hash of the number
    that the line names, `kpj_of` the registration number of somebody else who has it, `asked_from` the day from which a
    letter has asked that the membership counts (DOMAIN 1.5)."""

    name: str
    lines: tuple[Line, ...] = ()
    kpj: bytes | None = None
    kpj_of: str = ""
    asked_from: date | None = None


@dataclass(frozen=True)
class Fate:
    """`outcome` as in domain/bpjs_outcomes; `line` that of the submission it is about, where there is one."""

    outcome: str
    line: Line | None = None
    more: tuple[Finding, ...] = ()


def fate_of(row: CheckedAnswer, meant: Meant | None, *, submission_id: int | None, today: date) -> Fate:
    """`submission_id` is the submission that the whole file answers, None where nobody has said so. ACCEPTED is said
    whether or not the first month is paid, and of a day to come too, up to the first of the months asked for."""
    if row.nik is None or blocks(row.findings):
        return Fate(WRONG)
    if meant is None:
        return Fate(STRANGER)
    if row.accepted is None:
        return Fate(WRONG, more=(block("nothing_said", NOTHING_SAID),))
    if row.name and not names_prove(row.name, meant.name):
        return Fate(WRONG, more=(block("name_differs", NAME_DIFFERS),))
    if row.accepted and meant.kpj_of:
        return Fate(WRONG, more=(block("kpj_of_another", KPJ_OF_ANOTHER, reg_no=meant.kpj_of),))
    return _of_line(row, meant, _line_meant(meant.lines, submission_id), submission_id, today)


def after(fate: Fate, kpj: bytes | None, effective_on: date | None) -> Line:
    """The line as it stands once it was answered so."""
    if fate.outcome in (ACCEPTED, MOVED):
        return replace(fate.line, state=ACCEPTED, effective_on=effective_on, kpj=kpj)
    return replace(fate.line, state=REJECTED)


def _line_meant(lines: Iterable[Line], submission_id: int | None) -> Line | None:
    """That of the submission which is answered, else the open one, else the latest."""
    return max(
        lines, key=lambda one: (one.submission_id == submission_id, one.state == ASKED, one.id), default=None
    )


def _of_line(
    row: CheckedAnswer, meant: Meant, line: Line | None, submission_id: int | None, today: date
) -> Fate:
    if line is None:
        return Fate(NOT_ASKED)
    if submission_id and line.submission_id != submission_id:
        return Fate(ELSEWHERE, line, (info("in_another", IN_ANOTHER, no=line.submission_no),))
    if line.state == ASKED:
        return _answered(row, line, today)
    if (line.state == ACCEPTED) != row.accepted:
        words = WAS_ACCEPTED if line.state == ACCEPTED else WAS_REJECTED
        return Fate(CONFLICT, line, (block("answered_otherwise", words, no=line.submission_no),))
    return _again(row, meant, line)


def _answered(row: CheckedAnswer, line: Line, today: date) -> Fate:
    """BPJS may answer before the first month begins; a day to come behind its first may be mistyped, and waits."""
    if not line.is_sent:
        return Fate(NOT_ASKED, line, (block("not_sent", NOT_SENT, no=line.submission_no),))
    if not row.accepted:
        return Fate(REJECTED, line)
    if row.effective_on and row.effective_on > max(today, line.first_month):
        return Fate(WRONG, line, (block("day_ahead", DAY_AHEAD, effective_on=row.effective_on),))
    return Fate(ACCEPTED, line)


def _again(row: CheckedAnswer, meant: Meant, line: Line) -> Fate:
    """What a line leaves out is no contradiction, nor is an earlier day that a letter has asked for."""
    if row.accepted and meant.kpj and meant.kpj != line.kpj:
        return Fate(CONFLICT, line, (block("other_kpj", OTHER_KPJ),))
    if not (row.accepted and row.effective_on) or row.effective_on == line.effective_on:
        return Fate(KNOWN, line)
    if meant.asked_from and row.effective_on < line.effective_on:
        return Fate(MOVED, line)
    return Fate(CONFLICT, line, (block("other_day", OTHER_DAY, known_on=line.effective_on),))
