"""Somebody takes on people whose cover ends, each from their own first empty month: no gap, no month twice.

A company's people go into batches of their own, one for each first month; the city's money runs to December."""

import json
from collections import defaultdict
from datetime import date

from db.models import Batch, BatchRow, Company, Funder, Worker
from kiosk.domain.age import latest_birth
from kiosk.domain.clock import months_from, today
from kiosk.domain.lapses import first_empty, last_day_to_pay
from kiosk.domain.tariff import PUBLIC_MONEY
from kiosk.domain.words import N_, month_name
from kiosk.services import access, audit, lapses, ledger, settings
from kiosk.services.acting import Actor, Refused
from kiosk.services.commitments import commit_months
from kiosk.services.companies import active_company
from kiosk.services.coverage_changes import Changes, changing
from kiosk.services.lapse_picks import MAY_TAKE_OVER, people_meant
from kiosk.services.lapse_wishes import ARREARS, ENDED, Wish
from kiosk.services.numbers import fresh_number
from kiosk.services.once import once
from kiosk.services.portions import in_chunks
from kiosk.services.programme_promises import CityMoney
from kiosk.services.succession_reports import Succession, report_of

MOST = 200
ROWS_AT_ONCE = 300
DECEMBER = 12

Groups = dict[tuple[date, ...], list[Worker]]  # by the months they are given

NONE_PICKED = N_("Belum ada orang yang dipilih. Pilih dulu dari daftar, lalu kirim lagi.")
TOO_MANY = N_("Paling banyak %(most)s orang sekaligus. Pilih lebih sedikit, lalu kirim lagi.")
NO_FUNDER = N_("Pilih siapa yang menanggung orang-orang ini.")
NO_MONTHS = N_("Pilih untuk berapa bulan orang-orang ini ditanggung.")
NOT_FROM_HERE = N_("Dari daftar ini orang tidak dapat langsung ditanggung: kepesertaannya sudah berakhir.")
GONE = N_("Tidak lagi ada di daftar: sudah ada yang menanggung, atau datanya sedang dibekukan.")
TAKEN = N_("Bulan-bulan itu sudah ada yang menanggung.")
TOO_OLD = N_("Batas bayarnya sudah lewat, dan untuk kepesertaan baru umurnya sudah mencapai batas.")


def take_over(
    *, picks: list[str], wish: Wish, months: int | None, funder_id: int | None, client_key: str, by: Actor
) -> Succession:
    """`picks` are handles of the list that `wish` shows; `months` for a company; `funder_id` for the admin, a mitra
    pays with its own company's money. Raises NotAllowed, Refused where nothing can be done, KeyInUse."""
    access.require(by.role in MAY_TAKE_OVER)
    people, funder = _people(picks, wish, by), _funder(funder_id, by)
    months = _months_wished(months, funder)
    answer, _first = once(
        key=client_key,
        purpose="succession",
        content={"people": " ".join(map(str, people)), "months": months, "funder": funder.id},
        by=by,
        make=lambda: json.dumps(_take(people, wish, months, funder, by)),
    )
    return report_of(json.loads(answer), by)


def funders_for(by: Actor) -> list[Funder]:
    """Whose money this person may promise, the city's first; a company's staff has no choice."""
    if by.role != "admin":
        return []
    companies = Company.select(Company.funder).where(Company.active)
    query = Funder.select().where(Funder.kind.in_(PUBLIC_MONEY) | Funder.id.in_(companies))
    return sorted(query, key=lambda funder: (funder.kind not in PUBLIC_MONEY, funder.name))


def _people(picks: list[str], wish: Wish, by: Actor) -> list[int]:
    if wish.which == ENDED:
        raise Refused(NOT_FROM_HERE)
    if not picks:
        raise Refused(NONE_PICKED)
    if len(picks) > MOST:
        raise Refused(TOO_MANY, most=MOST)
    return people_meant(picks, by)


def _funder(funder_id: int | None, by: Actor) -> Funder:
    if by.role == "mitra":
        return Funder.get_by_id(active_company(by).funder_id)
    found = next((funder for funder in funders_for(by) if funder.id == funder_id), None)
    if found is None:
        raise Refused(NO_FUNDER)
    return found


