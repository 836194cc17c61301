"""A line of a department's roster, checked before anything is written. A NIP that Excel has rounded, or that cannot be
one, blocks its row; nothing of it but a mask is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kiosk.domain.asn_statuses import guessed_status, read_status, status_by_nip, unknown_status
from kiosk.domain.digits import bare
from kiosk.domain.findings import Finding, Severity, block, blocks, info
from kiosk.domain.names import clean_name, name_findings
from kiosk.domain.nip import mask_nip, read_nip
from kiosk.domain.staff_unit_paths import read_unit
from kiosk.domain.words import N_, has_long_number, without_long_numbers

LONGEST = {"name": 120, "jabatan": 120, "unit": 160, "opd": 160}
HEADINGS = {"jabatan": "Jabatan", "unit": "Unit", "opd": "OPD"}

NUMBER_IN_TEXT = N_(
    "Kolom %(column)s memuat nomor yang panjang. Mungkin kolomnya tertukar; tulis hanya keterangannya."
)
TOO_LONG = N_("Isi kolom %(column)s terlalu panjang; yang dipakai %(longest)s huruf pertama.")


# A formula that was never reckoned comes as an empty cell.
EMPTY = {
    "nip_empty": N_(
        "NIP belum diisi, atau selnya berisi rumus tanpa hasil. Tulis NIP-nya, atau simpan rumusnya sebagai nilai."
    ),
    "name_empty": N_(
        "Nama belum diisi, atau selnya berisi rumus tanpa hasil. Tulis nama lengkapnya, atau simpan rumusnya sebagai "
        "nilai."
    ),
}


@dataclass(frozen=True)
class StaffRow:
    """One line as it was understood; `unit` is a path (domain/staff_unit_paths). `nip` is empty where something blocks,
    `shown_nip` is masked then. `status` is empty where the sheet does not say it."""

    number: int
    nip: str
    shown_nip: str
    name: str
    jabatan: str
    status: str
    opd: str
    unit: str
    findings: tuple[Finding, ...]

    @property
    def is_wrong(self) -> bool:
        return not self.nip


def check_row(number: int, cells: Mapping[str, str], *, numeric_nip: bool = False) -> StaffRow:
    """`cells` is field → text; `numeric_nip` says that the NIP's cell was a number. Codes that block: those of
    domain/nip and domain/names, status_unknown, column_number; that inform: status_guessed, text_cut, unit_strange."""
    written = cells.get("nip", "")
    status, said = _status(cells.get("status_asn", ""), bare(written))
    reading = read_nip(written, status_asn=status, numeric_cell=numeric_nip)
    name = clean_name(cells.get("name", ""))[: LONGEST["name"]]
    texts = {field: clean_name(cells.get(field, "")) for field in HEADINGS}
    unit, strange = read_unit(without_long_numbers(texts["unit"])[: LONGEST["unit"]])
    findings = (*reading.findings, *name_findings(name), *said, *_text_findings(texts), *strange)
    wrong = blocks(findings)
    return StaffRow(
        number=number,
        nip="" if wrong else reading.nip,
        shown_nip=mask_nip("".join(filter(str.isdigit, bare(written)))),
        name=without_long_numbers(name),
        jabatan=without_long_numbers(texts["jabatan"])[: LONGEST["jabatan"]],
        status="" if _is_guessed(said) else status,
        opd=without_long_numbers(texts["opd"])[: LONGEST["opd"]],
        unit=unit[: LONGEST["unit"]],
        findings=tuple(_in_a_sheet(one) for one in findings if not wrong or one.severity is Severity.BLOCK),
    )


def _in_a_sheet(finding: Finding) -> Finding:
    return block(finding.code, EMPTY[finding.code]) if finding.code in EMPTY else finding


def _status(text: str, digits: str) -> tuple[str, list[Finding]]:
    """By the sheet, else by the NIP; where the sheet says something strange, that is said."""
    known = read_status(text)
    if known:
        return known, []
    guessed = status_by_nip(digits)
    return guessed, [unknown_status(text) if text.strip() else guessed_status(guessed)]


def _is_guessed(said: list[Finding]) -> bool:
    return any(one.code == "status_guessed" for one in said)


def _text_findings(texts: Mapping[str, str]) -> Iterator[Finding]:
    for field, text in texts.items():
        if has_long_number(text):
            yield block("column_number", NUMBER_IN_TEXT, column=HEADINGS[field])
        elif len(text) > LONGEST[field]:
            yield info("text_cut", TOO_LONG, column=HEADINGS[field], longest=LONGEST[field])
