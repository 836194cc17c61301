"""The list of PLKK is kept by hand: in which kecamatan one lies, who noted it, and what was taken out stays out."""

from peewee import CharField, DateTimeField, ForeignKeyField, IntegerField, Model

ONE_OF_A_NAME = "facility_one_of_a_name"
COLUMNS = ("kecamatan_id", "noted_by_id", "noted_at", "removed_at", "removed_why")


def up(migrator, db):
    class Kecamatan(Model):
        code = CharField(primary_key=True, max_length=8)

        class Meta:
            database = db
            table_name = "kecamatan"

    migrator.migrate(
        migrator.add_column(
            "facility",
            "kecamatan_id",
            ForeignKeyField(Kecamatan, field=Kecamatan.code, null=True, index=False),
        ),
        migrator.add_column("facility", "noted_by_id", IntegerField(null=True)),
        migrator.add_column("facility", "noted_at", DateTimeField(null=True)),
        migrator.add_column("facility", "removed_at", DateTimeField(null=True)),
        migrator.add_column("facility", "removed_why", CharField(max_length=200, default="")),
    )
    db.execute_sql(
        f'CREATE UNIQUE INDEX "{ONE_OF_A_NAME}" ON "facility" (lower("name"), lower("city")) '
        'WHERE ("removed_at" IS NULL)'
    )


def down(migrator, db):
    db.execute_sql(f"DROP INDEX {ONE_OF_A_NAME}")
    migrator.migrate(*(migrator.drop_column("facility", name) for name in COLUMNS))
