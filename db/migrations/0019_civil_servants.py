"""Civil servants as foster parents: sign-ups, donors, mandates, pledges and the rosters of departments."""

from peewee import (
    BigIntegerField,
    BlobField,
    BooleanField,
    CharField,
    Check,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    Model,
)

TABLES = ("staff_import_row", "staff_import", "pledge", "mandate", "mandate_text", "donor", "sign_up")


def up(migrator, db):
    class User(Model):
        class Meta:
            database = db
            table_name = "user"

    class Opd(Model):
        class Meta:
            database = db
            table_name = "opd"

    class StaffMember(Model):
        class Meta:
            database = db
            table_name = "staff_member"

    class Worker(Model):
        class Meta:
            database = db
            table_name = "worker"

    class Commitment(Model):
        class Meta:
            database = db
            table_name = "commitment"

    class SignUp(Model):
        draft_hash = BlobField(null=True, unique=True)
        link_hash = BlobField(null=True, unique=True)
        nip_hash = BlobField(null=True, index=True)
        content = BlobField()
        staff = ForeignKeyField(StaffMember, null=True, index=False, on_delete="CASCADE")
        handed_by = ForeignKeyField(User, null=True, index=False)
        created_at = DateTimeField(index=True)
        updated_at = DateTimeField()
        expires_at = DateTimeField()
        sent_at = DateTimeField(null=True)
        sent_times = IntegerField(default=0)
        used_at = DateTimeField(null=True)
        user = ForeignKeyField(User, null=True, index=False)

        class Meta:
            database = db
            table_name = "sign_up"
            legacy_table_names = False

    class Donor(Model):
        user = ForeignKeyField(User, unique=True)
        nik_hash = BlobField(index=True)
        nik_sealed = BlobField()
        nip = CharField(max_length=18, index=True)
        status_asn = CharField(max_length=20)
        name = CharField(max_length=120)
        jabatan = CharField(max_length=120, default="")
        opd = ForeignKeyField(Opd)
        unit = CharField(max_length=120, default="")
        phone_sealed = BlobField(null=True)
        came_by = CharField(max_length=10, default="")
        created_at = DateTimeField()
        verified_at = DateTimeField(null=True)
        verified_by = ForeignKeyField(User, null=True, index=False)
        demo = BooleanField(default=False)

        class Meta:
            database = db
            table_name = "donor"
            legacy_table_names = False

    Donor.add_index(
        Donor.index(
            Donor.nik_hash, unique=True, where=(Donor.verified_at.is_null(False)), name="donor_one_verified"
        )
    )

    class MandateText(Model):
        version = CharField(primary_key=True, max_length=20)
        valid_from = DateField()
        clauses = JSONField()
        clauses_en = JSONField()

        class Meta:
            database = db
            table_name = "mandate_text"
            legacy_table_names = False

    class Mandate(Model):
        no = CharField(max_length=20, unique=True)
        donor = ForeignKeyField(Donor)
        text_version = CharField(max_length=20)
        plan = CharField(max_length=12, default="jkk_jkm")
        people = IntegerField(default=0)
        limit_amount = BigIntegerField(default=0)
        first_month = DateField()
        bank = CharField(max_length=60, default="")
        account_sealed = BlobField(null=True)
        account_hash = BlobField(null=True, index=True)
        account_name = CharField(max_length=120, default="")
        state = CharField(max_length=10, default="draft")
        signed_how = CharField(max_length=8, default="")
        signed_at = DateTimeField(null=True)
        document_sha256 = CharField(max_length=64, default="")
        held_until = DateTimeField(null=True)
        created_at = DateTimeField()
        settled_at = DateTimeField(null=True)
        settled_by = ForeignKeyField(User, null=True, index=False)
        refused_why = CharField(max_length=200, default="")
        refusal_read_at = DateTimeField(null=True)
        copies_asked_at = DateTimeField(null=True)
        copies_asked_why = CharField(max_length=200, default="")
        revoked_on = DateField(null=True)
        revoked_why = CharField(max_length=20, default="")
        revoked_note = CharField(max_length=200, default="")
        revoked_event_on = DateField(null=True)
        revoked_at = DateTimeField(null=True)
        revoked_by = ForeignKeyField(User, null=True, index=False)
        demo = BooleanField(default=False)

        class Meta:
            database = db
            table_name = "mandate"
            legacy_table_names = False
            indexes = ((("donor", "state"), False),)
            constraints = [
                Check(
                    "state <> 'verified' OR (signed_at IS NOT NULL AND settled_by_id IS NOT NULL)",
                    name="mandate_signed_and_checked",
                ),
                Check("(revoked_on IS NULL) = (revoked_why = '')", name="mandate_revoked_for_a_reason"),
            ]

    Mandate.add_index(
        Mandate.index(Mandate.donor, unique=True, where=(Mandate.state == "draft"), name="mandate_one_draft")
    )

    class Pledge(Model):
        donor = ForeignKeyField(Donor, index=False)
        mandate = ForeignKeyField(Mandate, null=True)
        worker = ForeignKeyField(Worker, index=False, on_delete="CASCADE")
        commitment = ForeignKeyField(Commitment, null=True, index=True, on_delete="SET NULL")
        kind = CharField(max_length=10)
        relation = CharField(max_length=10, default="")
        replaces = ForeignKeyField("self", null=True, index=False)
        held_until = DateTimeField(null=True)
        created_at = DateTimeField()
        ended_at = DateTimeField(null=True)
        ended_why = CharField(max_length=20, default="")

        class Meta:
            database = db
            table_name = "pledge"
            legacy_table_names = False
            indexes = ((("donor", "ended_at"), False),)

    Pledge.add_index(
        Pledge.index(Pledge.worker, unique=True, where=(Pledge.ended_at.is_null()), name="pledge_one_live")
    )

    Pledge.add_index(Pledge.index(Pledge.worker, Pledge.id, name="pledge_worker"))

    class StaffImport(Model):
        no = CharField(max_length=20, unique=True)
        opd = ForeignKeyField(Opd, null=True)
        file_name = CharField(max_length=200)
        fingerprint = BlobField()
        path = CharField(max_length=200)
        state = CharField(max_length=10, default="stored")
        findings = JSONField(null=True)
        columns = JSONField(null=True)
        sheet_name = CharField(max_length=80, default="")
        heading_row = IntegerField(default=0)
        rows = IntegerField(default=0)
        counts = JSONField(null=True)
        job_id = IntegerField(null=True)
        read_at = DateTimeField(null=True)
        created_by = ForeignKeyField(User, index=False)
        created_at = DateTimeField()
        applied_by = ForeignKeyField(User, null=True, index=False)
        applied_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "staff_import"
            legacy_table_names = False

    class StaffImportRow(Model):
        staff_import = ForeignKeyField(StaffImport, index=False, on_delete="CASCADE")
        number = IntegerField()
        opd = ForeignKeyField(Opd, null=True, index=False)
        nip = CharField(max_length=18, default="")
        name = CharField(max_length=120, default="")
        jabatan = CharField(max_length=120, default="")
        status_asn = CharField(max_length=20, default="")
        unit = CharField(max_length=160, default="")
        fate = CharField(max_length=10)
        findings = JSONField(null=True)

        class Meta:
            database = db
            table_name = "staff_import_row"
            legacy_table_names = False
            indexes = (
                (("staff_import", "number"), True),
                (("staff_import", "fate"), False),
                (("staff_import", "nip"), False),
            )

    migrator.migrate(
        migrator.add_column("staff_member", "left_on", DateField(null=True)),
        migrator.add_column(
            "staff_member", "wanted_by_id", ForeignKeyField(Opd, field=Opd.id, null=True, index=False)
        ),
        migrator.add_column("staff_member", "wanted_at", DateTimeField(null=True)),
    )
    db.create_tables([SignUp, Donor, MandateText, Mandate, Pledge, StaffImport, StaffImportRow])


def down(migrator, db):
    for table in TABLES:
        migrator.migrate(migrator.drop_table(table))
    for column in ("wanted_at", "wanted_by_id", "left_on"):
        migrator.migrate(migrator.drop_column("staff_member", column))
