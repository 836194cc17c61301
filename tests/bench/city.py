"""E1, E2: a whole city of workers on record, and what the desk asks of them while somebody waits."""

import atexit
import random
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from db.connection import database, writing
from db.models import User, Worker
from db.reference_data import reference_rows
from kiosk.domain.enrolment import Enrolment
from kiosk.services import accounts, places, twins, worker_search
from kiosk.services.acting import Actor
from kiosk.services.portions import in_chunks
from kiosk.services.worker_rows import worker_columns
from tests.bench import servers
from tests.bench.jobs import inside
from tests.bench.table import Limit, Row

PEOPLE = 760_000  # those who could be covered in the city (DOMAIN 11)
ROWS_AT_ONCE = 5_000
ASKED = 300
SEED = 2026
SPELLINGS = (("u", "oe"), ("j", "dj"), ("c", "tj"), ("y", "j"))


def desk_questions() -> Iterator[Row]:
    """E1: may this be somebody on record under another NIK? E2: a name found within an officer's scope, and in all."""
    with servers.instance() as environment, inside(environment):
        officer = acting("petugas@payung.test")
        people = settle_in(officer)
        asked = random.Random(SEED).sample(people, ASKED)
        yield timed_row("E1", "twins of a person to enrol, p95", 50, [lambda p=p: _alike(p) for p in asked])
        yield timed_row(
            "E2", "a name in an officer's scope, p95", 100, [lambda p=p: _find(p, officer) for p in asked]
        )
        admin = acting("admin@payung.test")
        yield timed_row(
            "E2", "a name in the whole city, p95", 300, [lambda p=p: _find(p, admin) for p in asked]
        )


def timed_row(code: str, what: str, gate: int, questions: list[Callable]) -> Row:
    for question in questions[:10]:
        question()
    times = sorted(_milliseconds(question) for question in questions)
    p50, p95, worst = times[len(times) // 2], times[len(times) * 95 // 100], times[-1]
    figures = f"p50 {p50:.1f} ms, worst {worst:.0f} ms"
    return Row(code, what, f"{PEOPLE:,} workers", figures, Limit(at_most=gate), p95, unit=" ms")


def _milliseconds(question: Callable) -> float:
    began = time.perf_counter()
    question()
    return 1000 * (time.perf_counter() - began)


def _alike(person: Enrolment) -> None:
    """The same person by another spelling, with a slip in the last digits of the NIK."""
    slip = f"{person.nik[:-1]}{(int(person.nik[-1]) + 1) % 10}"
    if not twins.look_alikes(replace(person, nik=slip, name=_respelt(person.name))):
        raise RuntimeError("a twin was not found: the figure would mean nothing")


def _respelt(name: str) -> str:
    for now, before in SPELLINGS:
        if now in name.casefold():
            return name.replace(now, before, 1)
    return name


def _find(person: Enrolment, by: Actor) -> None:
    worker_search.find(text=_respelt(person.name), by=by)


def acting(email: str) -> Actor:
    user = User.get(User.email == email)
    posts = accounts.posts_of(user.id)
    return accounts.actor_of(user_id=user.id, post_id=posts[0].id if posts else None)


@lru_cache(maxsize=1)
def built() -> servers.Environment:
    """An instance with a city in it, on SQLite, for several measures that add to it; gone when this process ends."""
    kept = ExitStack()
    atexit.register(kept.close)
    environment = kept.enter_context(servers.instance())
    with inside(environment):
        settle_in(acting("petugas@payung.test"))
    return environment


def settle_in(by: Actor) -> list[Enrolment]:
    """Write the city's people; every thousandth is enrolled at the officer's post, all live all over the city."""
    rng, sample = random.Random(SEED), []
    for number, people in enumerate(in_chunks(made_up_people(rng), ROWS_AT_ONCE)):
        rows = [worker_columns(person, by=by) | {"demo": True, "dtsen_source": ""} for person in people]
        for place, row in enumerate(rows):
            row["enrolled_post"] = by.post_id if place % 100 == 0 else None
        insert_workers(rows)
        sample += people[:: 50 + number % 7]
    database.execute_sql("ANALYZE")
    return sample


def insert_workers(rows: list[dict]) -> None:
    # Of so many numbers drawn by chance a few are drawn twice.
    sql, _parameters = Worker.insert_many(rows[:1]).on_conflict(action="nothing").sql()
    fields = [Worker._meta.fields[name] for name in _order(sql)]
    with writing():
        cursor = database.obj.connection().cursor()
        cursor.executemany(sql, [[field.db_value(row[field.name]) for field in fields] for row in rows])


def _order(sql: str) -> list[str]:
    """The fields in the order of the statement's columns."""
    columns = sql.partition("(")[2].partition(")")[0].replace('"', "").split(", ")
    by_column = {field.column_name: name for name, field in Worker._meta.fields.items()}
    return [by_column[column] for column in columns]


def made_up_people(rng: random.Random) -> Iterator[Enrolment]:
    parts: dict[str, list[str]] = {}
    for row in reference_rows("demo_names"):
        parts.setdefault(row["part"], []).append(row["name"])
    areas, work = [area.code for area in places.areas()], [one.code for one in places.occupations()]
    for number in range(PEOPLE):
        sex = "P" if number % 2 else "L"
        born = date(1963, 1, 1) + timedelta(days=rng.randrange(16_000))
        day = born.day + (40 if sex == "P" else 0)
        yield Enrolment(
            nik=f"33{rng.randint(10, 76)}{number // 9_000 % 90 + 10}{day:02}{born:%m%y}{number % 9_000 + 1:04}",
            name=f"{rng.choice(parts['given_p' if sex == 'P' else 'given_l'])} {rng.choice(parts['family'])}",
            birth_on=born,
            sex=sex,
            kelurahan=rng.choice(areas),
            occupation=rng.choice(work),
            phone=f"62812{number:08}",
            address="Jl. Kakap No. 12",
            still_working=True,
        )
