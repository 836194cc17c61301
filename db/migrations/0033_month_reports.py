"""The evaluation of a month that is over, frozen: written once, never edited, never deleted."""

from peewee import CharField, Check, DateField, DateTimeField, IntegerField, Model, SqliteDatabase, TextField

TABLE = "month_report"
RULES = (("no_update", "UPDATE"), ("no_delete", "DELETE"))
SENTENCE = f"{TABLE} is append-only"


def up(migrator, db):
    class MonthReport(Model):
        month = DateField(unique=True)
        figures = TextField()
        sha256 = CharField(max_length=64)
        job_id = IntegerField(null=True)
        made_at = DateTimeField()

        class Meta:
            database = db
            legacy_table_names = False
            constraints = [Check("CAST(month AS TEXT) LIKE '____-__-01'", name="monthreport_first_day")]

    db.create_tables([MonthReport])
    for statement in sqlite_statements() if isinstance(db, SqliteDatabase) else postgres_statements():
        db.execute_sql(statement)


def down(migrator, db):
    for name, _event in RULES:
        if isinstance(db, SqliteDatabase):
            db.execute_sql(f"DROP TRIGGER {TABLE}_{name}")
        else:
            db.execute_sql(f"DROP TRIGGER {TABLE}_{name} ON {TABLE}")
            db.execute_sql(f"DROP FUNCTION {TABLE}_{name}()")
    db.execute_sql(f"DROP TABLE {TABLE}")


def sqlite_statements() -> list[str]:
    return [
        f"CREATE TRIGGER {TABLE}_{name} BEFORE {event} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        for name, event in RULES
    ]


def postgres_statements() -> list[str]:
    statements = []
    for name, event in RULES:
        statements += [
            f"CREATE FUNCTION {TABLE}_{name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{SENTENCE}'; END $$",
            f"CREATE TRIGGER {TABLE}_{name} BEFORE {event} ON {TABLE} FOR EACH ROW "
            f"EXECUTE FUNCTION {TABLE}_{name}()",
        ]
    return statements
