"""Two weeks of the posts' stock books: what came, what printing took, what was lent, counted and mistyped."""

from collections import Counter
from datetime import date, datetime, timedelta

from db.models import CardStock, Post, PrintRun
from kiosk.domain.clock import local, noon_of, today
from kiosk.services.card_stock import A4, COUNTED, CR80, IN, OUT, PLACES_ON_A_SHEET, SPOILED
from kiosk.services.card_stock_entries import UNDOES
from kiosk.services.demo.accounts import officers
from kiosk.services.demo.print_runs import Run
from kiosk.services.demo.rows import insert

DAYS = 14
# What lies on the shelf today; at one post it runs out.
LEFT = {("johar", CR80): 168, ("johar", A4): 40, ("tambak-lorok", CR80): 13, ("mangkang", A4): 55}
# post, item, kind, count, days ago, words
BY_HAND = (
    ("johar", CR80, COUNTED, -1, 7, "Hitung mingguan"),
    ("johar", CR80, OUT, -15, 5, "Dipinjamkan ke Pos TPI Tambak Lorok"),
    ("tambak-lorok", CR80, IN, 15, 5, "Pinjaman dari Pos Pasar Johar"),
    ("tambak-lorok", CR80, SPOILED, -2, 3, "Basah kena hujan"),
    ("mangkang", A4, COUNTED, 0, 7, "Hitung mingguan, cocok"),
)
MISTYPED = 500


def add_stock(runs: list[Run]) -> None:
    """Each book opens with a delivery that leaves what LEFT says."""
    posts = {post.code: post.id for post in Post.select()}
    keepers = {actor.post_id: actor.user_id for actor in officers().values()}
    rows = [*_by_printing(runs), *(_by_hand(posts, keepers, *line) for line in BY_HAND)]
    moved = Counter()
    for row in rows:
        moved[row["post"], row["item"]] += row["count"]
    for (code, item), left in LEFT.items():
        came = left - moved[posts[code], item]
        rows.append(_by_hand(posts, keepers, code, item, IN, came, DAYS, "Kiriman Disnaker"))
    insert(CardStock, sorted(rows, key=lambda row: row["created_at"]))
    _mistype_and_take_back(posts["mangkang"], keepers)


def _by_printing(runs: list[Run]) -> list[dict]:
    first = today() - timedelta(days=DAYS - 1)
    ids = dict(PrintRun.select(PrintRun.no, PrintRun.id).tuples())
    rows = []
    for run in runs:
        at = run.row["confirmed_at"]
        if run.row["post"] and at and local(at).date() >= first:
            rows += [
                _row(
                    run.row["post"],
                    run.row["layout"],
                    kind,
                    -count,
                    at,
                    run.row["confirmed_by"],
                    run=ids[run.row["no"]],
                )
                for kind, count in _taken(run).items()
            ]
    return rows


def _taken(run: Run) -> Counter:
    """As card_stock.note_printed counts: cards, or sheets of ten."""
    outcomes = [card.outcome for card in run.used]
    if run.row["layout"] == CR80:
        return Counter(OUT if outcome == "good" else SPOILED for outcome in outcomes)
    sheets = [
        outcomes[place : place + PLACES_ON_A_SHEET] for place in range(0, len(outcomes), PLACES_ON_A_SHEET)
    ]
    return Counter(OUT if "good" in sheet else SPOILED for sheet in sheets)


def _by_hand(
    posts: dict[str, int],
    keepers: dict[int, int],
    code: str,
    item: str,
    kind: str,
    count: int,
    ago: int,
    words: str,
) -> dict:
    at = noon_of(today() - timedelta(days=ago)) - timedelta(hours=4)
    return _row(posts[code], item, kind, count, at, keepers[posts[code]], note=words)


def _row(
    post: int,
    item: str,
    kind: str,
    count: int,
    at: datetime,
    by: int,
    *,
    run: int | None = None,
    note: str = "",
) -> dict:
    day: date = local(at).date()
    return {
        "post": post, "day": day, "item": item, "kind": kind, "count": count, "print_run": run, "by": by,
        "note": note, "created_at": at,
    }  # fmt: skip


def _mistype_and_take_back(post: int, keepers: dict[int, int]) -> None:
    """So that the book shows what becomes of an error."""
    at = noon_of(today() - timedelta(days=2))
    wrong = CardStock.create(**_row(post, A4, IN, MISTYPED, at, keepers[post], note="Kiriman Disnaker"))
    undo = _row(post, A4, IN, -MISTYPED, at + timedelta(minutes=3), keepers[post], note=f"{UNDOES}{wrong.id}")
    CardStock.create(**undo)
