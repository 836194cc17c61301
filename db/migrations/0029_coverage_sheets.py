"""Long lists of people behind a figure of coverage, which the worker writes and which are kept for a day."""

from peewee import CharField, Check, DateTimeField, ForeignKeyField, IntegerField, JSONField, Model, TextField


def up(migrator, db):
    class User(Model):
        class Meta:
            database = db
            table_name = "user"

    class CoverageSheet(Model):
        no = CharField(max_length=20, unique=True)
        wish = JSONField()
        narrowed = TextField(default="")
        people = IntegerField(default=0)
        paths = JSONField()
        job_id = IntegerField(null=True)
        asked_by = ForeignKeyField(User)
        asked_at = DateTimeField()
        made_at = DateTimeField(null=True, index=True)
        thrown_away_at = DateTimeField(null=True)

        class Meta:
            database = db
            legacy_table_names = False
            constraints = [
                Check("thrown_away_at IS NULL OR made_at IS NOT NULL", name="coveragesheet_made_then_gone")
            ]

    db.create_tables([CoverageSheet])


def down(migrator, db):
    db.execute_sql("DROP TABLE coverage_sheet")
