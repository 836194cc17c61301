"""What becomes of one line of BPJS's answer, held against what was asked for and what was answered before. Values in,
values out: who is meant by a NIK, and what then happens to the ledger, is the services' part."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from kiosk.domain.bpjs_answers import CheckedAnswer
from kiosk.domain.bpjs_asked_lines import ASKED, Fate, Line, Meant
from kiosk.domain.bpjs_outcomes import (
    ACCEPTED,
    ELSEWHERE,
    MOVED,
    NOT_ASKED,
    NUMBERED,
    REJECTED,
    STRANGER,
    WRONG,
)
from kiosk.domain.bpjs_second_answers import fate_again
from kiosk.domain.findings import block, blocks, info
from kiosk.domain.names import names_prove
from kiosk.domain.words import N_

NAME_DIFFERS = N_(
    "NIK ini tercatat di sini atas nama lain. Cocokkan NIK dan nama dengan KTP-nya, lalu tanyakan kepada BPJS."
)
KPJ_OF_ANOTHER = N_(
    "KPJ pada baris ini sudah tercatat untuk orang lain, %(reg_no)s. Tanyakan kepada BPJS nomor mana yang benar."
)
NOTHING_SAID = N_("Baris ini tidak menyebut diterima atau ditolak. Tanyakan kepada BPJS hasilnya.")
NOT_SENT = N_(
    "Orang ini ada dalam pengajuan %(no)s, yang belum dicatat terkirim; baris ini belum dipakai. Catat dulu "
    "pengirimannya, lalu tekan Baca ulang di halaman berkas ini."
)
SENT_LATER = N_(
    "Berkas ini datang %(came_on)s, sedangkan pengajuan %(no)s baru diserahkan %(sent_on)s: berkas ini bukan "
    "jawabannya. Bila hari penyerahannya keliru, ubah di pengajuan itu, lalu tekan Baca ulang; bila tidak, unggah "
    "jawaban BPJS atas pengajuan itu."
)
DAY_AHEAD = N_(
    "Menurut BPJS orang ini baru berlaku mulai %(effective_on)s, dan hari itu belum tiba. Baris ini belum dipakai: "
    "mulai hari itu tekan Baca ulang di halaman berkas ini."
)
IN_ANOTHER = N_("Orang ini diajukan dalam %(no)s, bukan dalam pengajuan yang dijawab berkas ini.")


def fate_of(
    row: CheckedAnswer,
    meant: Meant | None,
    *,
    submission_id: int | None,
    today: date,
    came_on: date | None = None,
) -> Fate:
    """`submission_id` is the submission that the whole file answers, None where nobody has said so; `came_on` the day
    it came in: what was sent later it cannot answer. ACCEPTED is said whether or not the first month is paid, and of a
    day to come too, up to the first of the months asked for."""
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
    line = _line_meant(meant.lines, submission_id)
    if line is None:
        return Fate(NOT_ASKED)
    if submission_id and line.submission_id != submission_id:
        return Fate(ELSEWHERE, line, (info("in_another", IN_ANOTHER, no=line.submission_no),))
    return _first_answer(row, line, today, came_on) if line.state == ASKED else fate_again(row, meant, line)


def after(fate: Fate, kpj: bytes | None, day: date | None) -> Line:
    """The line as it stands once it was answered so, with the number and the day that this answer names."""
    if fate.outcome == REJECTED:
        return replace(fate.line, state=REJECTED)
    day = day if fate.outcome in (ACCEPTED, MOVED) else fate.line.effective_on
    named = kpj if fate.outcome in (ACCEPTED, NUMBERED) or fate.is_numbered else fate.line.kpj
    return replace(fate.line, state=ACCEPTED, effective_on=day, kpj=named)


def _line_meant(lines: Iterable[Line], submission_id: int | None) -> Line | None:
    """That of the submission which is answered, else the open one, else the latest."""
    return max(
        lines, key=lambda one: (one.submission_id == submission_id, one.state == ASKED, one.id), default=None
    )


def _first_answer(row: CheckedAnswer, line: Line, today: date, came_on: date | None) -> Fate:
    """BPJS may answer before the first month begins; a day to come behind its first may be mistyped, and waits."""
    if not line.is_sent:
        return Fate(NOT_ASKED, line, (block("not_sent", NOT_SENT, no=line.submission_no),))
    if came_on and line.sent_on and line.sent_on > came_on:
        told = {"no": line.submission_no, "sent_on": line.sent_on, "came_on": came_on}
        return Fate(NOT_ASKED, line, (block("sent_later", SENT_LATER, **told),))
    if not row.accepted:
        return Fate(REJECTED, line)
    if row.effective_on and row.effective_on > max(today, line.first_month):
        return Fate(WRONG, line, (block("day_ahead", DAY_AHEAD, effective_on=row.effective_on),))
    return Fate(ACCEPTED, line)
