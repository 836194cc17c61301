"""Cards: one live card per worker, the runs they were printed in, and blank stock."""

from peewee import CharField, DateField, DateTimeField, ForeignKeyField, IntegerField

from db.models.accounts import User
from db.models.base import Table, utc_now
from db.models.funding import Batch
from db.models.jobs import Job
from db.models.people import Worker
from db.models.places import Post


class PrintRun(Table):
    no = CharField(max_length=20, unique=True)
    batch = ForeignKeyField(Batch, null=True, backref="print_runs")
    post = ForeignKeyField(Post, null=True)
    cards_total = IntegerField(default=0)
    state = CharField(max_length=12, default="asked")  # asked | ready | failed
    path = CharField(max_length=200, default="")
    job = ForeignKeyField(Job, null=True)
    asked_by = ForeignKeyField(User)
    asked_at = DateTimeField(default=utc_now)


class Card(Table):
    serial = CharField(max_length=20, unique=True)
    worker = ForeignKeyField(Worker, backref="cards", on_delete="CASCADE")
    token = CharField(max_length=43, unique=True)
    pickup_post = ForeignKeyField(Post, null=True)
    created_at = DateTimeField(default=utc_now)
    created_by = ForeignKeyField(User)
    handed_to = CharField(max_length=120, default="")
    handed_relation = CharField(max_length=40, default="")
    handed_how = CharField(max_length=20, default="")
    handed_at = DateTimeField(null=True)
    handed_by = ForeignKeyField(User, null=True)
    void_at = DateTimeField(null=True)
    void_reason = CharField(max_length=120, default="")


# Two living cards for one person would tell two truths.
Card.add_index(Card.index(Card.worker, unique=True, where=(Card.void_at.is_null()), name="card_one_live"))


class PrintedCard(Table):
    """A card's place in a print run; a card may be printed again in a later run."""

    run = ForeignKeyField(PrintRun, index=False, backref="places")
    card = ForeignKeyField(Card, backref="printings")
    place = IntegerField()

    class Meta:
        indexes = ((("run", "place"), True), (("run", "card"), True))


class CardStock(Table):
    """Blank cards in, out and spoiled, per post; `count` is signed."""

    post = ForeignKeyField(Post, backref="stock")
    day = DateField()
    kind = CharField(max_length=10)  # in | out | spoiled
    count = IntegerField()
    print_run = ForeignKeyField(PrintRun, null=True)
    by = ForeignKeyField(User)
    note = CharField(max_length=160, default="")
    created_at = DateTimeField(default=utc_now)
