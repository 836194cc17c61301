"""A line of BPJS's answer about an application that it has answered before: it says the same, it adds what was left
out, or it contradicts and changes nothing."""

from kiosk.domain.bpjs_answers import CheckedAnswer
from kiosk.domain.bpjs_asked_lines import Fate, Line, Meant
from kiosk.domain.bpjs_outcomes import ACCEPTED, CONFLICT, KNOWN, MOVED, NUMBERED
from kiosk.domain.findings import block
from kiosk.domain.words import N_

WAS_REJECTED = N_(
    "Sebelumnya BPJS menolak orang ini dalam pengajuan %(no)s, maka baris ini tidak mengubah apa pun. Tanyakan kepada "
    "BPJS mana yang berlaku. Bila diterima: bulannya sudah dilepas karena penolakan itu, maka tanggung dan tagih "
    "orangnya lagi, lalu ajukan lagi; jawaban atas pengajuan yang baru itulah yang dicatat."
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
    "Sebelumnya BPJS menyebut KPJ lain untuk orang ini. Yang sudah tercatat tidak diubah; tanyakan kepada BPJS mana "
    "yang benar, lalu koreksi KPJ di halaman orangnya bila perlu."
)


def fate_again(row: CheckedAnswer, meant: Meant, line: Line) -> Fate:
    """What a line leaves out is no contradiction, nor is a number where BPJS has named none, nor an earlier day that a
    letter has asked for."""
    if (line.state == ACCEPTED) != row.accepted:
        words = WAS_ACCEPTED if line.state == ACCEPTED else WAS_REJECTED
        return Fate(CONFLICT, line, (block("answered_otherwise", words, no=line.submission_no),))
    is_new_number = bool(row.accepted and meant.kpj and meant.kpj != line.kpj)
    if is_new_number and not _named_none(meant, line):
        return Fate(CONFLICT, line, (block("other_kpj", OTHER_KPJ),))
    if not (row.accepted and row.effective_on) or row.effective_on == line.effective_on:
        return Fate(NUMBERED if is_new_number else KNOWN, line, is_numbered=is_new_number)
    if meant.asked_from and row.effective_on < line.effective_on:
        return Fate(MOVED, line, is_numbered=is_new_number)
    return Fate(CONFLICT, line, (block("other_day", OTHER_DAY, known_on=line.effective_on),))


def _named_none(meant: Meant, line: Line) -> bool:
    """Neither in its answer to this line, nor in another that is in force."""
    return line.kpj is None and meant.in_force in (None, meant.kpj)
