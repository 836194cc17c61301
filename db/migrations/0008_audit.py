"""The audit trail, which the database itself keeps append-only."""

from peewee import CharField, DateTimeField, IntegerField, JSONField, Model, SqliteDatabase

SQLITE_GUARDS = [
    f"""CREATE TRIGGER audit_event_no_{verb} BEFORE {verb.upper()} ON audit_event
        BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END"""
    for verb in ("update", "delete")
]
POSTGRES_GUARDS = [
    """CREATE FUNCTION audit_event_append_only() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'audit_event is append-only'; END $$""",
    """CREATE TRIGGER audit_event_guard BEFORE UPDATE OR DELETE ON audit_event
       FOR EACH ROW EXECUTE FUNCTION audit_event_append_only()""",
]


def up(migrator, db):
    class AuditEvent(Model):
        at = DateTimeField(index=True)
        user_id = IntegerField(null=True)
        user_name = CharField(max_length=120, default="")
        role = CharField(max_length=10, default="")
        post_id = IntegerField(null=True)
        action = CharField(index=True, max_length=40)
        subject_kind = CharField(max_length=20, default="")
        subject = CharField(max_length=60, default="")
        detail = JSONField(default=dict)
        address = CharField(max_length=45, default="")

        class Meta:
            database = db
            table_name = "audit_event"
            legacy_table_names = False
            indexes = ((("subject_kind", "subject"), False),)

    db.create_tables([AuditEvent])
    for statement in SQLITE_GUARDS if isinstance(db, SqliteDatabase) else POSTGRES_GUARDS:
        db.execute_sql(statement)


def down(migrator, db):
    migrator.migrate(migrator.drop_table("audit_event"))
    if not isinstance(db, SqliteDatabase):
        db.execute_sql("DROP FUNCTION audit_event_append_only()")
