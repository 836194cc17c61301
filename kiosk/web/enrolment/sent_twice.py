"""The same form sent again with other content: what was saved the first time and what came now, side by side."""

from dataclasses import dataclass
from uuid import uuid4

from flask import request
from flask_babel import gettext as _

from kiosk.domain.enrolment import Enrolment
from kiosk.domain.words import mask_nik, mask_phone, rupiah
from kiosk.services import known_people, places, workers
from kiosk.services.acting import Actor
from kiosk.services.once import KeyInUse
from kiosk.services.workers import WorkerFile
from kiosk.web.answers import show
from kiosk.web.enrolment.forms import EnrolmentForm
from kiosk.web.page_context import long_date, occupation_name

NOT_SENT_ON = ("csrf_token", "client_key", "filled_by")


@dataclass(frozen=True)
class Line:
    """One thing about the person, as it was saved and as it was sent now."""

    label: str
    saved: str
    sent: str

    @property
    def differs(self) -> bool:
        return self.saved != self.sent


def both_shown(form: EnrolmentForm, refusal: KeyInUse, by: Actor):
    """409 with both, for the person who sent both; raises `refusal` for anybody else, who is told nothing."""
    if not refusal.answer:
        raise refusal
    file = workers.file_of(reg_no=refusal.answer, by=by)
    known = known_people.under(form.reading.nik)
    form.keep_photo(by)
    sent = {**request.form, "photo_kept": form.photo_kept.data or ""}
    return show(
        "enrolment/sent_twice.html",
        file=file,
        lines=_lines(file, form.entry()),
        same_person=bool(known) and known.id == file.worker.id,
        again=[(name, value) for name, value in sent.items() if name not in NOT_SENT_ON],
        fresh_key=uuid4().hex,
        status=409,
    )


def _lines(file: WorkerFile, entry: Enrolment) -> list[Line]:
    saved = file.worker
    return [
        Line(_("Nama lengkap"), saved.name, entry.name),
        Line(_("NIK"), file.masked_nik, mask_nik(entry.nik)),
        Line(_("Tanggal lahir"), long_date(saved.birth_on), long_date(entry.birth_on)),
        Line(_("Jenis kelamin"), _sex(saved.sex), _sex(entry.sex)),
        Line(_("Nomor HP"), file.masked_phone, mask_phone(entry.phone)),
        Line(_("Kelurahan"), file.area, places.area_name(entry.kelurahan, entry.home_regency)),
        Line(_("Alamat"), saved.address, entry.address),
        Line(_("RT/RW"), f"{saved.rt}/{saved.rw}", f"{entry.rt}/{entry.rw}"),
        Line(_("Pekerjaan"), occupation_name(saved.occupation_id), occupation_name(entry.occupation)),
        Line(_("Tempat bekerja"), saved.workplace, entry.workplace),
        Line(_("Penghasilan sebulan"), _money(saved.income), _money(entry.income)),
    ]


def _sex(code: str) -> str:
    return _("Laki-laki") if code == "L" else _("Perempuan")


def _money(amount: int | None) -> str:
    return rupiah(amount) if amount is not None else ""
