"""The ledger: dated tariffs, who committed to whom, and one row per covered month."""

from peewee import BooleanField, CharField, DateField, DateTimeField, ForeignKeyField, TextField

from db.models.base import RupiahField, Table, utc_now
from db.models.funding import Batch, Funder
from db.models.people import Worker
from db.models.places import Kelurahan
from db.models.work import Occupation


class Tariff(Table):
    """Monthly contribution in rupiah; an empty sector or public_money holds for any."""

    sector = CharField(max_length=20, null=True)
    public_money = BooleanField(null=True)
    valid_from = DateField()
    valid_to = DateField(null=True)
    amount = RupiahField()
    programmes = CharField(max_length=40)
    basis = TextField()
    source = TextField(default="")
    as_of = DateField(null=True)


class Commitment(Table):
    funder = ForeignKeyField(Funder, backref="commitments")
    worker = ForeignKeyField(Worker, backref="commitments", on_delete="CASCADE")
    batch = ForeignKeyField(Batch, null=True, backref="commitments")
    first_month = DateField()
    last_month = DateField(null=True)  # null: open-ended
    created_at = DateTimeField(default=utc_now)
    ended_at = DateTimeField(null=True)


class CoverageMonth(Table):
    """One worker, one month, one funder; what it was counted as is frozen with it."""

    worker = ForeignKeyField(Worker, backref="months", on_delete="CASCADE")
    month = DateField()
    commitment = ForeignKeyField(Commitment, backref="covered")
    funder = ForeignKeyField(Funder, backref="covered")
    funder_kind = CharField(max_length=10)
    kelurahan = ForeignKeyField(Kelurahan, null=True)
    occupation = ForeignKeyField(Occupation)
    amount = RupiahField()
    billed_on = DateField(null=True)
    submitted_on = DateField(null=True)
    paid_on = DateField(null=True)
    effective_on = DateField(null=True)
    hold_until = DateTimeField(null=True)
    released_at = DateTimeField(null=True)
    released_why = CharField(max_length=20, default="")


# Double funding is impossible, not reported.
CoverageMonth.add_index(
    CoverageMonth.index(
        CoverageMonth.worker,
        CoverageMonth.month,
        unique=True,
        where=(CoverageMonth.released_at.is_null()),
        name="coveragemonth_one_funder",
    )
)
