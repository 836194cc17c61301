"""Places and work: areas, posts, departments, occupations, schemes."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField, Model, TextField


def up(migrator, db):
    class Facility(Model):
        code = CharField(unique=True, max_length=60)
        name = CharField(max_length=160)
        kind = CharField(max_length=20)
        address = CharField(max_length=200, default="")
        city = CharField(max_length=80, default="")
        phone = CharField(max_length=40, default="")
        note = TextField(default="")
        source = TextField()
        as_of = DateField()

        class Meta:
            database = db
            table_name = "facility"
            legacy_table_names = False

    db.create_tables([Facility])

    class Holiday(Model):
        day = DateField(primary_key=True)
        name = CharField(max_length=120)

        class Meta:
            database = db
            table_name = "holiday"
            legacy_table_names = False

    db.create_tables([Holiday])

    class Kecamatan(Model):
        code = CharField(primary_key=True, max_length=8)
        name = CharField(max_length=80)

        class Meta:
            database = db
            table_name = "kecamatan"
            legacy_table_names = False

    db.create_tables([Kecamatan])

    class Kelurahan(Model):
        code = CharField(primary_key=True, max_length=13)
        kecamatan = ForeignKeyField(Kecamatan)
        name = CharField(max_length=80)

        class Meta:
            database = db
            table_name = "kelurahan"
            legacy_table_names = False

    db.create_tables([Kelurahan])

    class KelurahanAlias(Model):
        key = CharField(unique=True, max_length=80)
        name = CharField(max_length=80)
        kelurahan = ForeignKeyField(Kelurahan)

        class Meta:
            database = db
            table_name = "kelurahan_alias"
            legacy_table_names = False

    db.create_tables([KelurahanAlias])

    class Occupation(Model):
        code = CharField(primary_key=True, max_length=60)
        name = CharField(max_length=120)
        name_en = CharField(max_length=120)
        sector = CharField(max_length=20)

        class Meta:
            database = db
            table_name = "occupation"
            legacy_table_names = False

    db.create_tables([Occupation])

    class Opd(Model):
        code = CharField(unique=True, max_length=40)
        name = CharField(max_length=160)
        kind = CharField(max_length=30)
        parent = ForeignKeyField("self", null=True)
        valid_from = DateField(null=True)
        valid_to = DateField(null=True)

        class Meta:
            database = db
            table_name = "opd"
            legacy_table_names = False

    db.create_tables([Opd])

    class Post(Model):
        code = CharField(unique=True, max_length=40)
        name = CharField(max_length=120)
        kind = CharField(max_length=20)
        kelurahan = ForeignKeyField(Kelurahan)
        address = CharField(max_length=200, default="")
        active = BooleanField(default=True)

        class Meta:
            database = db
            table_name = "post"
            legacy_table_names = False

    db.create_tables([Post])

    class Scheme(Model):
        code = CharField(primary_key=True, max_length=20)
        name = CharField(max_length=120)
        name_en = CharField(max_length=120)
        residents_only = BooleanField()

        class Meta:
            database = db
            table_name = "scheme"
            legacy_table_names = False

    db.create_tables([Scheme])

    class SchemeOccupation(Model):
        scheme = ForeignKeyField(Scheme, index=False)
        occupation = ForeignKeyField(Occupation)

        class Meta:
            database = db
            table_name = "scheme_occupation"
            legacy_table_names = False
            indexes = ((("scheme", "occupation"), True),)

    db.create_tables([SchemeOccupation])


def down(migrator, db):
    migrator.migrate(migrator.drop_table("scheme_occupation"))
    migrator.migrate(migrator.drop_table("scheme"))
    migrator.migrate(migrator.drop_table("post"))
    migrator.migrate(migrator.drop_table("opd"))
    migrator.migrate(migrator.drop_table("occupation"))
    migrator.migrate(migrator.drop_table("kelurahan_alias"))
    migrator.migrate(migrator.drop_table("kelurahan"))
    migrator.migrate(migrator.drop_table("kecamatan"))
    migrator.migrate(migrator.drop_table("holiday"))
    migrator.migrate(migrator.drop_table("facility"))
