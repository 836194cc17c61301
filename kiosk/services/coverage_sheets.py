"""Coverage to take along: all figures with their day and source, and the people behind one of them."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from db.connection import writing
from kiosk.domain.clock import today
from kiosk.domain.coverage_looks import KELURAHAN, STATE_WORDS, AreaRow
from kiosk.domain.coverage_shares import per_cent
from kiosk.domain.figure_kinds import KINDS as FIGURE_KINDS
from kiosk.domain.funder_kinds import KINDS
from kiosk.domain.words import N_, long_date, month_name, number
from kiosk.files.coverage_sheets import Cell, Part, people_sheet, summary_sheet
from kiosk.services import access, audit, coverage_figures, coverage_lists, places, settings
from kiosk.services.acting import Actor, Refused
from kiosk.services.coverage_lists import Line, Wish
from kiosk.services.coverage_pages import Coverage

MOST_PEOPLE = 5_000  # about a second of waiting; more names than that leave the house in parts
TOO_MANY = N_(
    "Daftar ini memuat %(people)s orang; satu lembar paling banyak %(most)s. Pilih dulu satu kecamatan atau kelurahan, "
    "lalu unduh lagi."
)
WHOLE_CITY = "seluruh kota"
UNNARROWED = "seluruh kota, tanpa saringan"
ALL_KECAMATAN = "Lembar ini memuat semua kecamatan, juga bila saringannya satu tempat saja."
PLACE = ("Terdaftar", "Ditanggung", "Dibayar", "Berlaku", "Berlaku dari terdaftar (%)")


class TooMany(Refused):
    """More people than one sheet is made of while somebody waits."""


def summary(*, coverage: Coverage, narrowed: str) -> BinaryIO:
    """All figures of a page that was given to who may see it (coverage_pages); `narrowed` says in words to what. It
    names nobody, so it is written down nowhere."""
    narrowed = narrowed or WHOLE_CITY
    note = _as_of(coverage, f"bulan {month_name(coverage.month)}, {narrowed}")
    return summary_sheet(_parts(coverage, narrowed, note), note=note)


def people(*, wish: Wish, narrowed: str, by: Actor) -> BinaryIO:
    """All of a list; names leave the house, and so it is written down first. Raises NotAllowed for who may only look,
    TooMany."""
    access.require(by.role == "admin")
    total = coverage_lists.total_of(wish)
    if total > MOST_PEOPLE:
        raise TooMany(TOO_MANY, people=number(total), most=number(MOST_PEOPLE))
    with writing():
        audit.record(
            "cakupan.orang_diunduh", by=by, kind="cakupan", subject="",
            daftar=wish.state, bulan=_month_of(wish), saringan=narrowed, orang=total,
        )  # fmt: skip
    tab = STATE_WORDS[wish.state]
    about = ", ".join(filter(None, (tab, _month_of(wish), narrowed or WHOLE_CITY)))
    note = f"{about}. Keadaan {long_date(today())}; {_owner()}."
    return people_sheet(map(_person, coverage_lists.everyone(wish)), tab=tab[:31], note=note)


def _month_of(wish: Wish) -> str:
    """Of which month its figure is, or with which one the cover of all these people ends."""
    if wish.is_of_month:
        return f"bulan {month_name(wish.asked_month)}"
    return f"bulan terakhir {month_name(wish.last)}" if wish.is_of_end and wish.last else ""


def _as_of(coverage: Coverage, where: str) -> str:
    return f"Keadaan {long_date(coverage.day)}, {where}; {_owner()}."


def _owner() -> str:
    return f"menurut catatan {settings.setting('programme_owner')}"


def _person(line: Line) -> Sequence[Cell]:
    works = places.occupations_by_code()
    return (
        line.reg_no,
        "(data dibekukan)" if line.frozen else line.name,
        line.nik_masked,
        line.area,
        works[line.occupation].name if line.occupation in works else line.occupation,
        KINDS.get(line.funder_kind, ""),
        month_name(line.last) if line.last else "",
    )


def _parts(coverage: Coverage, narrowed: str, note: str) -> Iterator[Part]:
    """What knows no month, or no filter, says so in place of the note of all."""
    funnel, of_today = coverage.funnel, _as_of(coverage, narrowed)
    yield Part("Ringkasan", ("Angka", "Orang"), _summary_rows(coverage), of_today)
    yield Part(
        "UCJ", ("Angka", "Nilai", "Satuan", "Per tanggal", "Sumber", "Keterangan"), _ucj_rows(coverage),
        f"Angka acuan untuk {UNNARROWED}; tanggal dan sumbernya di setiap baris.",
    )  # fmt: skip
    yield Part("Alur", ("Tahap", "Orang", "Dari terdaftar (%)"), [
        (words, count, per_cent(count, funnel.enrolled)) for words, count in (
            ("Terdaftar", funnel.enrolled), ("Ditanggung", funnel.funded), ("Diajukan ke BPJS", funnel.submitted),
            ("Dibayar", funnel.paid), ("Berlaku", funnel.effective),
        )
    ])  # fmt: skip
    yield Part("Kecamatan", ("Kecamatan", *PLACE), map(_area, coverage.areas), f"{note} {ALL_KECAMATAN}")
    kelurahan = coverage_figures.by_area(coverage.month, KELURAHAN, coverage.where)
    yield Part("Kelurahan", ("Kelurahan", "Kecamatan", *PLACE), map(_kelurahan, kelurahan))
    yield Part("Pekerjaan", ("Pekerjaan", *PLACE), map(_area, coverage.occupations))
    yield Part("Sumber dana", ("Sumber dana", "Ditanggung", "Dibayar", "Berlaku"), [
        (row.name[:1].upper() + row.name[1:], row.funded, row.paid, row.effective) for row in coverage.funders
    ])  # fmt: skip
    yield Part("Bulan", ("Bulan", "Ditanggung", "Diajukan ke BPJS", "Dibayar", "Berlaku"), [
        (month_name(row.month), row.planned, row.submitted, row.paid, row.effective) for row in coverage.months
    ])  # fmt: skip
    yield Part("Berakhir", ("Bulan terakhir ditanggung", "Orang"), [
        (month_name(month), count) for month, count in coverage.ending_months
    ], of_today)  # fmt: skip
    yield Part("Menunggak", ("Bulan terakhir dibayar", "Batas bayar", "Orang"), [
        (month_name(one.last), one.day, one.people) for one in coverage.arrears
    ], of_today)  # fmt: skip
    yield from _participation(coverage)


def _summary_rows(coverage: Coverage) -> Iterator[Sequence[Cell]]:
    yield "Terlindungi hari ini", coverage.protected
    yield "Terdaftar", coverage.share.enrolled
    yield "Tidak terlindungi lagi bulan depan", coverage.ending_now
    yield "Belum ada yang menanggung", coverage.unfunded
    yield "Menunggak", coverage.in_arrears
    yield from ((f"Berakhir dalam {days} hari", count) for days, count in coverage.ending)


def _ucj_rows(coverage: Coverage) -> Iterator[Sequence[Cell]]:
    """The figures it rests on, what other sources say, and what is computed of them: as old as the oldest of these."""
    ucj = coverage.ucj
    oldest = min((line.as_of for line in ucj.used), default=coverage.day)
    for line in ucj.used:
        yield _figure(line, "dipakai")
    for one in ucj.differs:
        for line in one.lines:
            if line not in ucj.used:
                yield _figure(line, "sumber lain, nilainya berbeda")
    for words, value, unit in (
        ("Cakupan", ucj.percent, "persen"),
        ("Belum menjadi peserta aktif", ucj.gap, "orang"),
        ("Kurang sampai target", ucj.needed_people, "orang"),
    ):
        if value is not None:
            yield words, value, unit, oldest, "hitungan Payung", "dihitung dari angka yang dipakai"


def _figure(line, words: str) -> Sequence[Cell]:
    unit = "persen" if line.is_percent else "orang"
    year = f" {line.for_year}" if line.for_year else ""
    return FIGURE_KINDS[line.key].title + year, line.amount, unit, line.as_of, line.source, words


def _area(row: AreaRow) -> Sequence[Cell]:
    return (
        row.name, row.enrolled, row.funded, row.paid, row.effective, per_cent(row.effective, row.enrolled or 0),
    )  # fmt: skip


def _kelurahan(row: AreaRow) -> Sequence[Cell]:
    area = places.areas_by_code().get(row.code)
    name, *rest = _area(row)
    return (name, area.kecamatan if area else "", *rest)


def _participation(coverage: Coverage) -> Iterator[Part]:
    taking, everywhere = coverage.departments, _as_of(coverage, UNNARROWED)
    if taking:
        yield Part("OPD", ("OPD", "Pegawai", "Ikut", "Surat kuasa", "Pekerja terdaftar", "Pekerja terlindungi"), [
            (line.name, line.figures.staff, line.figures.joined, line.figures.mandates, line.figures.registered,
             line.figures.active) for line in taking.lines
        ], _as_of(coverage, taking.name) if taking.code else everywhere)  # fmt: skip
    if coverage.companies:
        one_by_one = (*coverage.companies.holding, *coverage.companies.opened, *coverage.companies.nobody)
        yield Part("Perusahaan", ("Perusahaan", "Batch berjalan", "Pekerja", "Berakhir"), [
            (one.name, one.batches, one.people, one.ends_on) for one in one_by_one
        ], everywhere)  # fmt: skip
