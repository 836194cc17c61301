"""Accidents and deaths: claims, their steps, which are never edited, and the papers that each kind asks for."""

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
    Model,
    SqliteDatabase,
    TextField,
)

SAYS = (
    "no",
    "happened_on",
    "cover_code",
    "cover_since",
    "cover_until",
    "cover_months",
    "created_at",
    "created_by_id",
)
CHANGED = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in SAYS)
# What nobody knew when it was reported is filled in once: the hour, the place, what the person was doing.
HOUR = ("happened_at", "hour_known")
HOUR_CHANGED = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in HOUR)
HOUR_FILLED = "NOT OLD.hour_known AND NEW.hour_known AND NEW.happened_at >= OLD.happened_at"
HOUR_STAYS = f"({HOUR_CHANGED}) AND NOT ({HOUR_FILLED})"
ONCE = ("place", "on_the_way")
FILLED_STAYS = " OR ".join(f"(OLD.{name} <> '' AND NEW.{name} IS DISTINCT FROM OLD.{name})" for name in ONCE)
# What happened is written once, and wiped once the claim is over.
TOLD_CHANGED = "NEW.told_sealed IS DISTINCT FROM OLD.told_sealed"
TOLD_FILLED = "OLD.told_sealed IS NULL AND OLD.told_deleted_on IS NULL"
TOLD_WIPED = "NEW.told_sealed IS NULL AND OLD.state IN ('paid', 'settled', 'refused', 'closed_wrong')"
TOLD_STAYS = f"{TOLD_CHANGED} AND NOT ({TOLD_FILLED}) AND NOT ({TOLD_WIPED})"
KEPT = "a claim keeps what was reported; a wrong one is closed, and another is reported"
STAYS = "a claim is closed, not deleted"
RULES = (
    ("claim", "says", f"UPDATE OF {', '.join(SAYS)}", CHANGED, KEPT),
    ("claim", "hour", f"UPDATE OF {', '.join(HOUR)}", HOUR_STAYS, KEPT),
    ("claim", "filled", f"UPDATE OF {', '.join(ONCE)}", FILLED_STAYS, KEPT),
    ("claim", "told", "UPDATE OF told_sealed", TOLD_STAYS, KEPT),
    ("claim", "stays", "DELETE", None, STAYS),
    ("claim_step", "no_update", "UPDATE", None, "claim_step is append-only"),
    ("claim_step", "no_delete", "DELETE", None, "claim_step is append-only"),
)


def up(migrator, db):
    class User(Model):
        class Meta:
            database = db
            table_name = "user"

    class Worker(Model):
        class Meta:
            database = db
            table_name = "worker"

    class Facility(Model):
        class Meta:
            database = db
            table_name = "facility"

    class Post(Model):
        class Meta:
            database = db
            table_name = "post"

    class Claim(Model):
        no = CharField(max_length=20, unique=True)
        worker = ForeignKeyField(Worker)
        kind = CharField(max_length=16)
        happened_at = DateTimeField()
        happened_on = DateField()
        hour_known = BooleanField()
        died_on = DateField(null=True)
        place = CharField(max_length=160)
        on_the_way = CharField(max_length=12)
        facility = ForeignKeyField(Facility, null=True, index=False)
        facility_other = CharField(max_length=160)
        told_sealed = BlobField(null=True)
        told_deleted_on = DateField(null=True)
        post = ForeignKeyField(Post, null=True)
        cover_code = CharField(max_length=12)
        cover_since = DateField(null=True)
        cover_until = DateField(null=True)
        cover_months = IntegerField()
        bpjs_told_at = DateTimeField(null=True)
        bpjs_how = CharField(max_length=12)
        bpjs_ref = CharField(max_length=60)
        heir_name_sealed = BlobField(null=True)
        heir_relation = CharField(max_length=20)
        heir_phone_sealed = BlobField(null=True)
        state = CharField(max_length=12)
        paid_amount = BigIntegerField(null=True)
        paid_on = DateField(null=True)
        created_at = DateTimeField()
        created_by = ForeignKeyField(User, index=False)

        class Meta:
            database = db
            legacy_table_names = False
            constraints = [Check("paid_amount IS NULL OR paid_amount > 0", name="claim_paid_is_something")]

    Claim.add_index(
        Claim.index(
            Claim.worker,
            Claim.happened_on,
            unique=True,
            where=(Claim.state != "closed_wrong"),
            name="claim_one_of_a_day",
        )
    )
    Claim.add_index(
        Claim.index(
            Claim.worker,
            unique=True,
            where=((Claim.kind != "accident") & (Claim.state != "closed_wrong")),
            name="claim_one_death",
        )
    )
    Claim.add_index(
        Claim.index(Claim.happened_at, where=Claim.bpjs_told_at.is_null(), name="claim_untold"),
    )

    class ClaimStep(Model):
        claim = ForeignKeyField(Claim, index=False)
        state = CharField(max_length=12)
        on_day = DateField()
        kind = CharField(max_length=16)
        told_at = DateTimeField(null=True)
        how = CharField(max_length=12)
        ref = CharField(max_length=60)
        amount = BigIntegerField(null=True)
        note = CharField(max_length=400)
        corrects = ForeignKeyField("self", null=True, index=False)
        at = DateTimeField()
        by = ForeignKeyField(User, index=False)

        class Meta:
            database = db
            legacy_table_names = False
            indexes = ((("claim", "id"), False),)
            constraints = [Check("amount IS NULL OR amount > 0", name="claimstep_is_something")]

    ClaimStep.add_index(
        ClaimStep.index(
            ClaimStep.corrects,
            unique=True,
            where=ClaimStep.corrects.is_null(False),
            name="claimstep_corrected_once",
        )
    )

    class ClaimPaper(Model):
        code = CharField(primary_key=True, max_length=30)
        place = IntegerField()
        kinds = CharField(max_length=60)
        name = CharField(max_length=120)
        name_en = CharField(max_length=120)
        hint = CharField(max_length=300)
        hint_en = CharField(max_length=300)
        needed = BooleanField()
        source = TextField()
        as_of = DateField()

        class Meta:
            database = db
            legacy_table_names = False

    db.create_tables([Claim, ClaimStep, ClaimPaper])
    for statement in _sqlite_statements() if isinstance(db, SqliteDatabase) else _postgres_statements():
        db.execute_sql(statement)


def down(migrator, db):
    for table, name, *_rest in RULES:
        if isinstance(db, SqliteDatabase):
            db.execute_sql(f"DROP TRIGGER {table}_{name}")
        else:
            db.execute_sql(f"DROP TRIGGER {table}_{name} ON {table}")
            db.execute_sql(f"DROP FUNCTION {table}_{name}()")
    for table in ("claim_paper", "claim_step", "claim"):
        db.execute_sql(f"DROP TABLE {table}")


def _sqlite_statements() -> list[str]:
    return [
        f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} "
        + (f"WHEN {condition} " if condition else "")
        + f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        for table, name, event, condition, sentence in RULES
    ]


def _postgres_statements() -> list[str]:
    statements = []
    for table, name, event, condition, sentence in RULES:
        raised = f"RAISE EXCEPTION '{sentence}';"
        kept = "OLD" if event == "DELETE" else "NEW"
        body = f"IF {condition} THEN {raised} END IF; RETURN {kept};" if condition else raised
        statements += [
            f"CREATE FUNCTION {table}_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$",
            f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} FOR EACH ROW "
            f"EXECUTE FUNCTION {table}_{name}()",
        ]
    return statements
