"""Running: jobs, the worker's sign of life, dated settings."""

from peewee import (
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    Model,
    TextField,
)


def up(migrator, db):
    class User(Model):
        class Meta:
            database = db
            table_name = "user"

    class Job(Model):
        kind = CharField(max_length=40)
        state = CharField(index=True, max_length=10, default="waiting")
        arguments = JSONField(default=dict)
        cursor = IntegerField(default=0)
        done = IntegerField(default=0)
        total = IntegerField(default=0)
        tries = IntegerField(default=0)
        file = CharField(max_length=200, default="")
        error = TextField(default="")
        asked_by = ForeignKeyField(User, null=True)
        asked_at = DateTimeField()
        heartbeat_at = DateTimeField()
        finished_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "job"
            legacy_table_names = False

    db.create_tables([Job])

    class Setting(Model):
        key = CharField(max_length=60)
        value = CharField(max_length=200)
        valid_from = DateField()
        basis = TextField()
        source = TextField(default="")
        as_of = DateField(null=True)

        class Meta:
            database = db
            table_name = "setting"
            legacy_table_names = False
            indexes = ((("key", "valid_from"), True),)

    db.create_tables([Setting])

    class WorkerBeat(Model):
        name = CharField(primary_key=True, max_length=60)
        beat_at = DateTimeField()

        class Meta:
            database = db
            table_name = "worker_beat"
            legacy_table_names = False

    db.create_tables([WorkerBeat])


def down(migrator, db):
    migrator.migrate(migrator.drop_table("worker_beat"))
    migrator.migrate(migrator.drop_table("setting"))
    migrator.migrate(migrator.drop_table("job"))
