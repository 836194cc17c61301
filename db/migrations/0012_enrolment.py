"""Enrolment: drafts, service at another post, what is missing, corrections, the words of consent; and what a
worker's row says of approval, freezing and a second registration of the same person."""

from peewee import (
    BlobField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

WORKER_COLUMNS = (
    "name_sounds", "ktp_reason", "approval", "frozen_reason", "frozen_by_id", "merged_into_id", "enrol_seconds",
)  # fmt: skip
WORKER_INDEXES = ("kelurahan_id_birth_on", "kelurahan_id_name_sounds", "merged", "approval")
CONSENT_COLUMNS = ("note", "revoked_by_id", "revoke_reason")


def up(migrator, db):
    class Post(Model):
        class Meta:
            database = db
            table_name = "post"

    class User(Model):
        class Meta:
            database = db
            table_name = "user"

    class Worker(Model):
        class Meta:
            database = db
            table_name = "worker"

    migrator.migrate(
        migrator.add_column("worker", "name_sounds", CharField(max_length=160, null=True)),
        migrator.add_column("worker", "ktp_reason", CharField(max_length=20, null=True)),
        migrator.add_column("worker", "approval", CharField(max_length=10, null=True)),
        migrator.add_column("worker", "frozen_reason", CharField(max_length=200, null=True)),
        migrator.add_column(
            "worker", "frozen_by_id", ForeignKeyField(User, field=User.id, null=True, index=False)
        ),
        migrator.add_column(
            "worker", "merged_into_id", ForeignKeyField(Worker, field=Worker.id, null=True, index=False)
        ),
        migrator.add_column("worker", "enrol_seconds", IntegerField(null=True)),
        migrator.add_index("worker", ("kelurahan_id", "birth_on")),
        migrator.add_index("worker", ("kelurahan_id", "name_sounds")),
        migrator.add_column("consent", "note", CharField(max_length=200, null=True)),
        migrator.add_column("consent", "revoked_by_id", ForeignKeyField(User, field=User.id, null=True)),
        migrator.add_column("consent", "revoke_reason", CharField(max_length=200, null=True)),
    )

    # Over all rows it would be the wrong way in to everything that leaves merged people out.
    db.execute_sql(
        'CREATE INDEX "worker_merged" ON "worker" ("merged_into_id") WHERE ("merged_into_id" IS NOT NULL)'
    )

    db.execute_sql('CREATE INDEX "worker_approval" ON "worker" ("approval") WHERE ("approval" IS NOT NULL)')

    class ConsentText(Model):
        version = CharField(max_length=20, primary_key=True)
        valid_from = DateField()
        text = TextField()
        text_en = TextField()

        class Meta:
            database = db
            table_name = "consent_text"
            legacy_table_names = False

    class Correction(Model):
        worker = ForeignKeyField(Worker, on_delete="CASCADE")
        kind = CharField(max_length=12)
        changes = BlobField()
        reason = CharField(max_length=200)
        by = ForeignKeyField(User)
        at = DateTimeField()

        class Meta:
            database = db
            table_name = "correction"
            legacy_table_names = False

    class Draft(Model):
        user = ForeignKeyField(User, index=False, on_delete="CASCADE")
        client_key = CharField(max_length=64, unique=True)
        content = BlobField()
        created_at = DateTimeField()
        updated_at = DateTimeField()

        class Meta:
            database = db
            table_name = "draft"
            legacy_table_names = False
            indexes = ((("user", "updated_at"), False),)

    class ServiceOpening(Model):
        worker = ForeignKeyField(Worker, index=False, on_delete="CASCADE")
        post = ForeignKeyField(Post, index=False)
        day = DateField()
        reason = CharField(max_length=40)
        by = ForeignKeyField(User)
        at = DateTimeField()

        class Meta:
            database = db
            table_name = "service_opening"
            legacy_table_names = False
            indexes = ((("worker", "post", "day"), True), (("post", "day"), False))

    class WorkerFlag(Model):
        worker = ForeignKeyField(Worker, index=False, on_delete="CASCADE")
        kind = CharField(max_length=20)
        note = CharField(max_length=200, default="")
        raised_at = DateTimeField()
        raised_by = ForeignKeyField(User, null=True)
        settled_at = DateTimeField(null=True)
        settled_by = ForeignKeyField(User, null=True)

        class Meta:
            database = db
            table_name = "worker_flag"
            legacy_table_names = False

    WorkerFlag.add_index(
        WorkerFlag.index(
            WorkerFlag.worker,
            WorkerFlag.kind,
            unique=True,
            where=WorkerFlag.settled_at.is_null(),
            name="workerflag_one_open",
        )
    )
    db.create_tables([ConsentText, Correction, Draft, ServiceOpening, WorkerFlag])


def down(migrator, db):
    for table in ("worker_flag", "service_opening", "draft", "correction", "consent_text"):
        migrator.migrate(migrator.drop_table(table))
    migrator.migrate(
        *(migrator.drop_index("worker", f"worker_{columns}") for columns in WORKER_INDEXES),
        migrator.drop_index("consent", "consent_revoked_by_id"),
        *(migrator.drop_column("consent", name) for name in CONSENT_COLUMNS),
        *(migrator.drop_column("worker", name) for name in WORKER_COLUMNS),
    )
