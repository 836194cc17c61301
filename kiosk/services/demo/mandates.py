"""Made-up civil servants as foster parents: the demo's ASN money comes from mandates in force, and a few that were
signed wait for their department. Two departments lead, some have joined a little, most not at all."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice

from db.models import (
    Commitment,
    CoverageMonth,
    Donor,
    Funder,
    Mandate,
    Pledge,
    StaffMember,
    User,
    Worker,
)
from kiosk.domain.clock import add_months, first_of_month, noon_of
from kiosk.domain.mandates import ON_PAPER, ON_SCREEN, SIGNED, VERIFIED
from kiosk.services import cover_ends, mandate_accounts, mandate_texts, pledges
from kiosk.services.acting import Actor, Refused
from kiosk.services.demo.donors import own_donor
from kiosk.services.demo.mandate_donors import add_joined, joined
from kiosk.services.demo.rows import insert
from kiosk.services.donor_prices import prices
from kiosk.services.numbers import fresh_number
from kiosk.services.portions import in_chunks

SECRETARYS = "DINKES"  # where the demo's own secretary looks
PEOPLE = 4  # under one mandate, at most
SIGNED_DAYS_AGO = (27, 19, 11, 6, 2)
PEOPLE_TO_CHECK = 2
OWN_PEOPLE, OWN_DAYS_AGO = (
    3,
    4,
)  # of the donor who can sign in: at least so many paid for, and what waits to be checked
ACCOUNT = "2000000000"  # made up: no account of the bank begins so
DAYS_TO_CHECK = 30
BANK = "Bank Jateng"


@dataclass(frozen=True)
class Checker:
    """Who settles: the department's own secretary or the admin, by department."""

    secretaries: dict[int, int]
    admin: int

    def of(self, opd_id: int) -> int:
        return self.secretaries.get(opd_id, self.admin)


def put_under_mandates(day: date) -> None:
    """Donors with mandates in force for whoever is paid for by ASN money month by month. Before there are months: they
    are paid by debits of these. Nobody where no roster is there."""
    donors = add_joined()
    in_force = [donor for donor in donors if donor not in _to_check(donors)]
    _add_in_force(in_force, own_donor())
    _let_one_leave(in_force, day)


def add_mandates(day: date) -> dict[str, int]:
    """The papers that wait to be checked; answers with how many mandates there are in all, and how many months with
    those that these papers have reserved."""
    signed = [*zip(_to_check(joined()), SIGNED_DAYS_AGO, strict=False), (own_donor(), OWN_DAYS_AGO)]
    _add_to_check(signed, day)
    return {"mandates": Mandate.select().count(), "months": CoverageMonth.select().count()}


