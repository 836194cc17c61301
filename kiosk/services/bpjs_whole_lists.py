"""Whether a list of members was read wholly enough to say who is missing from it; then that is said."""

from collections import Counter
from collections.abc import Callable

from db.models import Answer, AnswerRow
from kiosk.domain.bpjs_outcomes import WRONG
from kiosk.domain.findings import Finding, info, warn
from kiosk.domain.words import N_
from kiosk.files.sheet_grid import Grid
from kiosk.services import bpjs_member_lists
from kiosk.services.acting import Actor
from kiosk.services.bpjs_answer_remarks import sheets_named

NIK_READ = {"member_inactive", "name_differs"}  # what is wrong with a line of which the NIK is sure
MOST_WRONG = 20  # one line of so many; a list with more says nothing about who is missing from it
NOT_COMPARED_CODE = "not_compared"
NOT_COMPARED = N_(
    "%(wrong)s dari %(count)s baris tidak terbaca, maka belum dicari siapa yang terlindungi di sini tetapi tidak ada "
    "dalam daftar ini. Perbaiki berkasnya, lalu unggah lagi. Baris berstatus tidak aktif atau atas nama lain tidak "
    "dihitung di sini: NIK-nya terbaca."
)
READABLE = N_(
    "%(count)s baris berstatus tidak aktif atau atas nama lain tidak dihitung sebagai tidak terbaca, sebab NIK-nya "
    "terbaca. Pencarian siapa yang tidak ada dalam daftar ini tetap dilakukan."
)
MORE_LISTS = N_(
    "Lembar %(sheets)s juga memuat kolom NIK, maka belum dicari siapa yang terlindungi di sini tetapi tidak ada dalam "
    "daftar ini. Gabungkan semuanya dalam satu lembar, lalu unggah lagi."
)

Progress = Callable[[int, int], None]


def finish(answer: Answer, count: int, more: list[Grid], *, by: Actor, progress: Progress) -> list[Finding]:
    """After the last of `count` lines; `more` are sheets of the file that are lists too. Answers with what is to be
    said of it."""
    if more:
        return [warn(NOT_COMPARED_CODE, MORE_LISTS, sheets=sheets_named(more))]
    unreadable, readable = _wrong_lines(answer)
    if unreadable * MOST_WRONG > count:
        return [warn(NOT_COMPARED_CODE, NOT_COMPARED, wrong=unreadable, count=count)]
    bpjs_member_lists.finish(answer=answer, by=by, progress=progress)
    return [info("lines_readable", READABLE, count=readable)] if readable else []


def _wrong_lines(answer: Answer) -> tuple[int, int]:
    """How many lines cannot be read, and how many can though they count for nobody."""
    wrong = AnswerRow.select(AnswerRow.findings).where(
        AnswerRow.answer == answer.id, AnswerRow.outcome == WRONG
    )
    read = Counter({one["code"] for one in codes} <= NIK_READ for (codes,) in wrong.tuples().iterator())
    return read[False], read[True]
