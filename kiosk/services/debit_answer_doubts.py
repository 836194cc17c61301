"""What makes a file of the bank doubtful beside its run: its last line was cut in the middle, or it answers another
debit."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from peewee import fn

from db.models import DebitLine, DebitReturn, DebitRun
from kiosk.domain import debits
from kiosk.domain.findings import Finding, block
from kiosk.domain.words import N_, month_name
from kiosk.files.bank_returns import ReturnReading

OTHER_RUN = "other_run"  # the finding about a file that answers another run
OF_ANOTHER = N_(
    "Berkas ini jawaban bank untuk debet %(month)s berkas ke-%(number)s, bukan untuk yang ini. Unggah di halaman debet "
    "itu. Tidak ada yang dicatat."
)
NEVER_SENT = N_(
    "Berkas ini menjawab debet %(month)s berkas ke-%(number)s, yang tidak pernah tercatat diserahkan ke bank. Hubungi "
    "bank sekarang: berkas yang salah mungkin sudah didebet. Tidak ada yang dicatat."
)
LAST_CUT = N_(
    "Baris terakhir berkas ini tidak berakhir, dan berkasnya menjawab lebih sedikit daripada yang diminta: mungkin "
    "terpotong. Ambil lagi berkasnya dari bank, lalu unggah yang utuh."
)


def without_cut_line(reading: ReturnReading, run: DebitRun) -> ReturnReading:
    """A last line without an end is not believed in a file that answers fewer lines than were asked."""
    if not reading.may_be_cut or len(reading.rows) >= run.lines:
        return reading
    *rows, last = reading.rows
    doubtful = replace(last, findings=(*last.findings, block("last_cut", LAST_CUT)))
    return replace(reading, rows=[*rows, doubtful])


def of_another_run(answer: DebitReturn, reading: ReturnReading) -> Iterable[Finding]:
    """A file of which no line answers to this run, and some to another, was meant for that one."""
    runs = _runs_named_in([row.key for row in reading.rows if row.key])
    if runs and answer.run_id not in runs:
        other = DebitRun.get_by_id(runs.most_common(1)[0][0])
        words = OF_ANOTHER if other.state == debits.SENT else NEVER_SENT
        yield block(OTHER_RUN, words, month=month_name(other.month), number=other.number)


def _runs_named_in(keys: list[str]) -> Counter:
    """Run → how many of its lines."""
    found: Counter = Counter()
    for start in range(0, len(keys), 500):
        rows = DebitLine.select(DebitLine.run, fn.COUNT(DebitLine.id)).where(
            DebitLine.key.in_(keys[start : start + 500])
        )
        found.update(dict(rows.group_by(DebitLine.run).tuples()))
    return found
