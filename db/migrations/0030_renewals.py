"""A selection may renew the programme of the year before: whose people end with it come first, and each row says so."""

from peewee import BooleanField, IntegerField


def up(migrator, db):
    migrator.migrate(
        migrator.add_column("selection", "renews_id", IntegerField(null=True)),
        migrator.add_column("selection_row", "ends", BooleanField(null=True)),
    )


def down(migrator, db):
    migrator.migrate(
        migrator.drop_column("selection", "renews_id"),
        migrator.drop_column("selection_row", "ends"),
    )
