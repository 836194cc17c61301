"""Figures about the city with their day and source; what one says is never edited."""

from peewee import (
    BigIntegerField,
    CharField,
    Check,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    SqliteDatabase,
)

SAYS = ("key", "for_year", "value", "as_of", "source", "note")
CHANGED = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in SAYS)
RULES = (
    (
        "says",
        f"UPDATE OF {', '.join(SAYS)}",
        CHANGED,
        "a figure is not edited but withdrawn, and another is added",
    ),
    ("stays", "DELETE", None, "a figure is withdrawn, not deleted"),
)


def up(migrator, db):
    class User(Model):
        class Meta:
            database = db
            table_name = "user"

    class Figure(Model):
        key = CharField(max_length=40)
        for_year = IntegerField()
        value = BigIntegerField()
        as_of = DateField()
        source = CharField(max_length=200)
        note = CharField(max_length=400)
        added_by = ForeignKeyField(User, null=True, index=False)
        added_at = DateTimeField()
        withdrawn_by = ForeignKeyField(User, null=True, index=False)
        withdrawn_at = DateTimeField(null=True)
        withdrawn_why = CharField(max_length=200)

        class Meta:
            database = db
            legacy_table_names = False
            constraints = [Check("value >= 0", name="figure_counts")]

    Figure.add_index(
        Figure.index(
            Figure.key,
            Figure.for_year,
            Figure.as_of,
            Figure.source,
            unique=True,
            where=Figure.withdrawn_at.is_null(),
            name="figure_one_of_a_source",
        )
    )
    db.create_tables([Figure])
    for statement in sqlite_statements() if isinstance(db, SqliteDatabase) else postgres_statements():
        db.execute_sql(statement)


def down(migrator, db):
    for name, *_rest in RULES:
        if isinstance(db, SqliteDatabase):
            db.execute_sql(f"DROP TRIGGER figure_{name}")
        else:
            db.execute_sql(f"DROP TRIGGER figure_{name} ON figure")
            db.execute_sql(f"DROP FUNCTION figure_{name}()")
    db.execute_sql("DROP TABLE figure")


def sqlite_statements() -> list[str]:
    return [
        f"CREATE TRIGGER figure_{name} BEFORE {event} ON figure "
        + (f"WHEN {condition} " if condition else "")
        + f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        for name, event, condition, sentence in RULES
    ]


def postgres_statements() -> list[str]:
    statements = []
    for name, event, condition, sentence in RULES:
        raised = f"RAISE EXCEPTION '{sentence}';"
        kept = "OLD" if event == "DELETE" else "NEW"
        body = f"IF {condition} THEN {raised} END IF; RETURN {kept};" if condition else raised
        statements += [
            f"CREATE FUNCTION figure_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$",
            f"CREATE TRIGGER figure_{name} BEFORE {event} ON figure FOR EACH ROW "
            f"EXECUTE FUNCTION figure_{name}()",
        ]
    return statements
