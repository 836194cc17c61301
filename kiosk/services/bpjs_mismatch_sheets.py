"""The open mismatches as a spreadsheet for the talk with BPJS. It holds full numbers, without which BPJS finds nobody:
only the admin gets it, and each time is written down before it goes out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from db.connection import writing
from db.models import Worker
from kiosk.domain.bpjs_mismatches import KINDS, LEDGER_WORDS, STEPS
from kiosk.domain.clock import today
from kiosk.domain.words import N_, long_date, month_name
from kiosk.files.bpjs_export import registration_sheet
from kiosk.services import access, audit, bpjs_mismatch_pages, safe
from kiosk.services.acting import Actor, Refused
from kiosk.services.bpjs_mismatch_pages import MismatchLine, Sought

MOST = 10_000
HEADINGS = (
    "No", "NIK", "KPJ", "Nama", "Nomor registrasi", "Kelurahan", "Penanggung", "Selisih", "Menurut daftar",
    "Tanggal daftar", "Catatan Payung hari ini", "Langkah berikutnya",
)  # fmt: skip
NOBODY = N_("Tidak ada selisih dengan saringan ini, maka tidak ada yang dapat diunduh.")
TOO_MANY = N_(
    "Ada lebih dari %(most)s selisih dengan saringan ini, sedangkan satu berkas paling banyak sekian. Saring dulu "
    "menurut jenis, penanggung, atau kelurahan."
)


@dataclass(frozen=True)
class MismatchSheet:
    """`file` is open for reading and lies nowhere any more; whoever closes it is rid of it. `name` is without its
    ending."""

    file: BinaryIO
    name: str


def sheet_of(*, sought: Sought, by: Actor) -> MismatchSheet:
    """Indonesian whoever asks, for BPJS reads it too. Memory does not grow with the lines. Raises NotAllowed, Refused
    for none or more than MOST."""
    access.require(by.role == "admin")
    people = bpjs_mismatch_pages.count_of(by=by, sought=sought)
    if not 0 < people <= MOST:
        raise Refused(TOO_MANY, most=MOST) if people else Refused(NOBODY)
    with writing():
        audit.record("bpjs.selisih_diunduh", by=by, kind="bpjs", selisih=people)
    return MismatchSheet(registration_sheet(HEADINGS, _rows(sought, by)), f"selisih-bpjs-{today()}")


def _rows(sought: Sought, by: Actor) -> Iterator[tuple[str, ...]]:
    found = bpjs_mismatch_pages.all_of(by=by, sought=sought, most=MOST)
    for number, (line, worker) in enumerate(found, 1):
        yield (str(number), *_numbers(worker), *_both_sides(line))


def _numbers(worker: Worker) -> tuple[str, str]:
    return safe.open_text(worker.nik_sealed, safe.NIK), safe.open_text(worker.kpj_sealed, safe.KPJ) or ""


def _both_sides(line: MismatchLine) -> tuple[str, ...]:
    day = line.says.day
    said = {"day": long_date(day), "month": month_name(day)} if day else {}
    return (
        line.name,
        line.reg_no,
        line.area,
        line.funder.name if line.funder else "",
        KINDS[line.kind],
        line.answer_no,
        long_date(line.listed_on),
        LEDGER_WORDS[line.says.code] % said,
        STEPS[line.step] % {"bill": line.bill, "submission": line.submission},
    )
