"""Who may change who a person is on record to be: a company only those it registered itself and pays for alone."""

from db.models import Company, CoverageMonth, User, Worker
from kiosk.domain.clock import first_of_month, today
from kiosk.domain.words import N_
from kiosk.services import settings
from kiosk.services.acting import Actor, Refused

NOT_REGISTERED_HERE = N_(
    "Orang ini tidak didaftarkan oleh perusahaan Anda, maka datanya dibetulkan petugas. Minta orangnya datang dengan "
    "KTP-nya ke %(place)s."
)
PAID_BY_OTHERS = N_(
    "Orang ini juga ditanggung penanggung lain, maka datanya dibetulkan petugas. Minta orangnya datang dengan KTP-nya "
    "ke %(place)s."
)


def why_not(worker: Worker, by: Actor) -> str:
    """Why `by`, who may see this person, changes nothing about who they are; empty where they may."""
    if by.role != "mitra":
        return ""
    own_staff = User.select().where(User.id == worker.enrolled_by_id, User.company == by.company_id)
    if not own_staff.exists():
        return NOT_REGISTERED_HERE
    return PAID_BY_OTHERS if _others_pay(worker, by) else ""


def whom_to_ask(worker: Worker) -> str:
    """Where the person's data is corrected: the post that registered them, or else the owner of the programme."""
    return worker.enrolled_post.name if worker.enrolled_post_id else settings.setting("programme_owner")


def require(worker: Worker, by: Actor) -> None:
    """Raises Refused, which says whom to ask."""
    if reason := why_not(worker, by):
        raise Refused(reason, place=whom_to_ask(worker))


def _others_pay(worker: Worker, by: Actor) -> bool:
    """This month or later: another company has paid, or money stands for them that is no company's."""
    own = Company.select(Company.funder).where(Company.id == by.company_id)
    pays = CoverageMonth.paid_on.is_null(False) | (CoverageMonth.funder_kind != "csr")
    months = CoverageMonth.select().where(
        CoverageMonth.worker == worker, CoverageMonth.month >= first_of_month(today()),
        CoverageMonth.released_at.is_null(), CoverageMonth.funder.not_in(own), pays,
    )  # fmt: skip
    return months.exists()
