"""Cover as it is counted and looked after: counts, spans of months, who was called, what was sent."""

from peewee import (
    BooleanField,
    CharField,
    Check,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from db.models.accounts import User
from db.models.base import JSONField, SealedField, Table, utc_now
from db.models.funding import Batch, Funder
from db.models.people import Worker
from db.models.places import Post
from db.models.work import Occupation


class CoverageCount(Table):
    """How many live months of a kind, kept with every change of theirs: planned are all of them, submitted, paid and
    effective those that have come so far (a month may be paid before BPJS was asked). Columns ending in _late hold what
    changed after the month was over, so that the figures of a past month do not move; both together equal a recount."""

    month = DateField()
    area = CharField(max_length=13, default="")  # code of the kelurahan; empty: outside the city
    funder_kind = CharField(max_length=10)
    occupation = ForeignKeyField(Occupation, index=False)
    planned = IntegerField(default=0)
    submitted = IntegerField(default=0)
    paid = IntegerField(default=0)
    effective = IntegerField(default=0)
    planned_late = IntegerField(default=0)
    submitted_late = IntegerField(default=0)
    paid_late = IntegerField(default=0)
    effective_late = IntegerField(default=0)

    class Meta:
        indexes = ((("month", "area", "funder_kind", "occupation"), True),)
        constraints = [
            Check(
                "planned + planned_late >= paid + paid_late AND paid + paid_late >= effective + effective_late "
                "AND effective + effective_late >= 0",
                name="coveragecount_in_order",
            ),
            Check(
                "submitted + submitted_late BETWEEN 0 AND planned + planned_late",
                name="coveragecount_submitted",
            ),
        ]


class CoverageTotal(Table):
    """Sums of CoverageCount, what is in time and what is late together: of a kelurahan (`code` empty outside the city)
    over all occupations, or of an occupation over all places. Kept with every change of the counts, so that a month of
    the whole city, or two years of it, are read by few rows."""

    kind = CharField(max_length=10)  # area | occupation
    month = DateField()
    code = CharField(max_length=60)
    funder_kind = CharField(max_length=10)
    planned = IntegerField(default=0)
    submitted = IntegerField(default=0)
    paid = IntegerField(default=0)
    effective = IntegerField(default=0)

    class Meta:
        indexes = ((("kind", "month", "code", "funder_kind"), True),)


class CoverageSpan(Table):
    """Months of one worker in a row without a gap: `funded` (live), or `paid`. Kept with every change, so that who is
    about to lapse is found by an index. `member` tells of a paid span whether BPJS has confirmed one of its months,
    `gap` how many months after its last the next of its kind begins (0: none does), `funder_kind` who gives the last
    month, `stopped` that the one after it was let go since the worker stopped. `goes_on`: an open-ended commitment
    adds month by month; kept by triggers (people_counters)."""

    worker = ForeignKeyField(Worker, index=False, on_delete="CASCADE")
    kind = CharField(max_length=6)  # funded | paid
    first = DateField()
    last = DateField()
    member = BooleanField(default=False)
    months = IntegerField(default=1)
    gap = IntegerField(default=0)
    funder_kind = CharField(max_length=10, default="")
    stopped = BooleanField(default=False)
    goes_on = BooleanField(default=False)

    class Meta:
        indexes = ((("worker", "kind", "first"), True), (("kind", "last", "worker"), False))


class LapseContact(Table):
    """Somebody told a worker that cover ends: what the list calls sudah dihubungi. `first_empty` is the month it was
    about, so that next year's lapse begins anew."""

    worker = ForeignKeyField(Worker, index=False, on_delete="CASCADE")
    first_empty = DateField()
    outcome = CharField(max_length=12)  # reached | no_answer | wrong_number | visited
    note = CharField(max_length=200, default="")
    post = ForeignKeyField(Post, null=True, index=False)
    by = ForeignKeyField(User, index=False)
    at = DateTimeField(default=utc_now)

    class Meta:
        indexes = ((("worker", "first_empty"), False),)


class Message(Table):
    """What somebody is told. `key` makes it once only. By e-mail it is sent by a job; to a worker, who has a phone at
    most, somebody at the post says it by hand. No NIK, phone or birth date stands in subject or text."""

    key = CharField(max_length=120, unique=True)
    # started | ending | lapsed | ended | revoked, told to workers; released | payment | digest | pledge | mandate |
    # sign_up | debit, by letter
    kind = CharField(max_length=20)
    to_kind = CharField(max_length=8)  # worker | funder | post | donor
    channel = CharField(max_length=6)  # email | hand
    address = SealedField(null=True)
    worker = ForeignKeyField(Worker, null=True, on_delete="CASCADE")
    funder = ForeignKeyField(Funder, null=True, index=False)
    batch = ForeignKeyField(Batch, null=True, index=False)
    post = ForeignKeyField(Post, null=True)
    subject = CharField(max_length=160)
    text = TextField()
    state = CharField(max_length=8)  # queued | sending | sent | failed | by_hand | done | stale
    tries = IntegerField(default=0)
    next_try_at = DateTimeField(null=True)
    error = CharField(max_length=200, default="")
    created_at = DateTimeField(default=utc_now)
    sent_at = DateTimeField(null=True)
    handled_by = ForeignKeyField(User, null=True, index=False)

    class Meta:
        indexes = ((("state", "next_try_at"), False),)


class CoverageSheet(Table):
    """A long list of people behind a figure as a spreadsheet that the worker writes: `wish` is which list, in codes and
    months, `narrowed` its filters in words, `people` how many it names. `paths` lead to its sealed pieces, in order,
    until it is thrown away."""

    no = CharField(max_length=20, unique=True)
    wish = JSONField()
    narrowed = TextField(default="")
    people = IntegerField(default=0)
    paths = JSONField(default=list)
    job_id = IntegerField(null=True)
    asked_by = ForeignKeyField(User)
    asked_at = DateTimeField(default=utc_now)
    made_at = DateTimeField(null=True, index=True)
    thrown_away_at = DateTimeField(null=True)

    class Meta:
        constraints = [
            Check("thrown_away_at IS NULL OR made_at IS NOT NULL", name="coveragesheet_made_then_gone")
        ]
