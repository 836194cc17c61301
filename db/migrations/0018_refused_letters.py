"""A letter to BPJS may be refused, for each person in it: on which day, and why."""

from peewee import CharField, DateField

TABLE = "start_letter_line"


def up(migrator, db):
    migrator.migrate(
        migrator.add_column(TABLE, "refused_on", DateField(null=True)),
        migrator.add_column(TABLE, "refused_why", CharField(max_length=200, null=True)),
    )


def down(migrator, db):
    migrator.migrate(migrator.drop_column(TABLE, "refused_why"), migrator.drop_column(TABLE, "refused_on"))
