"""Audit: what happened, append-only; the database itself refuses to change or delete a line."""

from peewee import CharField, DateTimeField, IntegerField

from db.connection import on_sqlite
from db.models.base import JSONField, Table, database, utc_now


class AuditEvent(Table):
    """Plain numbers instead of foreign keys, so that a line outlives what it speaks of."""

    at = DateTimeField(default=utc_now, index=True)
    user_id = IntegerField(null=True)
    user_name = CharField(max_length=120, default="")
    role = CharField(max_length=10, default="")
    post_id = IntegerField(null=True)
    action = CharField(max_length=40, index=True)
    subject_kind = CharField(max_length=20, default="")
    subject = CharField(max_length=60, default="")  # a registration or batch number, never a NIK
    detail = JSONField(default=dict)
    address = CharField(max_length=45, default="")

    class Meta:
        indexes = ((("subject_kind", "subject"), False),)


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


def guard_audit_trail() -> None:
    for statement in SQLITE_GUARDS if on_sqlite() else POSTGRES_GUARDS:
        database.execute_sql(statement)
