"""P1, P2: the debit of a month for 16,000 donors and their 80,000 workers, built, sealed and answered: that it grows no
faster than they do, and how much memory it takes."""

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice

from db.connection import writing
from db.models import CoverageMonth, CutDecision, Donor, Mandate, Opd, Pledge, Setting, User, Worker
from kiosk.domain.clock import today, utc_now
from kiosk.services import mandate_accounts, pledge_months, pledges, safe
from kiosk.services.acting import Actor
from kiosk.services.numbers import fresh_number
from kiosk.services.portions import in_chunks
from kiosk.services.worker_rows import worker_columns
from tests import ledger_rows
from tests.bench import city, servers
from tests.bench.jobs import inside
from tests.bench.table import Limit, Row

MANY, FEW = 16_000, 4_000
PEOPLE = 5  # under each mandate, as the city counts them (DOMAIN 6.1)
AT_ONCE = 100
STEPS = ("built", "sealed", "answered")


def whole_month() -> Iterator[Row]:
    """P1: each step for four times as many, in seconds a donor; P2: the peak of the process that does all of it."""
    few, many = _measured(FEW), _measured(MANY)
    for step in STEPS:
        ratio = (many[step] / MANY) / (few[step] / FEW)
        figures = f"{many[step]:,.0f} s, {1000 * many[step] / MANY:.1f} ms a donor"
        yield Row(
            "P1", f"{MANY:,} mandates {step}, SQLite", f"{FEW:,} of them", figures, Limit(at_most=1.3), ratio
        )
    figures = f"{many['peak'] / 1024:,.0f} of {few['peak'] / 1024:,.0f} MB"
    yield Row(
        "P2", f"{MANY:,} mandates: peak memory", f"{FEW:,} of them", figures, Limit(at_most=1.5),
        many["peak"] / few["peak"],
    )  # fmt: skip
    if servers.postgres_installed():
        with servers.postgres_address() as address:
            found = _measured(FEW, address)
        total = sum(found[step] for step in STEPS)
        figures = f"{total:,.0f} s, {1000 * total / FEW:.1f} ms a donor"
        yield Row("P1", f"{FEW:,} mandates, all steps, PostgreSQL", "", figures)


def _measured(donors: int, *address: str) -> dict:
    with servers.instance(*address) as environment:
        with inside(environment):
            settle(donors, city.acting("admin@payung.test"))
        command = [sys.executable, "-m", "tests.bench.debit_maker", str(donors)]
        done = subprocess.run(command, cwd=servers.ROOT, env=environment, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{' '.join(command)}: {done.stderr}")
        return json.loads(done.stdout)


def settle(donors: int, by: Actor) -> None:
    """So many donors with a mandate in force, each with five people whose coming month is planned."""
    with writing():
        CutDecision.create(funder_kind="asn", gets_cut=False, letter_no="B/1/ukur", letter_on=today())
        Setting.create(key="debit_undo_minutes", value="0", valid_from=today(), basis="keputusan untuk uji")
    people = city.made_up_people(random.Random(city.SEED))
    for start in range(0, donors, AT_ONCE):
        workers = _workers(list(islice(people, AT_ONCE * PEOPLE + 20)), by)
        _mandates(start, workers, by)


def _workers(people: list, by: Actor) -> list[Worker]:
    """As many as are needed: of numbers drawn by chance a few come twice."""
    rows = [worker_columns(one, by=by) | {"demo": True, "dtsen_source": ""} for one in people]
    city.insert_workers(rows)
    found = Worker.select().where(Worker.nik_hash.in_([row["nik_hash"] for row in rows]))
    untaken = found.where(Worker.id.not_in(Pledge.select(Pledge.worker)))
    return list(untaken.order_by(Worker.id).limit(AT_ONCE * PEOPLE))


def _mandates(start: int, workers: list[Worker], by: Actor) -> None:
    month = pledge_months.next_debit_month()
    opd, groups = Opd.select().first(), list(in_chunks(workers, PEOPLE))
    with writing():
        funder = pledges.funder()
    months = ledger_rows.planned_for(workers, [month], funder=funder)
    commitment_of = {row.worker_id: row.commitment_id for row in months}
    with writing():
        CoverageMonth.update(hold_until=None).where(
            CoverageMonth.id.in_([row.id for row in months])
        ).execute()
        for number, theirs in enumerate(groups, start):
            mandate = _mandate(number, len(theirs), opd, by)
            Pledge.insert_many(
                [
                    {
                        "donor": mandate.donor_id, "mandate": mandate.id, "worker": worker.id, "kind": "picked",
                        "commitment": commitment_of[worker.id],
                    }
                    for worker in theirs
                ]
            ).execute()  # fmt: skip


def _mandate(number: int, people: int, opd: Opd, by: Actor) -> Mandate:
    name, nik = f"Pegawai {number}", f"3374{number:012d}"
    user = User.create(
        email=f"p{number}@ukur.test", name=name, role="donatur", opd=opd, fs_uniquifier=f"ukur{number}"
    )
    donor = Donor.create(
        user=user, nik_hash=safe.index(nik, safe.NIK), nik_sealed=safe.seal(nik, safe.NIK),
        nip=f"19800101200501{number % 10_000:04d}", status_asn="pns", name=name, opd=opd,
    )  # fmt: skip
    return Mandate.create(
        no=fresh_number("K26", 8), donor=donor, text_version="2026-11", people=people, limit_amount=16_800 * people,
        first_month=pledge_months.next_debit_month(), bank="Bank Jateng", account_name=name.upper(), state="verified",
        signed_how="screen", signed_at=utc_now(), settled_at=utc_now(), settled_by=by.user_id,
        **mandate_accounts.columns_of(f"30{number:08d}"),
    )  # fmt: skip
