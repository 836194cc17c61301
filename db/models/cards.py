"""Cards: one living card per worker, the runs they were printed in, their way into a hand, and blank stock."""

from peewee import BooleanField, CharField, DateField, DateTimeField, ForeignKeyField, IntegerField

from db.models.accounts import User
from db.models.base import Table, utc_now
from db.models.funding import Batch
from db.models.jobs import Job
from db.models.people import Worker
from db.models.places import Post


class PrintRun(Table):
    """Offsets are hundredths of a millimetre, frozen from the printer's setting when the run was asked for."""

    no = CharField(max_length=20, unique=True)
    batch = ForeignKeyField(Batch, null=True, backref="print_runs")
    post = ForeignKeyField(Post, null=True)
    cards_total = IntegerField(default=0)
    state = CharField(max_length=12, default="asked")  # asked | ready | confirmed | cancelled
    layout = CharField(max_length=8, default="cr80")  # cr80 | a4
    start = IntegerField(default=1)  # the first free place on the first A4 sheet, 1 to 10
    ordered_by = CharField(max_length=12, default="kelurahan")  # kelurahan | post
    flip = CharField(
        max_length=8, default="long"
    )  # long | short: the edge about which the printer turns paper
    front_x = IntegerField(default=0)
    front_y = IntegerField(default=0)
    back_x = IntegerField(default=0)
    back_y = IntegerField(default=0)
    job = ForeignKeyField(Job, null=True)
    asked_by = ForeignKeyField(User)
    asked_at = DateTimeField(default=utc_now)
    confirmed_at = DateTimeField(null=True)
    confirmed_by = ForeignKeyField(User, null=True)


class Card(Table):
    """`printed_at` is when somebody said that it came out well; handed over and void likewise have their time."""

    serial = CharField(max_length=20, unique=True)
    worker = ForeignKeyField(Worker, backref="cards", on_delete="CASCADE")
    token = CharField(max_length=43, unique=True)
    pickup_post = ForeignKeyField(Post, null=True)
    created_at = DateTimeField(default=utc_now)
    created_by = ForeignKeyField(User)
    printed_at = DateTimeField(null=True)
    handed_to = CharField(max_length=120, default="")
    handed_relation = CharField(max_length=40, default="")
    handed_how = CharField(max_length=20, default="")  # signature | thumb | list
    handed_note = CharField(max_length=200, default="")
    handed_post = ForeignKeyField(Post, null=True)
    handed_at = DateTimeField(null=True)
    handed_by = ForeignKeyField(User, null=True)
    void_at = DateTimeField(null=True)
    void_reason = CharField(max_length=120, default="")
    void_note = CharField(max_length=200, default="")
    voided_by = ForeignKeyField(User, null=True)


# Two living cards for one person would tell two truths.
Card.add_index(Card.index(Card.worker, unique=True, where=(Card.void_at.is_null()), name="card_one_live"))
# What waits at a post, among all the cards that were ever made.
Card.add_index(
    Card.index(
        Card.pickup_post,
        Card.printed_at,
        where=(Card.void_at.is_null() & Card.handed_at.is_null() & Card.printed_at.is_null(False)),
        name="card_waits",
    )
)
# A day's work at the desk.
Card.add_index(Card.index(Card.handed_at, where=(Card.handed_at.is_null(False)), name="card_handed_at"))


class PrintedCard(Table):
    """A card's place in a print run. A card stands in one run at a time whose outcome is not known yet."""

    run = ForeignKeyField(PrintRun, index=False, backref="places")
    card = ForeignKeyField(Card, index=False, backref="printings")
    place = IntegerField()
    outcome = CharField(max_length=10, null=True)  # good | spoiled | unprinted; null until somebody has said

    class Meta:
        indexes = ((("run", "place"), True), (("run", "card"), True), (("card",), False))


PrintedCard.add_index(
    PrintedCard.index(
        PrintedCard.card, unique=True, where=PrintedCard.outcome.is_null(), name="printedcard_one_open"
    )
)


class PrintPart(Table):
    """A finished file of a run, `cards` of them, sealed; numbers start at 1. path is empty once it was thrown away."""

    run = ForeignKeyField(PrintRun, index=False, backref="parts")
    number = IntegerField()
    cards = IntegerField()
    path = CharField(max_length=200)
    made_at = DateTimeField(default=utc_now)

    class Meta:
        indexes = ((("run", "number"), True),)


class PrinterSetting(Table):
    """How a printer of a place pulls its paper, one row for each layout: `place` is a post's code, a company's
    (perusahaan:code) or the programme owner's (dinas). Offsets in hundredths of a millimetre, to the right and down.
    `usual`: what is mostly printed there."""

    place = CharField(max_length=60)
    layout = CharField(max_length=8, default="cr80")
    usual = BooleanField(default=True)
    flip = CharField(max_length=8, default="long")
    front_x = IntegerField(default=0)
    front_y = IntegerField(default=0)
    back_x = IntegerField(default=0)
    back_y = IntegerField(default=0)
    changed_by = ForeignKeyField(User, null=True)
    changed_at = DateTimeField(default=utc_now)

    class Meta:
        indexes = ((("place", "layout"), True),)


class DeliveryTry(Table):
    """A card that could not be handed over: when, by whom, and why."""

    card = ForeignKeyField(Card, backref="tries", on_delete="CASCADE")
    reason = CharField(max_length=20)
    note = CharField(max_length=200, default="")
    post = ForeignKeyField(Post, null=True, index=False)
    by = ForeignKeyField(User)
    at = DateTimeField(default=utc_now, index=True)


class CardStock(Table):
    """Blank cards (cr80) and sheets (a4) per post: in, out and spoiled; `count` is signed. A counted row is the
    difference that a count of the shelf has shown."""

    post = ForeignKeyField(Post, backref="stock", index=False)
    day = DateField()
    item = CharField(max_length=8, default="cr80")  # cr80 | a4
    kind = CharField(max_length=10)  # in | out | spoiled | counted
    count = IntegerField()
    print_run = ForeignKeyField(PrintRun, null=True)
    by = ForeignKeyField(User)
    note = CharField(max_length=160, default="")
    created_at = DateTimeField(default=utc_now)

    class Meta:
        indexes = ((("post", "item", "day"), False),)


class CardText(Table):
    """A text of the card as this city words it, from a day on; without a row the template's own stands."""

    key = CharField(max_length=30)
    text = CharField(max_length=400)
    changed_by = ForeignKeyField(User)
    changed_at = DateTimeField(default=utc_now)

    class Meta:
        indexes = ((("key", "changed_at"), False),)
