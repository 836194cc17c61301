"""An index of the months that BPJS is still to be asked for."""

from peewee import DateField, DateTimeField, IntegerField, Model


def up(migrator, db):
    class CoverageMonth(Model):
        funder_id = IntegerField()
        worker_id = IntegerField()
        month = DateField()
        bill_id = IntegerField(null=True)
        submitted_on = DateField(null=True)
        effective_on = DateField(null=True)
        released_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "coverage_month"

    index = CoverageMonth.index(
        CoverageMonth.funder_id,
        CoverageMonth.worker_id,
        CoverageMonth.month,
        where=(
            CoverageMonth.released_at.is_null()
            & CoverageMonth.bill_id.is_null(False)
            & CoverageMonth.submitted_on.is_null()
            & CoverageMonth.effective_on.is_null()
        ),
        name="coveragemonth_unasked",
    )
    db.execute(index)


def down(migrator, db):
    db.execute_sql("DROP INDEX coveragemonth_unasked")
