"""Cards, print runs and blank stock."""

from peewee import CharField, DateField, DateTimeField, ForeignKeyField, IntegerField, Model


def up(migrator, db):
    class Batch(Model):
        class Meta:
            database = db
            table_name = "batch"

    class Job(Model):
        class Meta:
            database = db
            table_name = "job"

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

    class Card(Model):
        serial = CharField(unique=True, max_length=20)
        worker = ForeignKeyField(Worker, on_delete="CASCADE")
        token = CharField(unique=True, max_length=43)
        pickup_post = ForeignKeyField(Post, null=True)
        created_at = DateTimeField()
        created_by = ForeignKeyField(User)
        handed_to = CharField(max_length=120, default="")
        handed_relation = CharField(max_length=40, default="")
        handed_how = CharField(max_length=20, default="")
        handed_at = DateTimeField(null=True)
        handed_by = ForeignKeyField(User, null=True)
        void_at = DateTimeField(null=True)
        void_reason = CharField(max_length=120, default="")

        class Meta:
            database = db
            table_name = "card"
            legacy_table_names = False

    Card.add_index(Card.index(Card.worker, unique=True, where=Card.void_at.is_null(), name="card_one_live"))
    db.create_tables([Card])

    class PrintRun(Model):
        no = CharField(unique=True, max_length=20)
        batch = ForeignKeyField(Batch, null=True)
        post = ForeignKeyField(Post, null=True)
        cards_total = IntegerField(default=0)
        state = CharField(max_length=12, default="asked")
        path = CharField(max_length=200, default="")
        job = ForeignKeyField(Job, null=True)
        asked_by = ForeignKeyField(User)
        asked_at = DateTimeField()

        class Meta:
            database = db
            table_name = "print_run"
            legacy_table_names = False

    db.create_tables([PrintRun])

    class CardStock(Model):
        post = ForeignKeyField(Post)
        day = DateField()
        kind = CharField(max_length=10)
        count = IntegerField()
        print_run = ForeignKeyField(PrintRun, null=True)
        by = ForeignKeyField(User)
        note = CharField(max_length=160, default="")
        created_at = DateTimeField()

        class Meta:
            database = db
            table_name = "card_stock"
            legacy_table_names = False

    db.create_tables([CardStock])

    class PrintedCard(Model):
        run = ForeignKeyField(PrintRun, index=False)
        card = ForeignKeyField(Card)
        place = IntegerField()

        class Meta:
            database = db
            table_name = "printed_card"
            legacy_table_names = False
            indexes = ((("run", "place"), True), (("run", "card"), True))

    db.create_tables([PrintedCard])


def down(migrator, db):
    migrator.migrate(migrator.drop_table("printed_card"))
    migrator.migrate(migrator.drop_table("card_stock"))
    migrator.migrate(migrator.drop_table("print_run"))
    migrator.migrate(migrator.drop_table("card"))
