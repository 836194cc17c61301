"""The same bytes of BPJS come in once more: what became of them the first time, and what somebody has chosen now that
counts for nothing."""

from collections.abc import Iterator, Mapping

from db.models import Answer, AnswerRow, Funder, Submission
from kiosk.domain.findings import Finding, info
from kiosk.domain.words import N_
from kiosk.services import bpjs_answer_rows
from kiosk.services.bpjs_answer_files import ANSWER, COLUMNS, NARROW, READ, REFUSED, reading_job

AS_ANSWER = N_(
    "Jenis berkas yang baru dipilih tidak dipakai: berkas ini tercatat sebagai balasan atas pengajuan. Bila ini daftar "
    "peserta aktif, simpan ulang berkasnya, lalu unggah dengan jenis yang benar."
)
AS_LIST = N_(
    "Jenis berkas yang baru dipilih tidak dipakai: berkas ini tercatat sebagai daftar peserta aktif. Bila ini balasan "
    "atas pengajuan, tekan Tarik kembali daftar ini di halaman berkasnya, lalu unggah lagi."
)
FOR_ONE = N_("Pengajuan yang baru dipilih tidak dipakai: berkas ini tercatat sebagai jawaban atas %(no)s.")
FOR_ALL = N_(
    "Pengajuan yang baru dipilih tidak dipakai: berkas ini tercatat sebagai jawaban atas semua pengajuan yang terkirim."
)
OTHER_DAY = N_(
    "Tanggal yang baru diisi tidak dipakai: daftar ini tercatat untuk keadaan pada %(as_of_on)s. Bila hari itu keliru, "
    "tekan Tarik kembali daftar ini di halaman berkasnya, lalu unggah lagi dengan hari yang benar."
)
OF_ONE = N_(
    "Penanggung yang baru dipilih tidak dipakai: daftar ini tercatat untuk %(funder)s. Bila keliru, tekan Tarik "
    "kembali daftar ini di halaman berkasnya, lalu unggah lagi dengan penanggung yang benar."
)
OF_ALL = N_(
    "Penanggung yang baru dipilih tidak dipakai: daftar ini tercatat untuk semua penanggung. Bila keliru, tekan Tarik "
    "kembali daftar ini di halaman berkasnya, lalu unggah lagi dengan penanggung yang benar."
)


def came_to_nothing(before: Answer) -> bool:
    """No line of it could be read: it may be sent once more, for what it is."""
    job = reading_job(before)
    given_up = before.state in (COLUMNS, REFUSED, NARROW) or (job is not None and job.state == "failed")
    return given_up and not AnswerRow.select().where(AnswerRow.answer == before).exists()


def open_lines(before: Answer) -> int:
    """How many of its lines may still be used when it is read again."""
    return bpjs_answer_rows.open_lines(before) if before.state == READ else 0


def ignored(before: Answer, columns: Mapping) -> Iterator[Finding]:
    """What was chosen now (as the columns of an Answer) and is otherwise on record."""
    if columns["kind"] != before.kind:
        yield info("other_kind", AS_ANSWER if before.kind == ANSWER else AS_LIST)
    elif before.kind == ANSWER:
        yield from _submission(before, columns["submission"])
    else:
        if columns["as_of"] != before.as_of:
            yield info("other_day", OTHER_DAY, as_of_on=before.as_of)
        yield from _funder(before, columns["funder"])


def _submission(before: Answer, chosen: int | None) -> Iterator[Finding]:
    if chosen == before.submission_id:
        return
    if before.submission_id is None:
        yield info("other_submission", FOR_ALL)
    else:
        yield info("other_submission", FOR_ONE, no=Submission.get_by_id(before.submission_id).no)


def _funder(before: Answer, chosen: int | None) -> Iterator[Finding]:
    if chosen == before.funder_id:
        return
    if before.funder_id is None:
        yield info("other_funder", OF_ALL)
    else:
        yield info("other_funder", OF_ONE, funder=Funder.get_by_id(before.funder_id).name)
