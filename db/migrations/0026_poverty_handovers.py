"""Rows of a list of the extreme poor that name no kelurahan: in which kecamatan their people may live, and to whose
officers they were handed over. Rows that are there already are guessed by the worker, which alone can open a NIK.

What the page of work asks has indexes of its own: who stands on a better list, how many in each area, and the newest
list first."""

from peewee import CharField, DateTimeField, ForeignKeyField, IntegerField, Model

ROWS = "poverty_row"
REPLACED = {
    "poverty_row_nik_hash": ("nik_hash",),
    "poverty_row_kelurahan_id_state": ("kelurahan_id", "state"),
}
INDEXES = {
    "poverty_row_said_better": '"nik_hash", "state", "poverty_list_id", "kelurahan_id"',
    "poverty_row_by_area": '"state", "kelurahan_id", "likely_kecamatan", "poverty_list_id", "nik_hash"',
    "poverty_row_newest": '"state", "poverty_list_id" DESC, "number", "kelurahan_id"',
}


def up(migrator, db):
    class User(Model):
        class Meta:
            database = db
            table_name = "user"

    class Kelurahan(Model):
        code = CharField(max_length=13, primary_key=True)

        class Meta:
            database = db
            table_name = "kelurahan"

    class PovertyHandover(Model):
        kelurahan = ForeignKeyField(Kelurahan, index=False)
        rows = IntegerField()
        handed_by = ForeignKeyField(User, index=False)
        handed_at = DateTimeField()
        returned_by = ForeignKeyField(User, null=True, index=False)
        returned_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "poverty_handover"
            legacy_table_names = False

    db.create_tables([PovertyHandover])
    handover = ForeignKeyField(PovertyHandover, field=PovertyHandover.id, null=True, index=True)
    migrator.migrate(
        migrator.add_column(ROWS, "likely_kecamatan", CharField(max_length=8, null=True)),
        migrator.add_column(ROWS, "handover_id", handover),
        *(migrator.drop_index(ROWS, name) for name in REPLACED),
    )
    for name, columns in INDEXES.items():
        db.execute_sql(f'CREATE INDEX "{name}" ON "{ROWS}" ({columns})')


def down(migrator, db):
    for index in (*INDEXES, "poverty_row_handover_id"):
        db.execute_sql(f"DROP INDEX {index}")
    migrator.migrate(
        migrator.drop_column(ROWS, "handover_id"),
        migrator.drop_column(ROWS, "likely_kecamatan"),
        *(migrator.add_index(ROWS, columns) for columns in REPLACED.values()),
    )
    db.execute_sql("DROP TABLE poverty_handover")
