"""Monthly evaluations as they were made: a report of a month that is over is written once and never edited."""

from peewee import CharField, Check, DateField, DateTimeField, IntegerField, TextField

from db.models.base import Table, utc_now

FIRST_OF_MONTH = "CAST(month AS TEXT) LIKE '____-__-01'"


class MonthReport(Table):
    """What one month looked like when it was over. `figures` is the very text of kiosk/domain/month_reports.py,
    `sha256` its fingerprint in hexadecimal; `job_id` is the job that made it. Triggers let nobody edit or delete it."""

    month = DateField(unique=True)
    figures = TextField()
    sha256 = CharField(max_length=64)
    job_id = IntegerField(null=True)
    made_at = DateTimeField(default=utc_now)

    class Meta:
        constraints = [Check(FIRST_OF_MONTH, name="monthreport_first_day")]