def _to_check(donors: list[Donor]) -> list[Donor]:
    """Those of the secretary's department whose mandate is signed and not checked."""
    theirs = [donor for donor in donors if donor.opd.code == SECRETARYS]
    return theirs[len(theirs) // 2 :][: len(SIGNED_DAYS_AGO)]


def _add_in_force(donors: list[Donor], own: Donor) -> None:
    """Who is paid for by ASN money month by month stands under a mandate; the first few under that of the donor who can
    sign in."""
    admin = User.get(User.role == "admin", User.demo)
    secretaries = {user.opd_id: user.id for user in User.select().where(User.role == "opd", User.demo)}
    checker, full, made = Checker(secretaries, admin.id), prices().full, 0
    turn, first = cycle(donors), [own]
    for first_month, commitments in _funded_by_civil_servants():
        for together in in_chunks(commitments, PEOPLE):
            donor = first.pop() if first and len(together) >= OWN_PEOPLE else next(turn)
            made += 1
            mandate = _in_force(donor, first_month, len(together), full, checker.of(donor.opd_id), made)
            insert(Pledge, [_pledge(mandate, row) for row in together])


def _funded_by_civil_servants() -> Iterator[tuple[date, list[Commitment]]]:
    by_month: dict[date, list[Commitment]] = defaultdict(list)
    query = (
        Commitment.select().join(Funder).where(Funder.kind == pledges.ASN, Commitment.last_month.is_null())
    )
    for row in query.order_by(Commitment.id):
        by_month[row.first_month].append(row)
    yield from sorted(by_month.items())


def _in_force(donor: Donor, first_month: date, people: int, full: int, by: int, number: int) -> Mandate:
    signed, settled = first_month - timedelta(days=16), first_month - timedelta(days=11)
    mandate = Mandate.create(
        state=VERIFIED, signed_at=noon_of(signed), created_at=noon_of(signed), settled_at=noon_of(settled),
        settled_by=by, **_columns(donor, first_month, people, full, number),
    )  # fmt: skip
    if donor.verified_at is None:
        donor.verified_at, donor.verified_by = mandate.settled_at, by
        donor.save(only=[Donor.verified_at, Donor.verified_by])
    return mandate


def _columns(donor: Donor, first_month: date, people: int, full: int, number: int) -> dict:
    return {
        "no": fresh_number("K26"), "donor": donor, "text_version": mandate_texts.version_on(first_month),
        "people": people, "limit_amount": full * people, "first_month": first_month, "bank": BANK,
        "account_name": donor.name.upper(), "signed_how": ON_PAPER, "demo": True,
        **mandate_accounts.columns_of(f"{ACCOUNT}{number:04d}"),
    }  # fmt: skip


def _pledge(mandate: Mandate, row: Commitment) -> dict:
    return {
        "donor": mandate.donor_id, "mandate": mandate.id, "worker": row.worker_id, "commitment": row.id,
        "kind": "picked", "created_at": mandate.signed_at,
    }  # fmt: skip


def _add_to_check(signed_by: list[tuple[Donor, int]], day: date) -> None:
    """Each signed some days ago for people who wait, by the real uses: their months are held until the mandate runs
    out."""
    people, full = iter(_waiting()), prices().full
    for number, (donor, days) in enumerate(signed_by, 1):
        by, signed = _acting(donor), day - timedelta(days=days)
        taken = list(islice(_reserved(donor, people, by), PEOPLE_TO_CHECK))
        if not taken:
            continue
        columns = _columns(donor, taken[0].commitment.first_month, len(taken), full, 9000 + number)
        mandate = Mandate.create(
            **columns | {"signed_how": ON_SCREEN}, state=SIGNED, signed_at=noon_of(signed),
            created_at=noon_of(signed), held_until=noon_of(signed + timedelta(days=DAYS_TO_CHECK)),
        )  # fmt: skip
        pledges.bind(mandate=mandate, by=by)


def _reserved(donor: Donor, people: Iterator[Worker], by: Actor) -> Iterator[Pledge]:
    for worker in people:
        try:
            yield pledges.reserve(donor=donor, worker=worker, kind="picked", by=by)
        except Refused:
            continue


def _waiting() -> list[Worker]:
    """Nobody ever paid for them."""
    funded = Commitment.select(Commitment.worker)
    query = Worker.select().where(Worker.demo, Worker.id.not_in(funded), Worker.frozen_at.is_null())
    return list(query.where(Worker.occupation.in_(list(pledges.admitted()))).order_by(Worker.id).limit(60))


def _let_one_leave(donors: list[Donor], day: date) -> None:
    """The secretary finds somebody who retired and still has a mandate."""
    left = next((donor for donor in donors if donor.opd.code == SECRETARYS), None)
    if left:
        StaffMember.update(active=False, left_on=day - timedelta(days=5)).where(
            StaffMember.nip == left.nip
        ).execute()


def let_one_stop(day: date) -> None:
    """Once the papers are drawn: one of the people of the donor who can sign in stops working at the end of the month
    that is planned, and the place may be filled again."""
    theirs = Mandate.get_or_none(Mandate.donor == own_donor(), Mandate.state == VERIFIED)
    if theirs:
        admin = User.get(User.role == "admin", User.demo)
        by = Actor(user_id=admin.id, name=admin.name, role=admin.role)
        gone = pledges.live_under(theirs)[-1].worker
        last_day = add_months(first_of_month(day), 2) - timedelta(days=1)
        cover_ends.end_cover(
            reg_no=gone.reg_no,
            why="stopped",
            last_day=last_day,
            client_key=f"demo-{gone.reg_no}-stopped",
            by=by,
        )


def _acting(donor: Donor) -> Actor:
    return Actor(user_id=donor.user_id, name=donor.name, role="donatur", opd_id=donor.opd_id)
