"""Running: jobs (the queue forgets a task it has taken, this row does not), dated settings, proof of the keys."""

from peewee import CharField, DateField, DateTimeField, ForeignKeyField, IntegerField, TextField

from db.models.accounts import User
from db.models.base import JSONField, SealedField, Table, utc_now


class Job(Table):
    kind = CharField(max_length=40)
    state = CharField(max_length=10, default="waiting", index=True)  # waiting | running | done | failed
    arguments = JSONField(default=dict)
    cursor = IntegerField(default=0)
    done = IntegerField(default=0)
    total = IntegerField(default=0)
    tries = IntegerField(default=0)
    file = CharField(max_length=200, default="")
    error = TextField(default="")
    asked_by = ForeignKeyField(User, null=True)
    asked_at = DateTimeField(default=utc_now)
    heartbeat_at = DateTimeField(default=utc_now)
    finished_at = DateTimeField(null=True)


class WorkerBeat(Table):
    """When a queue worker was last alive; /sehat reads it."""

    name = CharField(primary_key=True, max_length=60)
    beat_at = DateTimeField()


class Setting(Table):
    """A fact that may change, with the day it holds from and why."""

    key = CharField(max_length=60)
    value = CharField(max_length=200)
    valid_from = DateField()
    basis = TextField()
    source = TextField(default="")
    as_of = DateField(null=True)

    class Meta:
        indexes = ((("key", "valid_from"), True),)


class KeyProof(Table):
    """One row, sealed by the keys of this database: with another key file it does not open."""

    sealed = SealedField()
