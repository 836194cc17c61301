"""Workers as their pages need them: one person, a page of persons, an exact find, a revealed NIK."""

from dataclasses import dataclass
from datetime import date

from db.connection import writing
from db.models import Card, CoverageMonth, Occupation, Post, User, Worker
from kiosk.domain.clock import add_months, first_of_month, months_from, today
from kiosk.domain.phone import read_phone
from kiosk.domain.registration import read_registration_number
from kiosk.domain.words import N_, initials, mask_kpj, mask_nik, mask_phone
from kiosk.services import access, audit, ledger, places, safe
from kiosk.services.acting import Actor, NotAllowed, NotThere, Refused

PAGE = 30
STRIP_MONTHS = 12


@dataclass(frozen=True)
class StripMonth:
    """One cell of the strip: the month, its state and the whole sentence that says so."""

    month: date
    state: str  # protected | paid | planned | arrears | empty
    message: str
    params: dict


@dataclass(frozen=True)
class WorkerFile:
    """Everything one worker's page shows; secrets masked."""

    worker: Worker
    area: str
    masked_nik: str
    masked_phone: str
    masked_kpj: str
    protection: object
    strip: list[StripMonth]
    card: Card | None
    may_reveal: bool


@dataclass(frozen=True)
class ServiceCard:
    """What an exact find beyond one's scope may tell: initials, area, state, card."""

    initials: str
    area: str
    protection: object
    card: Card | None


def file_of(*, reg_no: str, by: Actor) -> WorkerFile:
    """The page of one worker. Raises NotThere, NotAllowed."""
    worker = _by_reg_no(reg_no)
    access.require(access.may_see_worker(by, worker))
    months = ledger.live_months(worker.id)
    return WorkerFile(
        worker=worker,
        area=places.area_name(worker.kelurahan_id, worker.home_regency),
        masked_nik=mask_nik(safe.open_text(worker.nik_sealed, safe.NIK)),
        masked_phone=_masked(worker.phone_sealed, safe.PHONE, mask_phone),
        masked_kpj=_masked(worker.kpj_sealed, safe.KPJ, mask_kpj),
        protection=ledger.protection(months),
        strip=strip_of(months),
        card=live_card(worker.id),
        may_reveal=access.may_reveal_nik(by, worker),
    )


def _by_reg_no(reg_no: str) -> Worker:
    worker = (
        Worker.select(Worker, Occupation, User, Post)
        .join(Occupation)
        .switch(Worker)
        .join(User)
        .switch(Worker)
        .left_outer_join(Post)
        .where(Worker.reg_no == reg_no)
        .first()
    )
    if worker is None:
        raise NotThere
    return worker


def _masked(sealed: bytes | None, purpose: str, mask) -> str:
    value = safe.open_text(sealed, purpose)
    return mask(value) if value else ""


def strip_of(months: list[CoverageMonth], *, first: date | None = None) -> list[StripMonth]:
    """Twelve cells: two months back, this one, nine ahead."""
    start = first or add_months(first_of_month(today()), -2)
    by_month = {row.month: row for row in months}
    return [_cell(month, by_month.get(month)) for month in months_from(start, STRIP_MONTHS)]


def _cell(month: date, row: CoverageMonth | None) -> StripMonth:
    if row is None:
        return StripMonth(month, "empty", N_("belum ada yang menanggung"), {})
    funder = {"funder": funder_words(row.funder)}
    if row.effective_on:
        return StripMonth(month, "protected", N_("terlindungi, dibayar oleh %(funder)s"), funder)
    if row.paid_on:
        return StripMonth(month, "paid", N_("dibayar oleh %(funder)s, menunggu jawaban BPJS"), funder)
    if month < first_of_month(today()):
        return StripMonth(month, "arrears", N_("belum dibayar oleh %(funder)s"), funder)
    return StripMonth(month, "planned", N_("direncanakan oleh %(funder)s"), funder)


FUNDER_KINDS = {
    "apbd": N_("Pemerintah Kota (APBD)"),
    "dbhcht": N_("Pemerintah Kota (DBHCHT)"),
    "asn": N_("ASN orang tua asuh"),
    "mandiri": N_("iuran sendiri"),
}


