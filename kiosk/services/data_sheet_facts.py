"""What is kept about one person, line by line, secrets opened; nothing is left out because it is empty."""

from db.models import Attachment, BatchRow, Consent, Worker
from kiosk.domain.clock import local
from kiosk.domain.words import long_date, rupiah
from kiosk.files.data_sheets import Fact
from kiosk.services import places, safe, standing
from kiosk.services.consents import PAPER, SIGNATURE
from kiosk.services.merges import FROZEN_REASON
from kiosk.services.photos import OWNER, PHOTO

SEX = {"L": "laki-laki", "P": "perempuan"}
APPROVAL = {
    standing.ASKED: "menunggu persetujuan Disnaker",
    standing.APPROVED: "disetujui Disnaker",
    standing.DECLINED: "tidak disetujui Disnaker",
}


def about_person(worker: Worker, *, nik: str = "") -> list[Fact]:
    """`nik` is what stands there instead of the whole number."""
    number = " / ".join(part for part in (worker.rt, worker.rw) if part)
    return [
        Fact("Nama", worker.name),
        Fact("NIK", nik or safe.open_text(worker.nik_sealed, safe.NIK) or ""),
        Fact("Tempat dan tanggal lahir", _joined(worker.birth_place, long_date(worker.birth_on))),
        Fact("Jenis kelamin", SEX.get(worker.sex, worker.sex)),
        Fact("Nama ibu kandung", safe.open_text(worker.mother_name_sealed, safe.MOTHER) or ""),
        Fact("Nomor HP", _dialled(safe.open_text(worker.phone_sealed, safe.PHONE))),
        Fact("Alamat", _joined(worker.address, f"RT/RW {number}" if number else "")),
        Fact("Tempat tinggal", places.area_name(worker.kelurahan_id, worker.home_regency)),
        Fact("Pekerjaan", places.occupations_by_code()[worker.occupation_id].name),
        Fact("Tempat bekerja", worker.workplace),
        Fact("Masih aktif bekerja", "ya" if worker.still_working else "belum dinyatakan"),
        Fact("Penghasilan sebulan", rupiah(worker.income) if worker.income is not None else ""),
        Fact("Nomor KPJ (BPJS)", safe.open_text(worker.kpj_sealed, safe.KPJ) or ""),
        Fact("Desil DTSEN", _decile(worker)),
        Fact("Foto", "ya, tersimpan" if _has_photo(worker) else "tidak ada"),
        Fact("Tanda tangan", "ya, tersimpan" if _has_signature(worker) else "tidak ada"),
    ]


def about_registration(worker: Worker) -> list[Fact]:
    post = worker.enrolled_post
    return [
        Fact("Nomor registrasi", worker.reg_no),
        Fact("Didaftarkan", f"{long_date(worker.enrolled_on)}, oleh {worker.enrolled_by.name}"),
        Fact("Pos", post.name if post else "lewat perusahaan"),
        Fact("Perusahaan", ", ".join(_companies(worker)) or "tidak ada"),
        Fact("Keadaan data", _restriction(worker)),
        *([Fact("Di bawah umur paling rendah", APPROVAL[worker.approval])] if worker.approval else []),
    ]


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _dialled(phone: str | None) -> str:
    """628123456789 as people dial it."""
    return f"0{phone[2:]}" if phone and phone.startswith("62") else phone or ""


def _decile(worker: Worker) -> str:
    if worker.dtsen_decile is None:
        return ""
    as_of = f"per {long_date(worker.dtsen_as_of)}" if worker.dtsen_as_of else ""
    return _joined(str(worker.dtsen_decile), as_of, worker.dtsen_source)


def _has_photo(worker: Worker) -> bool:
    return (
        Attachment.select()
        .where(Attachment.owner_kind == OWNER, Attachment.owner_id == worker.id, Attachment.kind == PHOTO)
        .exists()
    )


def _has_signature(worker: Worker) -> bool:
    """One drawn on the screen, with any of this person's consents."""
    own = Consent.select(Consent.id).where(Consent.worker == worker)
    drawn = Attachment.select().where(Attachment.owner_kind == PAPER, Attachment.kind == SIGNATURE)
    return drawn.where(Attachment.owner_id.in_(own)).exists()


def _companies(worker: Worker) -> list[str]:
    """Every company in whose batch this person stands or stood."""
    rows = BatchRow.select().where(BatchRow.worker == worker, BatchRow.state != "wrong").order_by(BatchRow.id)
    return list(dict.fromkeys(row.batch.company.name for row in rows))


def _restriction(worker: Worker) -> str:
    if worker.merged_into_id and worker.frozen_reason == FROZEN_REASON:
        return f"tidak dipakai lagi, digabung ke {worker.merged_into.reg_no}"
    if not worker.frozen_at:
        return "dipakai untuk pendaftaran dan perlindungan"
    since = f"dibekukan sejak {long_date(local(worker.frozen_at).date())}"
    return f"{since}. Alasan: {worker.frozen_reason}" if worker.frozen_reason else since
