"""Proof of the keys this database was sealed with; wrong tries at addresses that nobody has."""

from peewee import BlobField, DateTimeField, IntegerField, Model


def up(migrator, db):
    class KeyProof(Model):
        sealed = BlobField()

        class Meta:
            database = db
            table_name = "key_proof"
            legacy_table_names = False

    db.create_tables([KeyProof])

    class UnknownAddress(Model):
        slot = IntegerField(primary_key=True)
        failed_tries = IntegerField(default=0)
        locked_until = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "unknown_address"
            legacy_table_names = False

    db.create_tables([UnknownAddress])


def down(migrator, db):
    migrator.migrate(migrator.drop_table("unknown_address"))
    migrator.migrate(migrator.drop_table("key_proof"))