def funder_words(funder) -> str:
    """A company by name; everybody else by kind: a donor's name is nobody's business."""
    return FUNDER_KINDS.get(funder.kind, funder.name)


def live_card(worker_id: int) -> Card | None:
    return Card.select().where(Card.worker == worker_id, Card.void_at.is_null()).first()


def page_of(
    *, by: Actor, page: int = 1, enrolled_on: date | None = None, protected_only: bool = False
) -> tuple[list[Worker], bool]:
    """One page of the workers in this person's scope, newest first, and whether more follow."""
    query = access.workers_in_scope(by)
    if enrolled_on:
        query = query.where(Worker.enrolled_on == enrolled_on)
    if protected_only:
        query = query.where(Worker.id.in_(ledger.workers_protected_today()))
    query = query.select(Worker, Occupation).join(Occupation)
    rows = list(query.order_by(Worker.id.desc()).offset((page - 1) * PAGE).limit(PAGE + 1))
    return rows[:PAGE], len(rows) > PAGE


def count_in_scope(by: Actor, enrolled_on: date | None = None) -> int:
    query = access.workers_in_scope(by)
    return (query.where(Worker.enrolled_on == enrolled_on) if enrolled_on else query).count()


def find(*, text: str, by: Actor) -> list[Worker] | ServiceCard:
    """Exactly by registration number, NIK, KPJ or phone. One's own workers come back as they are, anyone else
    as a service card, one at most. Raises Refused when the text is none of these, NotThere when nobody fits."""
    matches = _matches(text)
    seen = [worker for worker in matches if access.may_see_worker(by, worker)]
    with writing():
        audit.record(
            "pekerja.dicari", by=by, kind="pekerja", subject=seen[0].reg_no if len(seen) == 1 else ""
        )
    if seen:
        return seen
    if by.role != "petugas" or not matches:
        raise NotThere
    return _service_card(matches[0])


def _matches(text: str) -> list[Worker]:
    reg_no = read_registration_number(text)
    if reg_no:
        return list(Worker.select().where(Worker.reg_no == reg_no))
    digits = "".join(letter for letter in text if letter.isdigit())
    if len(digits) == 16:
        return list(Worker.select().where(Worker.nik_hash == safe.index(digits, safe.NIK)))
    return _by_kpj_or_phone(digits, text)


def _by_kpj_or_phone(digits: str, text: str) -> list[Worker]:
    if len(digits) == 11 and not digits.startswith(("0", "62")):
        found = list(Worker.select().where(Worker.kpj_hash == safe.index(digits, safe.KPJ)))
        if found:
            return found
    number = read_phone(text).number
    if number is None:
        raise Refused(
            N_(
                "Tulis nomor registrasi (misalnya SMG-7K3QF2M-9), NIK 16 angka, nomor KPJ 11 angka, "
                "atau nomor HP secara lengkap."
            )
        )
    return list(Worker.select().where(Worker.phone_hash == safe.index(number, safe.PHONE)).limit(20))


def _service_card(worker: Worker) -> ServiceCard:
    return ServiceCard(
        initials=initials(worker.name),
        area=places.area_name(worker.kelurahan_id, worker.home_regency),
        protection=ledger.protection(ledger.live_months(worker.id)),
        card=live_card(worker.id),
    )


def reveal_nik(*, reg_no: str, by: Actor) -> str:
    """The full NIK, for one look; the look is written down first. Raises NotThere, NotAllowed."""
    worker = Worker.get_or_none(Worker.reg_no == reg_no)
    if worker is None:
        raise NotThere
    if not access.may_reveal_nik(by, worker):
        raise NotAllowed
    with writing():
        audit.record("nik.dibuka", by=by, kind="pekerja", subject=reg_no)
    return safe.open_text(worker.nik_sealed, safe.NIK)


def states_of(rows: list[Worker]) -> dict[int, object]:
    """The state of each listed worker today; the queries do not grow with the rows."""
    return ledger.protections([worker.id for worker in rows])
