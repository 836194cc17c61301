"""The day of a post: its officers' work, its stock from opening to closing. A day is Semarang's, from midnight."""

from collections import defaultdict
from dataclasses import astuple
from datetime import date

from peewee import fn

from db.models import CardStock, Post, User
from kiosk.domain.clock import local, today, utc_now
from kiosk.domain.words import N_
from kiosk.files import day_sheets as files
from kiosk.files.day_sheets import DaySheet, OfficerLine, StockLine, Work
from kiosk.services import settings
from kiosk.services.acting import Actor, Refused
from kiosk.services.card_stock import COUNTED, IN, ITEMS, OUT, SPOILED
from kiosk.services.day_work import Done, done_by
from kiosk.services.own_posts import post_seen_by, posts_seen_by

FIRST_DAY = date(2020, 1, 1)
NOT_YET = N_("Hari itu belum tiba, jadi belum ada yang dapat dihitung. Pilih hari ini atau hari sebelumnya.")
TOO_EARLY = N_("Sebelum tahun 2020 belum ada catatan. Pilih hari sesudahnya.")
COLUMN_OF = {IN: "came", OUT: "went", SPOILED: "spoiled", COUNTED: "counted"}

Stock = dict[tuple[int, str], StockLine]


def require_countable(day: date) -> None:
    """Raises Refused."""
    if day > today():
        raise Refused(NOT_YET)
    if day < FIRST_DAY:
        raise Refused(TOO_EARLY)


def day_sheet(*, day: date, post_code: str, by: Actor) -> DaySheet:
    """One post, with everybody who did something there, by name. Raises NotThere, NotAllowed, Refused."""
    require_countable(day)
    return _sheets([post_seen_by(by, post_code)], day)[0]


def every_post(*, day: date, by: Actor) -> list[DaySheet]:
    """All the posts this person may look at, in as many queries as one. Raises NotAllowed, Refused."""
    require_countable(day)
    return _sheets(posts_seen_by(by), day)


def day_sheet_pdf(*, day: date, post_code: str = "", by: Actor) -> bytes:
    """To be signed: a post, or a page for each at which something was done. Raises NotThere, NotAllowed, Refused."""
    if post_code:
        sheets = [day_sheet(day=day, post_code=post_code, by=by)]
    else:
        every = every_post(day=day, by=by)
        sheets = [sheet for sheet in every if sheet.officers] or every
    return files.day_sheets_pdf(
        sheets, city=settings.setting("city_name"), printed_at=local(utc_now()), printed_by=by.name
    )


def _sheets(posts: list[Post], day: date) -> list[DaySheet]:
    ids = [post.id for post in posts]
    done = done_by(ids, day)
    people = {user for _post, user in done}
    names = dict(User.select(User.id, User.name).where(User.id.in_(people)).tuples())
    stock = _stock_of(ids, day)
    return [_sheet(post, day, done, names, stock) for post in posts]


def _sheet(post: Post, day: date, done: Done, names: dict[int, str], stock: Stock) -> DaySheet:
    officers = [OfficerLine(names[user], work) for (at, user), work in done.items() if at == post.id]
    officers.sort(key=lambda line: line.name)
    lines = [stock.get((post.id, item)) or StockLine(item) for item in ITEMS]
    return DaySheet(day, post.code, post.name, officers, _sum(officers), lines)


def _sum(officers: list[OfficerLine]) -> Work:
    columns = zip(*(astuple(line.work) for line in officers), strict=True)
    return Work(*map(sum, columns))


def _stock_of(posts: list[int], day: date) -> Stock:
    """Two queries: what lay there before that day, and what moved on it."""
    here = CardStock.select().where(CardStock.post.in_(posts))
    shelf, total = (CardStock.post, CardStock.item), fn.SUM(CardStock.count)
    before = here.select(*shelf, total).where(CardStock.day < day).group_by(*shelf)
    moved = here.select(*shelf, CardStock.kind, total).where(CardStock.day == day)
    found: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    for post, item, count in before.tuples():
        found[post, item]["opening"] = int(count)
    for post, item, kind, count in moved.group_by(*shelf, CardStock.kind).tuples():
        found[post, item][COLUMN_OF[kind]] = int(count)
    return {(post, item): StockLine(item, **columns) for (post, item), columns in found.items()}
