"""Coverage to take along: all figures with their day and source."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from kiosk.domain.coverage_looks import DAYS, KELURAHAN, AreaRow
from kiosk.domain.coverage_shares import per_cent
from kiosk.domain.figure_kinds import KINDS as FIGURE_KINDS
from kiosk.domain.words import long_date, month_name
from kiosk.files.coverage_sheets import Cell, Part, summary_sheet
from kiosk.services import coverage_figures, places, settings
from kiosk.services.coverage_pages import Coverage

WHOLE_CITY = "seluruh kota"
UNNARROWED = "seluruh kota, tanpa saringan"
ALL_KECAMATAN = "Lembar ini memuat semua kecamatan, juga bila saringannya satu tempat saja."
PLACE = ("Terdaftar", "Ditanggung", "Dibayar", "Berlaku", "Berlaku dari terdaftar (%)")


def summary(*, coverage: Coverage, narrowed: str) -> BinaryIO:
    """All figures of a page that was given to who may see it (coverage_pages); `narrowed` says in words to what. It
    names nobody, so it is written down nowhere."""
    narrowed = narrowed or WHOLE_CITY
    note = _as_of(coverage, f"bulan {month_name(coverage.month)}, {narrowed}")
    return summary_sheet(_parts(coverage, narrowed, note), note=note)


def by_whose_books() -> str:
    return f"menurut catatan {settings.setting('programme_owner')}"


def _as_of(coverage: Coverage, where: str) -> str:
    return f"Keadaan {long_date(coverage.day)}, {where}; {by_whose_books()}."


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
    later = dict(coverage.later_months)
    yield Part("Berakhir", ("Bulan terakhir ditanggung", "Ditanggung bulan ini", "Baru mulai sesudah bulan ini"), [
        (month_name(month), count, later.get(month, 0)) for month, count in coverage.ending_months
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
    yield "Menunggak, masih bisa dibayar", sum(one.people for one in coverage.payable)
    yield "Menunggak, lewat hari terakhir", sum(one.people for one in coverage.overdue)
    yield from (
        (f"Berakhir dalam {days} hari, ditanggung bulan ini", count) for days, count in coverage.ending
    )
    later = sum(count for _month, count in coverage.later_months)
    yield f"Baru mulai sesudah bulan ini, berakhir dalam {max(DAYS)} hari", later


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
