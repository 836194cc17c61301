"""Civil servants for tests: donors with an account, people who wait, reservations, mandates at each step."""

import itertools
from datetime import date

from db.connection import writing
from db.models import Donor, Mandate, Opd, Pledge, User, Worker
from kiosk.domain.clock import utc_now
from kiosk.domain.holds import SIGNED
from kiosk.services import mandate_papers, pledge_months, pledges, safe
from kiosk.services.acting import Actor
from kiosk.services.holds import hold_until
from kiosk.services.numbers import fresh_number
from tests.services.at_once import acting as acting_for
from tests.services.crowd import crowd

_numbers = itertools.count(1)
OPD_CODE = "DISKOMINFO"


def acting(donor: Donor) -> Actor:
    """This donor, signed in."""
    return Actor(user_id=donor.user_id, name=donor.name, role="donatur", opd_id=donor.opd_id)


def secretary(opd_code: str = OPD_CODE) -> Actor:
    """The secretary of a department, with an account."""
    opd = Opd.get(Opd.code == opd_code)
    user = _account("opd", f"Sekretaris {opd.code}", opd)
    return Actor(user_id=user.id, name=user.name, role="opd", opd_id=opd.id)


def donor(
    *,
    name: str = "Ratna Kusumawati",
    nip: str = "",
    nik: str = "",
    opd_code: str = OPD_CODE,
    user: User | None = None,
) -> Donor:
    """One with an account (`user`, or one of its own), not verified; NIP and NIK are made up where none is given."""
    number = next(_numbers)
    opd = Opd.get(Opd.code == opd_code)
    nik = nik or f"33740455078{number:05d}"
    return Donor.create(
        user=user or _account("donatur", name, opd),
        nik_hash=safe.index(nik, safe.NIK),
        nik_sealed=safe.seal(nik, safe.NIK),
        nip=nip or f"1978071520050120{number % 90 + 10}",
        status_asn="pns",
        name=name,
        jabatan="Analis Kebijakan",
        opd=opd,
    )


def waiting(count: int = 1, **entry) -> list[Worker]:
    """So many people whom nobody has taken on, enrolled by an officer (tests need the fixture `people`)."""
    officer = acting_for(User.select().where(User.role == "petugas").order_by(User.id).get())
    numbers = crowd(officer, count, numbered=Worker.select().count() + 1, **entry)
    return list(Worker.select().where(Worker.reg_no.in_(numbers)).order_by(Worker.name))


def picked(donor: Donor, worker: Worker | None = None) -> Pledge:
    worker = worker or waiting()[0]
    with writing():
        return pledges.reserve(donor=donor, worker=worker, kind="picked", by=acting(donor))


def signed(donor: Donor, *, people: int = 1, first_month: date | None = None) -> Mandate:
    """A mandate that the donor has signed for `people` of the waiting list."""
    for _ in range(people):
        picked(donor)
    with writing():
        made = Mandate.create(
            no=fresh_number("K26"), donor=donor, text_version="2026-11", people=people, limit_amount=16_800 * people,
            first_month=first_month or pledge_months.next_debit_month(), bank="Bank Jateng",
            account_name=donor.name, state="signed", signed_how="screen", signed_at=utc_now(),
            held_until=hold_until("asn", SIGNED),
        )  # fmt: skip
        pledges.bind(mandate=made, by=acting(donor))
    return made


def verified(donor: Donor, *, people: int = 1, by: Actor | None = None) -> Mandate:
    """As signed, and the department has checked it."""
    made, by = signed(donor, people=people), by or secretary()
    with writing():
        Mandate.update(state="verified", settled_at=utc_now(), settled_by=by.user_id, held_until=None).where(
            Mandate.id == made.id
        ).execute()
        pledges.confirm(mandate=Mandate.get_by_id(made.id))
    return Mandate.get_by_id(made.id)


def _account(role: str, name: str, opd: Opd) -> User:
    number = next(_numbers)
    return User.create(
        email=f"{role}{number}@asn.test", name=name, role=role, opd=opd, fs_uniquifier=f"{role}-{number}"
    )


def with_copies(mandate: Mandate) -> None:
    """Its donor has added the copies of bank book and KTP, as photographs."""
    by = acting(mandate.donor)
    for what in mandate_papers.COPIES:
        paper = mandate_papers.lay_down(f"salinan {what}".encode(), what=what, form="foto", by=by)
        with writing():
            mandate_papers.attach(Mandate.get_by_id(mandate.id), paper, what=what, by=by)