def _months_wished(months: int | None, funder: Funder) -> int:
    """0 stands for "to December"."""
    if funder.kind in PUBLIC_MONEY:
        return 0
    if str(months) not in settings.setting("batch_months").split(","):
        raise Refused(NO_MONTHS)
    return months


def _take(people: list[int], wish: Wish, months: int, funder: Funder, by: Actor) -> dict:
    """In the caller's transaction: who may be taken on now is judged once they are held."""
    city = CityMoney(funder)
    with changing(people) as changes:
        ends = lapses.those_of(by=by, wish=wish, worker_ids=people)
        groups, left_out = _groups(ends, wish, months, city)
        batches = [
            _commit(list(free), group, funder, city, changes, by) for free, group in sorted(groups.items())
        ]
    left_out |= {worker_id: GONE for worker_id in people if worker_id not in ends}
    taken, by_city = sum(map(len, groups.values())), []
    if taken and funder.kind in PUBLIC_MONEY:
        audit.record("pertanggungan.diteruskan", by=by, orang=taken, sumber=funder.kind)
        by_city = [
            (worker.id, free[0].isoformat(), free[-1].isoformat())
            for free, group in groups.items()
            for worker in group
        ]
    batches = [no for no in batches if no]
    return {"batches": batches, "taken": taken, "by_city": by_city, "left_out": list(left_out.items())}


def _groups(ends: dict[int, date], wish: Wish, months: int, city: CityMoney) -> tuple[Groups, dict[int, str]]:
    """Who is given which months in a row, from the first empty one up to what somebody else holds; and why others are
    given none, by their ids."""
    workers = list(Worker.select().where(Worker.id.in_(list(ends))).order_by(Worker.id))
    asked = {worker.id: _wished(worker, ends[worker.id], wish, months, city) for worker in workers}
    wished = sorted({month for theirs, _why in asked.values() for month in theirs})
    taken = ledger.taken_months([worker.id for worker in workers], wished)
    groups, left_out = defaultdict(list), {}
    for worker in workers:
        theirs, why = asked[worker.id]
        held = {row.month for row in taken.get(worker.id, [])}
        free = _first_run([month for month in theirs if month not in held])
        if free:
            groups[free].append(worker)
        else:
            left_out[worker.id] = why or TAKEN
    return groups, left_out


def _wished(worker: Worker, last: date, wish: Wish, months: int, city: CityMoney) -> tuple[list[date], str]:
    """The months asked for, from the first empty one; or why there are none."""
    start, is_late = first_empty(last), last_day_to_pay(last, settings.whole("lapse_months")) < today()
    if wish.which == ARREARS and is_late:  # what was missed cannot be paid any more: a membership begins anew
        start = ledger.first_open_month()
        if worker.birth_on <= latest_birth(ledger.first_payment_on(start), settings.whole("age_limit")):
            return [], TOO_OLD
    wished = months_from(start, months or DECEMBER + 1 - start.month)
    why = city.why_not(worker, wished)
    return ([], why) if why else (wished, "")


def _first_run(months: list[date]) -> tuple[date, ...]:
    return tuple(month for step, month in enumerate(months) if month == months_from(months[0], step + 1)[-1])


def _commit(
    months: list[date], people: list[Worker], funder: Funder, city: CityMoney, changes: Changes, by: Actor
) -> str:
    """Answers with the batch's number, empty for the city's own money."""
    company = Company.get_or_none(Company.funder == funder)
    batch = _batch(company, months, by) if company else None
    commit_months(
        funder=funder,
        workers=people,
        months=months,
        batch=batch,
        programme=city.programme(months),
        changes=changes,
    )
    if batch is None:
        return ""
    rows = [
        {"batch": batch.id, "number": number, "worker": worker.id, "state": "ready", "picked": True}
        for number, worker in enumerate(people, start=1)
    ]
    for chunk in in_chunks(rows, ROWS_AT_ONCE):
        BatchRow.insert_many(chunk).execute()
    audit.record("batch.diperpanjang", by=by, kind="batch", subject=batch.no, orang=len(people))
    return batch.no


def _batch(company: Company, months: list[date], by: Actor) -> Batch:
    return Batch.create(
        no=fresh_number(f"B{today():%y}"),
        company=company,
        name=f"Perpanjangan {month_name(months[0])}",
        first_month=months[0],
        months=len(months),
        created_by_id=by.user_id,
    )
