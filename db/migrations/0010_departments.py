"""The departments' rosters of civil servants."""

from peewee import BooleanField, CharField, ForeignKeyField, Model


def up(migrator, db):
    class Opd(Model):
        class Meta:
            database = db
            table_name = "opd"

    class StaffMember(Model):
        opd = ForeignKeyField(Opd)
        nip = CharField(unique=True, max_length=18)
        name = CharField(max_length=120)
        jabatan = CharField(max_length=120, default="")
        status_asn = CharField(max_length=20)
        active = BooleanField(default=True)
        demo = BooleanField(default=False)

        class Meta:
            database = db
            table_name = "staff_member"
            legacy_table_names = False

    db.create_tables([StaffMember])


def down(migrator, db):
    migrator.migrate(migrator.drop_table("staff_member"))
