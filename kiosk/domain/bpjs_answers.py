"""A line of BPJS's answer, checked against every rule before anything is written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from kiosk.domain.bpjs_cells import read_day, read_membership_number, said, stated, written
from kiosk.domain.bpjs_statuses import NOTHING_TOLD
from kiosk.domain.bpjs_verdicts import Verdict, member_findings, verdict_of
from kiosk.domain.findings import Finding, block, blocks
from kiosk.domain.names import clean_name
from kiosk.domain.nik import NikReading, read_nik
from kiosk.domain.words import N_, without_long_numbers

ANY_AGE = (0, 130)  # a number is looked for here, nobody is judged by it
LONGEST_REASON = 200
NOTHING_TWICE: Mapping[int, tuple[int, int]] = MappingProxyType({})
NIK_REPEATED = N_("NIK ini sama dengan baris %(row)s berkas ini. Pastikan ke BPJS, baris mana yang benar.")
NIK_TOLD_TWICE = N_(
    "NIK ini ada di baris %(first)s dan %(second)s berkas ini dengan jawaban yang berbeda, maka tidak satu pun "
    "dipakai. Tanyakan kepada BPJS jawaban mana yang benar."
)


@dataclass(frozen=True)
class CheckedAnswer:
    """`cells` is field → text, as it was sent. `nik` is None where it cannot be read, and of somebody whom a list of
    active members calls inactive; such a line, and every other with
    a finding that blocks, is wrong. `accepted` is None where the line says neither, or in a list of members. `kpj` is
    "" where none is written, `effective_on` None likewise; `name` is "" without such a column."""

    sheet_name: str
    number: int
    cells: Mapping[str, str]
    nik: str | None
    name: str = ""
    kpj: str = ""
    accepted: bool | None = None
    effective_on: date | None = None
    reason: str = ""
    findings: tuple[Finding, ...] = ()


def each_answer(
    rows: Iterable,
    *,
    today: date,
    members: bool = False,
    told_twice: Mapping[int, tuple[int, int]] = NOTHING_TWICE,
    month_first: bool = False,
    words: Mapping[str, str] = NOTHING_TOLD,
) -> Iterator[CheckedAnswer]:
    """Check rows (each with sheet_name, number and cells: field → text, numeric, day), in the file's order, one at a
    time: of those gone by only NIK and row number are kept. A list of `members` says nothing about an application.

    A NIK that stood in an earlier row is refused with that row's number; of one that the file tells two things about
    (`told_twice`, as in bpjs_repeats) no row counts. With `month_first` (as in bpjs_first_looks) a day that can be
    read two ways is refused. `words` of statuses that somebody has explained, as in read_status."""
    first_seen: dict[int, int] = {}
    for row in rows:
        line = check_answer(row, today, members, month_first, words)
        yield _contradicted(line, told_twice) or _against_earlier(line, first_seen)


def is_wrong(line: CheckedAnswer) -> bool:
    return blocks(line.findings)


def _contradicted(line: CheckedAnswer, told_twice: Mapping[int, tuple[int, int]]) -> CheckedAnswer | None:
    if not told_twice or line.nik is None or (found := told_twice.get(int(line.nik))) is None:
        return None
    first, second = found
    finding = block("nik_told_twice", NIK_TOLD_TWICE, first=first, second=second)
    return replace(line, findings=(finding, *line.findings))


def _against_earlier(line: CheckedAnswer, first_seen: dict[int, int]) -> CheckedAnswer:
    if line.nik is None:
        return line
    earlier = first_seen.setdefault(int(line.nik), line.number)
    if earlier == line.number:
        return line
    return replace(line, findings=(block("nik_repeated", NIK_REPEATED, row=earlier), *line.findings))


def check_answer(
    row,
    today: date,
    members: bool = False,
    month_first: bool = False,
    words: Mapping[str, str] = NOTHING_TOLD,
) -> CheckedAnswer:
    """One row by itself, whatever the others say; but for how their days are written."""
    nik = _nik(row.cells.get("nik"), today)
    verdict = _member(row.cells) if members else _answered(row.cells, month_first, words)
    return CheckedAnswer(
        sheet_name=row.sheet_name,
        number=row.number,
        cells={field: cell.text for field, cell in row.cells.items()},
        nik=None if verdict.is_nobody else nik.nik,
        name=clean_name(said(row.cells.get("name"))),
        kpj=verdict.kpj,
        accepted=verdict.accepted,
        effective_on=verdict.effective_on,
        reason=without_long_numbers(verdict.reason)[:LONGEST_REASON],
        findings=(*nik.findings, *verdict.findings),
    )


def _nik(cell, today: date) -> NikReading:
    """Anything but its form is left to the store: it knows who there is."""
    reading = read_nik(
        written(cell), today=today, numeric_cell=bool(cell and cell.numeric), age_bounds=ANY_AGE,
        serial_zero_allowed=True,
    )  # fmt: skip
    return replace(reading, findings=tuple(one for one in reading.findings if blocks([one])))


def _answered(cells: Mapping, month_first: bool, words: Mapping[str, str]) -> Verdict:
    kpj = read_membership_number(cells.get("kpj"))
    day = read_day(cells.get("effective_on"), month_first=month_first)
    return verdict_of(
        status=stated(cells["status"]) if "status" in cells else None,
        kpj=kpj,
        day=day,
        reason=said(cells.get("reason")),
        told=words,
    )


def _member(cells: Mapping) -> Verdict:
    kpj, day = read_membership_number(cells.get("kpj")), read_day(cells.get("effective_on"))
    findings = member_findings(stated(cells.get("status")))
    return Verdict(
        None, kpj.number or "", day.day, said(cells.get("reason")), findings, is_nobody=bool(findings)
    )
