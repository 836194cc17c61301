"""The people whom a submission still asks BPJS for, secrets opened: for its file and for whoever types them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from peewee import JOIN, fn

from db.models import Company, Funder, Membership, Submission, SubmissionLine, Worker
from kiosk.domain.bpjs_fields import Registrant
from kiosk.services import places, safe, settings
from kiosk.services.bpjs_continued import continued_among
from kiosk.services.standing import is_free

ASKED, DROPPED = "asked", "dropped"
AT_ONCE = 500


@dataclass(frozen=True)
class _Wadah:
    """What is the same for everybody of a submission."""

    type: str
    funder: str
    npp: str
    income: int
    city: str


def lines_of(submission: Submission):
    """The query of its lines that were not dropped, each joined to the Worker in force, as `person`."""
    asked_for = Worker.alias()
    in_force = Worker.id == fn.COALESCE(asked_for.merged_into, asked_for.id)
    lines = SubmissionLine.select().join(asked_for, on=(SubmissionLine.worker == asked_for.id))
    lines = lines.switch(SubmissionLine).join(Worker, on=in_force, attr="person")
    return lines.where(SubmissionLine.submission == submission, SubmissionLine.state != DROPPED)


def going(submission: Submission):
    """Of these the lines that BPJS has not answered, whose people nothing holds back."""
    return lines_of(submission).where(SubmissionLine.state == ASKED, is_free())


def held_back(submission: Submission):
    """The lines it has not answered whose people may not be handed on: frozen meanwhile, or waiting for an approval."""
    return lines_of(submission).where(SubmissionLine.state == ASKED, ~is_free())


def registrants(submission: Submission, *, number: int | None = None) -> Iterator[Registrant]:
    """In the order of the lines, or only the one with this number; some hundred at once, with the same
    few queries for each."""
    query = going(submission).select(SubmissionLine, Worker).order_by(SubmissionLine.number)
    if number is not None:
        query = query.where(SubmissionLine.number == number)
    wadah, last = _wadah_of(submission), 0
    while chunk := list(query.where(SubmissionLine.number > last).limit(AT_ONCE)):
        continued = continued_among((line, line.person) for line in chunk)
        other_kpj = _other_numbers(chunk, continued)
        for line in chunk:
            yield _registrant(line, wadah, other_kpj, continued=line.id in continued)
        last = chunk[-1].number


def _wadah_of(submission: Submission) -> _Wadah:
    rows = Funder.select(Funder.name, Company.npp).join(Company, JOIN.LEFT_OUTER)
    name, npp = rows.where(Funder.id == submission.funder_id).tuples().get()
    income, city = settings.whole("base_income"), settings.setting("city_name")
    return _Wadah(submission.wadah_type, name, npp or "", income, city)


def _other_numbers(lines: list[SubmissionLine], continued: Collection[int]) -> dict[int, bytes]:
    """The sealed KPJ by worker, of those whose number in force does not stand with them."""
    people = [line.person.id for line in lines if line.id in continued and not line.person.kpj_sealed]
    if not people:
        return {}
    rows = Membership.select(Membership.worker, Membership.kpj_sealed).where(
        Membership.worker.in_(people), Membership.kpj_hash.is_null(False)
    )
    return dict(rows.order_by(Membership.id).tuples())


def _registrant(
    line: SubmissionLine, wadah: _Wadah, other_kpj: Mapping[int, bytes], *, continued: bool
) -> Registrant:
    person = line.person
    area = places.areas_by_code().get(person.kelurahan_id or "")
    return Registrant(
        number=line.number,
        nik=_opened(person.nik_sealed, safe.NIK),
        name=person.name,
        birth_place=person.birth_place,
        birth_on=person.birth_on,
        sex=person.sex,
        mother_name=_opened(person.mother_name_sealed, safe.MOTHER),
        phone=_dialled(_opened(person.phone_sealed, safe.PHONE)),
        address=person.address,
        rt=person.rt,
        rw=person.rw,
        kelurahan=area.name if area else "",
        kecamatan=area.kecamatan if area else "",
        regency=wadah.city if area else person.home_regency,
        occupation=places.occupations_by_code()[person.occupation_id].name,
        workplace=person.workplace,
        income=person.income or wadah.income,
        continued=continued,
        kpj=_opened(person.kpj_sealed or other_kpj.get(person.id), safe.KPJ),
        first_month=line.first_month,
        last_month=line.last_month,
        wadah_type=wadah.type,
        funder=wadah.funder,
        npp=wadah.npp,
        reg_no=person.reg_no,
    )


def _opened(sealed: bytes | None, purpose: str) -> str:
    return safe.open_text(sealed, purpose) or ""


def _dialled(phone: str) -> str:
    """628123456789 as people dial it."""
    return f"0{phone[2:]}" if phone.startswith("62") else phone
