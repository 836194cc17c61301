"""Cards at the desk: print runs in parts with an outcome, printers, hand-over, stock by item, the texts of the card."""

from peewee import BooleanField, CharField, DateTimeField, ForeignKeyField, IntegerField, Model

CARD_COLUMNS = ("printed_at", "handed_note", "handed_post_id", "void_note", "voided_by_id")
RUN_COLUMNS = (
    "layout", "start", "ordered_by", "flip", "front_x", "front_y", "back_x", "back_y", "confirmed_at",
    "confirmed_by_id",
)  # fmt: skip
OFFSETS = ("front_x", "front_y", "back_x", "back_y")


def up(migrator, db):
    class Post(Model):
        class Meta:
            database = db
            table_name = "post"

    class User(Model):
        class Meta:
            database = db
            table_name = "user"

    class Card(Model):
        class Meta:
            database = db
            table_name = "card"

    class PrintRun(Model):
        class Meta:
            database = db
            table_name = "print_run"

    migrator.migrate(
        migrator.add_column("card", "printed_at", DateTimeField(null=True)),
        migrator.add_column("card", "handed_note", CharField(max_length=200, default="")),
        migrator.add_column("card", "handed_post_id", ForeignKeyField(Post, field=Post.id, null=True)),
        migrator.add_column("card", "void_note", CharField(max_length=200, default="")),
        migrator.add_column("card", "voided_by_id", ForeignKeyField(User, field=User.id, null=True)),
        migrator.add_column("print_run", "layout", CharField(max_length=8, default="cr80")),
        migrator.add_column("print_run", "start", IntegerField(default=1)),
        migrator.add_column("print_run", "ordered_by", CharField(max_length=12, default="kelurahan")),
        migrator.add_column("print_run", "flip", CharField(max_length=8, default="long")),
        *(migrator.add_column("print_run", name, IntegerField(default=0)) for name in OFFSETS),
        migrator.add_column("print_run", "confirmed_at", DateTimeField(null=True)),
        migrator.add_column("print_run", "confirmed_by_id", ForeignKeyField(User, field=User.id, null=True)),
        migrator.add_column("printed_card", "outcome", CharField(max_length=10, null=True)),
        migrator.add_column("card_stock", "item", CharField(max_length=8, default="cr80")),
        migrator.drop_index("card_stock", "card_stock_post_id"),
        migrator.add_index("card_stock", ("post_id", "item", "day")),
    )

    class PrintPart(Model):
        run = ForeignKeyField(PrintRun, index=False)
        number = IntegerField()
        cards = IntegerField()
        path = CharField(max_length=200)
        made_at = DateTimeField()

        class Meta:
            database = db
            table_name = "print_part"
            legacy_table_names = False
            indexes = ((("run", "number"), True),)

    class PrinterSetting(Model):
        place = CharField(max_length=60)
        layout = CharField(max_length=8, default="cr80")
        usual = BooleanField(default=True)
        flip = CharField(max_length=8, default="long")
        front_x = IntegerField(default=0)
        front_y = IntegerField(default=0)
        back_x = IntegerField(default=0)
        back_y = IntegerField(default=0)
        changed_by = ForeignKeyField(User, null=True)
        changed_at = DateTimeField()

        class Meta:
            database = db
            table_name = "printer_setting"
            legacy_table_names = False
            indexes = ((("place", "layout"), True),)

    class DeliveryTry(Model):
        card = ForeignKeyField(Card, on_delete="CASCADE")
        reason = CharField(max_length=20)
        note = CharField(max_length=200, default="")
        post = ForeignKeyField(Post, null=True, index=False)
        by = ForeignKeyField(User)
        at = DateTimeField(index=True)

        class Meta:
            database = db
            table_name = "delivery_try"
            legacy_table_names = False

    class CardText(Model):
        key = CharField(max_length=30)
        text = CharField(max_length=400)
        changed_by = ForeignKeyField(User)
        changed_at = DateTimeField()

        class Meta:
            database = db
            table_name = "card_text"
            legacy_table_names = False
            indexes = ((("key", "changed_at"), False),)

    db.create_tables([PrintPart, PrinterSetting, DeliveryTry, CardText])
    _keep_what_was_printed(db)
    migrator.migrate(migrator.drop_column("print_run", "path"))
    _index(db)


def _keep_what_was_printed(db):
    """Until now a finished file counted as printed."""
    db.execute_sql(
        'INSERT INTO "print_part" ("run_id", "number", "cards", "path", "made_at") '
        'SELECT "id", 1, "cards_total", "path", "asked_at" FROM "print_run" WHERE "path" <> \'\''
    )
    db.execute_sql('UPDATE "printed_card" SET "outcome" = \'good\'')
    db.execute_sql(
        'UPDATE "card" SET "printed_at" = (SELECT MIN("r"."asked_at") FROM "print_run" AS "r" '
        'JOIN "printed_card" AS "p" ON "p"."run_id" = "r"."id" WHERE "p"."card_id" = "card"."id")'
    )
    db.execute_sql('UPDATE "card" SET "printed_at" = "created_at" WHERE "printed_at" IS NULL')
    db.execute_sql(
        'UPDATE "print_run" SET "state" = \'confirmed\', "confirmed_at" = "asked_at", '
        '"confirmed_by_id" = "asked_by_id" WHERE "state" = \'ready\''
    )


def _index(db):
    db.execute_sql(
        'CREATE INDEX "card_waits" ON "card" ("pickup_post_id", "printed_at") WHERE ((("void_at" IS NULL) AND '
        '("handed_at" IS NULL)) AND ("printed_at" IS NOT NULL))'
    )
    db.execute_sql('CREATE INDEX "card_handed_at" ON "card" ("handed_at") WHERE ("handed_at" IS NOT NULL)')
    db.execute_sql(
        'CREATE UNIQUE INDEX "printedcard_one_open" ON "printed_card" ("card_id") WHERE ("outcome" IS NULL)'
    )


def down(migrator, db):
    for table in ("card_text", "delivery_try", "printer_setting"):
        migrator.migrate(migrator.drop_table(table))
    for index in ("printedcard_one_open", "card_handed_at", "card_waits"):
        db.execute_sql(f'DROP INDEX "{index}"')
    migrator.migrate(migrator.add_column("print_run", "path", CharField(max_length=200, default="")))
    db.execute_sql(
        'UPDATE "print_run" SET "path" = COALESCE((SELECT "path" FROM "print_part" WHERE "number" = 1 AND '
        '"run_id" = "print_run"."id"), \'\')'
    )
    db.execute_sql('UPDATE "print_run" SET "state" = \'ready\' WHERE "state" = \'confirmed\'')
    migrator.migrate(
        migrator.drop_table("print_part"),
        migrator.drop_index("card_stock", "card_stock_post_id_item_day"),
        migrator.drop_column("card_stock", "item"),
        migrator.add_index("card_stock", ("post_id",)),
        migrator.drop_column("printed_card", "outcome"),
        migrator.drop_index("print_run", "print_run_confirmed_by_id"),
        migrator.drop_index("card", "card_handed_post_id"),
        migrator.drop_index("card", "card_voided_by_id"),
        *(migrator.drop_column("print_run", name) for name in RUN_COLUMNS),
        *(migrator.drop_column("card", name) for name in CARD_COLUMNS),
    )
