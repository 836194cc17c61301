"""Who is chosen for the city's own money: a drawing of the waiting list, its people in order, and the decision."""

from peewee import BooleanField, CharField, Check, DateField, DateTimeField, ForeignKeyField, IntegerField

from db.models.accounts import User
from db.models.base import JSONField, RupiahField, Table, utc_now
from db.models.people import Worker
from db.models.programmes import Programme

AS_DECIDED = "('decided', 'carrying_out', 'done')"


class Selection(Table):
    """`wanted` people from `first_month` to `last_month`. `criteria` are frozen in their order when it is drawn.
    `cursor` tells the drawing which of two workers is at it, and the carrying out the last rank looked at.
    `chosen` is how many are to be taken on, `taken` how many are; `considered` how many stood in line, `left_out` how
    many of them could not be, by reason. `renews_id` is the programme of the year before whose people come first. The
    annex of the decree keeps its bytes, sealed on disk."""

    no = CharField(max_length=20, unique=True)
    programme = ForeignKeyField(Programme, backref="selections")
    first_month = DateField()
    last_month = DateField()
    wanted = IntegerField()
    criteria = JSONField(default=list)
    drawn_at = DateTimeField(null=True)
    state = CharField(
        max_length=12, default="drawing"
    )  # drawing | draft | decided | carrying_out | done | dropped
    decree_no = CharField(max_length=80, default="")
    decree_on = DateField(null=True)
    decree_by = CharField(max_length=160, default="")
    cursor = IntegerField(default=0)
    chosen = IntegerField(default=0)
    reserve = IntegerField(default=0)
    taken = IntegerField(default=0)
    amount = RupiahField(default=0)
    considered = IntegerField(default=0)
    left_out = JSONField(default=dict)
    job_id = IntegerField(null=True)
    pdf_path = CharField(max_length=200, default="")
    pdf_sha256 = CharField(max_length=64, default="")
    sheet_path = CharField(max_length=200, default="")
    sheet_sha256 = CharField(max_length=64, default="")
    created_by = ForeignKeyField(User, index=False)
    created_at = DateTimeField(default=utc_now)
    decided_by = ForeignKeyField(User, null=True, index=False)
    decided_at = DateTimeField(null=True)
    done_at = DateTimeField(null=True)
    dropped_by = ForeignKeyField(User, null=True, index=False)
    dropped_at = DateTimeField(null=True)
    dropped_why = CharField(max_length=200, default="")
    renews_id = IntegerField(null=True)

    class Meta:
        constraints = [
            Check("CAST(first_month AS TEXT) LIKE '____-__-01'", name="selection_first_day"),
            Check("wanted > 0", name="selection_wants_somebody"),
            Check(f"(state IN {AS_DECIDED}) = (decree_no <> '')", name="selection_decided_by_a_decree"),
            Check("taken >= 0 AND taken <= chosen", name="selection_takes_the_chosen"),
            Check("(state = 'done') = (done_at IS NOT NULL)", name="selection_done_at"),
            Check("(state = 'dropped') = (dropped_at IS NOT NULL)", name="selection_dropped_at"),
        ]


class SelectionRow(Table):
    """One person in the order of points; what they are the sum of stands beside them, the rest is for waiting. `listed`
    is as what the decree names them; `why` why they are not taken on; `months` and `amount` what they were given;
    `ends` whether they end with the programme that is renewed."""

    selection = ForeignKeyField(Selection, index=False, backref="rows", on_delete="CASCADE")
    rank = IntegerField()
    worker = ForeignKeyField(Worker)
    points = IntegerField()
    poverty = IntegerField()
    waited_days = IntegerField()
    work = IntegerField()
    lapse = IntegerField()
    state = CharField(max_length=8)  # chosen | reserve | left_out | taken | refused
    listed = CharField(max_length=8, default="")  # chosen | reserve
    why = CharField(max_length=40, default="")
    months = IntegerField(default=0)
    amount = RupiahField(default=0)
    ends = BooleanField(null=True)

    class Meta:
        indexes = (
            (("selection", "worker"), True),
            (("selection", "rank"), True),
            (("selection", "state", "rank"), False),
        )
        constraints = [
            Check("(state = 'taken') = (months > 0)", name="selectionrow_taken_for_months"),
            Check(
                "(state IN ('left_out', 'refused')) = (why <> '')", name="selectionrow_refused_for_a_reason"
            ),
        ]

    @property
    def waiting(self) -> int:
        return self.points - self.poverty - self.work - self.lapse
