"""The people behind a number of the evaluation as a sheet to take along."""

from collections.abc import Sequence
from typing import BinaryIO

from db.connection import writing
from kiosk.domain.evaluation import HELD_WORDS, LAPSED, STAGES, STEPS, WAITED_WORDS
from kiosk.domain.words import N_, long_date, number
from kiosk.files.coverage_sheets import Cell, people_sheet
from kiosk.services import access, audit, evaluation_lists, places, settings
from kiosk.services.acting import Actor
from kiosk.services.coverage_people_sheets import AT_ONCE as MOST_PEOPLE
from kiosk.services.coverage_people_sheets import TooMany
from kiosk.services.evaluation_lists import NONE, WITHOUT, Line, Wish

TOO_MANY = N_(
    "Daftar ini memuat %(people)s orang; satu lembar paling banyak %(most)s. Pilih dulu satu pos, perusahaan, OPD, "
    "atau langkah di halaman Evaluasi, lalu unduh lagi."
)
HEADINGS = (
    "Nomor registrasi", "Nama", "NIK", "Kelurahan", "Pekerjaan", "Berhenti di", "Sejak", "Bulan terlindungi",
    "Perusahaan atau OPD", "Pos pendaftaran",
)  # fmt: skip
WIDTHS = (22, 34, 22, 36, 30, 40, 14, 18, 36, 30)


def people(*, wish: Wish, by: Actor) -> BinaryIO:
    """All of a list, open for reading; names leave the house, and so it is written down first. Raises NotAllowed for
    who may only look, NotThere, TooMany."""
    access.require(by.role == "admin")
    run, total = evaluation_lists.counted(wish=wish, by=by)
    if total > MOST_PEOPLE:
        raise TooMany(TOO_MANY, people=number(total), most=number(MOST_PEOPLE))
    narrowed = _in_words(wish)
    with writing():
        audit.record(
            "evaluasi.orang_diunduh", by=by, kind="evaluasi", subject="",
            daftar=STAGES[wish.stage], saringan=narrowed, keadaan=run.day.isoformat(), orang=total,
        )  # fmt: skip
    tab = STAGES[wish.stage]
    note = f"{', '.join(filter(None, (tab, narrowed)))}. Keadaan {long_date(run.day)}; menurut catatan "
    return people_sheet(
        (_person(line, wish) for line in evaluation_lists.everyone(run, wish)),
        tab=tab[:31], note=f"{note}{settings.setting('programme_owner')}.", headings=HEADINGS, widths=WIDTHS,
    )  # fmt: skip


def _in_words(wish: Wish) -> str:
    parts = (
        STEPS[wish.stage].get(wish.step),
        WAITED_WORDS.get(wish.bucket),
        HELD_WORDS.get(wish.held),
        WITHOUT[wish.by] if wish.code == NONE else evaluation_lists.name_of(wish),
    )
    return ", ".join(filter(None, parts))


def _person(line: Line, wish: Wish) -> Sequence[Cell]:
    works = places.occupations_by_code()
    return (
        line.reg_no,
        "(berubah sejak dihitung)" if line.at_rest else line.name,
        line.nik_masked,
        line.area,
        works[line.occupation].name if line.occupation in works else line.occupation,
        STEPS[wish.stage][line.step],
        line.since,
        line.months if wish.stage == LAPSED else None,
        line.whose,
        line.post,
    )
