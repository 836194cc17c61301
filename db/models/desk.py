"""What an officer's desk keeps beside the people: half-filled forms, people served away from their post, what is
missing, what was corrected, and the words of consent by version."""

from peewee import CharField, DateField, DateTimeField, ForeignKeyField, TextField

from db.models.accounts import User
from db.models.base import SealedField, Table, utc_now
from db.models.people import Worker
from db.models.places import Post


class ConsentText(Table):
    """The words read to the person; a consent names the version it was given to."""

    version = CharField(primary_key=True, max_length=20)
    valid_from = DateField()
    text = TextField()
    text_en = TextField()


class Correction(Table):
    """What was changed about a person: `changes` is sealed JSON, [[field, before, after], …]."""

    worker = ForeignKeyField(Worker, backref="corrections", on_delete="CASCADE")
    kind = CharField(max_length=12)  # correction | merge
    changes = SealedField()
    reason = CharField(max_length=200)
    by = ForeignKeyField(User)
    at = DateTimeField(default=utc_now)


class Draft(Table):
    """A half-filled enrolment form, sealed; its owner alone gets it back."""

    user = ForeignKeyField(User, index=False, on_delete="CASCADE")
    client_key = CharField(max_length=64, unique=True)
    content = SealedField()
    created_at = DateTimeField(default=utc_now)
    updated_at = DateTimeField(default=utc_now)

    class Meta:
        indexes = ((("user", "updated_at"), False),)


class ServiceOpening(Table):
    """A person who stands at another post than their own is open to it until the day ends."""

    worker = ForeignKeyField(Worker, index=False, on_delete="CASCADE")
    post = ForeignKeyField(Post, index=False)
    day = DateField()
    reason = CharField(max_length=40)
    by = ForeignKeyField(User)
    at = DateTimeField(default=utc_now)

    class Meta:
        indexes = ((("worker", "post", "day"), True), (("post", "day"), False))


class WorkerFlag(Table):
    """Something about a person that somebody has to settle; what is merely empty needs no flag."""

    worker = ForeignKeyField(Worker, index=False, backref="flags", on_delete="CASCADE")
    kind = CharField(max_length=20)  # ktp_differs | twin | dukcapil | …; services/worker_flags.py names them
    note = CharField(max_length=200, default="")
    raised_at = DateTimeField(default=utc_now)
    raised_by = ForeignKeyField(User, null=True)
    settled_at = DateTimeField(null=True)
    settled_by = ForeignKeyField(User, null=True)


WorkerFlag.add_index(
    WorkerFlag.index(
        WorkerFlag.worker,
        WorkerFlag.kind,
        unique=True,
        where=(WorkerFlag.settled_at.is_null()),
        name="workerflag_one_open",
    )
)
