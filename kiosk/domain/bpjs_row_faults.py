"""What is wrong with a line of BPJS's answer once its person is known: it is somebody else's, or its day cannot be."""

from collections.abc import Iterator
from datetime import date

from kiosk.domain.bpjs_answers import CheckedAnswer
from kiosk.domain.bpjs_asked_lines import Line, Meant
from kiosk.domain.clock import add_months
from kiosk.domain.findings import Finding, block
from kiosk.domain.names import names_prove
from kiosk.domain.words import N_

NAME_DIFFERS = N_(
    "NIK ini tercatat di sini atas nama lain. Cocokkan NIK dan nama dengan KTP-nya, lalu tanyakan kepada BPJS."
)
KPJ_OF_ANOTHER = N_(
    "KPJ pada baris ini sudah tercatat untuk orang lain, %(reg_no)s. Tanyakan kepada BPJS nomor mana yang benar."
)
DAY_AHEAD = N_(
    "Menurut BPJS orang ini baru berlaku mulai %(effective_on)s, dan hari itu belum tiba. Baris ini belum dipakai: "
    "mulai hari itu tekan Baca ulang di halaman berkas ini."
)
DAY_TOO_EARLY = N_(
    "Menurut BPJS orang ini berlaku mulai %(effective_on)s, lebih dari sebulan sebelum bulan pertama yang diajukan "
    "(%(first_months)s). Baris ini belum dipakai: mungkin tahunnya salah ketik. Tanyakan kepada BPJS; bila hari itu "
    "benar, catat jawabannya di baris orang ini dalam pengajuan %(no)s."
)
MONTHS_BEFORE = 1


def of_another(row: CheckedAnswer, meant: Meant) -> Iterator[Finding]:
    """The line's name or number is somebody else's."""
    if row.name and not names_prove(row.name, meant.name):
        yield block("name_differs", NAME_DIFFERS)
    if row.accepted is not False and meant.kpj_of:
        yield block("kpj_of_another", KPJ_OF_ANOTHER, reg_no=meant.kpj_of)


def day_faults(row: CheckedAnswer, meant: Meant, line: Line, today: date) -> tuple[Finding, ...]:
    """BPJS may answer before the first month begins; a day to come behind its first may be mistyped, and so may one
    long before it, unless they are members already or a letter has asked for it."""
    day = row.effective_on
    if day and day > max(today, line.first_month):
        return (block("day_ahead", DAY_AHEAD, effective_on=day),)
    earliest = add_months(line.first_month, -MONTHS_BEFORE)
    if day and not meant.continues and day < min(earliest, meant.asked_from or earliest):
        return (
            block(
                "day_too_early",
                DAY_TOO_EARLY,
                effective_on=day,
                first_months=[line.first_month],
                no=line.submission_no,
            ),
        )
    return ()
