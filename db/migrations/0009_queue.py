"""Huey's tables (huey.contrib.sql_huey 3.5), on the main database so that a task commits with its job."""

from peewee import BlobField, CharField, CompositeKey, FloatField, IntegerField, Model, TimestampField


def up(migrator, db):
    class Kv(Model):
        queue = CharField()
        key = CharField()
        value = BlobField()

        class Meta:
            database = db
            table_name = "kv"
            primary_key = CompositeKey("queue", "key")

    class Schedule(Model):
        queue = CharField()
        data = BlobField()
        timestamp = TimestampField(resolution=1000)

        class Meta:
            database = db
            table_name = "schedule"
            indexes = ((("queue", "timestamp"), False),)

    class Task(Model):
        queue = CharField()
        data = BlobField()
        priority = FloatField(default=0.0)

        class Meta:
            database = db
            table_name = "task"

    Task.add_index(Task.priority.desc(), Task.id)

    class Counter(Model):
        queue = CharField()
        key = CharField()
        value = IntegerField()

        class Meta:
            database = db
            table_name = "counter"
            primary_key = CompositeKey("queue", "key")

    db.create_tables([Kv, Schedule, Task, Counter])


def down(migrator, db):
    for table in ("kv", "schedule", "task", "counter"):
        migrator.migrate(migrator.drop_table(table))
