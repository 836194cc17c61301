"""Ways to make selections untrue, each answering with the name of what no longer fits."""

from db.models import Bill, Selection, SelectionRow, User, Worker
from tests.services.programme_breakers import _last, _programme

NO = "S26-RUSAK"


def _done(**other) -> Selection:
    """One that would be true: it has taken on nobody."""
    programme = _programme()
    true = {
        "no": NO, "programme": programme, "first_month": programme.first_month, "last_month": programme.first_month,
        "wanted": 1, "chosen": 1, "state": "done", "decree_no": "1", "done_at": programme.created_at,
        "created_by": User.select().order_by(User.id).first(),
    }  # fmt: skip
    return Selection.create(**{**true, **other})


def taken_more_than_its_rows(_bill: Bill) -> str:
    return _done(taken=1).no


def worth_more_than_its_rows(_bill: Bill) -> str:
    return _done(amount=16_800).no


def taken_without_a_promise(_bill: Bill) -> str:
    worker = _last().worker_id
    SelectionRow.create(
        selection=_done(taken=1, amount=1), rank=1, worker=worker, points=0, poverty=0, waited_days=0, work=0,
        lapse=0, state="taken", months=1, amount=1,
    )  # fmt: skip
    return f"{NO} · {Worker.get_by_id(worker).reg_no}"


BROKEN = {
    "selection_sums": (taken_more_than_its_rows, worth_more_than_its_rows),
    "selection_promises": (taken_without_a_promise,),
}
PROVEN_ONLY = {taken_more_than_its_rows, worth_more_than_its_rows, taken_without_a_promise}
