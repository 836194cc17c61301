"""What became of everybody enrolled, as a nightly job found it: who was never funded, who is funded and never
effective, who was effective and lapsed.

Pages read the newest run that is finished, so that a number and the list behind it are of the same moment."""

from peewee import CharField, CompositeKey, DateField, DateTimeField, ForeignKeyField, IntegerField

from db.models.base import JSONField, Table, utc_now
from db.models.funding import Company
from db.models.people import Worker
from db.models.places import Opd, Post


class EvaluationRun(Table):
    """`up_to` is the last worker's id that has been looked at, for a job that goes on; `totals` how many people of
    those nothing is to be done about (domain/evaluation.AT_EASE) and, once it is finished, of each stage, and of all
    that are enrolled."""

    day = DateField()
    up_to = IntegerField(default=0)
    totals = JSONField(null=True)
    started_at = DateTimeField(default=utc_now)
    finished_at = DateTimeField(null=True)


class EvaluationRow(Table):
    """One person whom something keeps from cover. `stage`, `step` and `bucket` are those of domain/evaluation.py;
    `since` the day from which it is so, `months` how many months were effective before it lapsed. `post` is where they
    were enrolled, `company` and `opd` whose money it was or is to be."""

    run = ForeignKeyField(EvaluationRun, index=False, on_delete="CASCADE")
    worker = ForeignKeyField(Worker, index=True, on_delete="CASCADE")
    stage = CharField(max_length=10)  # unfunded | stuck | lapsed
    step = CharField(max_length=12)
    bucket = CharField(max_length=8)
    held = CharField(max_length=8, default="")  # of lapsed: after how many months
    since = DateField()
    months = IntegerField(default=0)
    post = ForeignKeyField(Post, null=True, index=False)
    company = ForeignKeyField(Company, null=True, index=False)
    opd = ForeignKeyField(Opd, null=True, index=False)

    class Meta:
        primary_key = CompositeKey("run", "worker")
        indexes = (
            (("run", "stage", "since"), False),
            (("run", "stage", "post", "since"), False),
            (("run", "stage", "company", "since"), False),
            (("run", "stage", "opd", "since"), False),
        )


class EvaluationSum(Table):
    """How many people of a run, and how many days they have waited together: of all (`by` all), of a post, a company
    or a department by its id as text, empty for those who have none."""

    run = ForeignKeyField(EvaluationRun, index=False, on_delete="CASCADE")
    by = CharField(max_length=10)  # all | post | company | opd
    code = CharField(max_length=13)
    stage = CharField(max_length=10)
    step = CharField(max_length=12)
    bucket = CharField(max_length=8)
    held = CharField(max_length=8, default="")
    people = IntegerField()
    days = IntegerField()

    class Meta:
        primary_key = CompositeKey("run", "by", "stage", "code", "step", "bucket", "held")
