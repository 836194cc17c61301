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
from kiosk.domain.bpjs_row_faults import day_faults, of_another
from kiosk.domain.bpjs_second_answers import fate_again
from kiosk.domain.findings import Finding, block, blocks, info
from kiosk.domain.words import N_

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
IN_ANOTHER = N_("Orang ini diajukan dalam %(no)s, bukan dalam pengajuan yang dijawab berkas ini.")


def fate_of(
    row: CheckedAnswer,
    meant: Meant | None,
    *,
    submission_id: int | None,
    today: date,
    came_on: date | None = None,
    by_hand: bool = False,
) -> Fate:
    """`submission_id` is the submission that the whole file answers, None where nobody has said so; `came_on` the day
    it came in: what was sent later it cannot answer. ACCEPTED is said whether or not the first month is paid, and of a
    day to come too, up to the first of the months asked for. What is noted `by_hand` may begin long before."""
    if row.nik is None or meant is None:
        return Fate(WRONG if row.nik is None or blocks(row.findings) else STRANGER)
    if another := tuple(of_another(row, meant)):
        return Fate(WRONG, more=(*another, *_faults_of_a_waiting(row, meant, submission_id, today)))
    if blocks(row.findings):
        days = _faults_of_a_waiting(row, meant, submission_id, today)
        return Fate(WRONG, _waiting(meant, submission_id), days)
    if row.accepted is None:
        return Fate(WRONG, more=(block("nothing_said", NOTHING_SAID),))
    line = _line_meant(meant.lines, submission_id)
    if line is None:
        return Fate(NOT_ASKED)
    if submission_id and line.submission_id != submission_id:
        return Fate(ELSEWHERE, line, (info("in_another", IN_ANOTHER, no=line.submission_no),))
    return (
        _first_answer(row, meant, line, today, came_on, by_hand)
        if line.state == ASKED
        else fate_again(row, meant, line)
    )


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


def _waiting(meant: Meant | None, submission_id: int | None) -> Line | None:
    """The line that a row would answer which cannot be used itself, so that its answer may be noted by hand."""
    line = _line_meant(meant.lines, submission_id) if meant else None
    is_asked = line and line.is_sent and line.state == ASKED
    return line if is_asked and submission_id in (None, line.submission_id) else None


def _faults_of_a_waiting(
    row: CheckedAnswer, meant: Meant, submission_id: int | None, today: date
) -> tuple[Finding, ...]:
    """What is wrong with the day of a row that is held back for something else: all is said at once."""
    line = _waiting(meant, submission_id)
    return day_faults(row, meant, line, today) if line and row.accepted is not False else ()


def _first_answer(
    row: CheckedAnswer, meant: Meant, line: Line, today: date, came_on: date | None, by_hand: bool
) -> Fate:
    if not line.is_sent:
        return Fate(NOT_ASKED, line, (block("not_sent", NOT_SENT, no=line.submission_no),))
    if came_on and line.sent_on and line.sent_on > came_on:
        told = {"no": line.submission_no, "sent_on": line.sent_on, "came_on": came_on}
        return Fate(NOT_ASKED, line, (block("sent_later", SENT_LATER, **told),))
    if not row.accepted:
        return Fate(REJECTED, line)
    faults = day_faults(row, meant, line, today)
    if any(one.code == "day_ahead" or not by_hand for one in faults):
        return Fate(WRONG, line, faults)
    return Fate(ACCEPTED, line)
