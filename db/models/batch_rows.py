"""The rows of a company's batch: each knows its place in the sheet it came from."""

from peewee import BooleanField, CharField, DateTimeField, ForeignKeyField, IntegerField

from db.models.base import JSONField, SealedField, Table, utc_now
from db.models.funding import Batch, Upload
from db.models.people import Worker


class BatchRow(Table):
    """One person in a batch. `cells` is the row as it was read or edited, sealed, since it holds NIK and phone.
    `faults` are the codes of what blocks a wrong row, each between bars: `|nik_length|phone_bad|`; it is counted and
    filtered by them. `replaces` is the row whose place in a paid batch this person took."""

    batch = ForeignKeyField(Batch, index=False, backref="rows")
    upload = ForeignKeyField(Upload, null=True, backref="rows_read")
    sheet_name = CharField(max_length=80, default="")
    number = (
        IntegerField()
    )  # as the spreadsheet program shows it; for people enrolled singly, a running number
    worker = ForeignKeyField(Worker, null=True, backref="batch_rows")
    state = CharField(max_length=12)  # ready | wrong | funded | repeated | mended | withdrawn | released
    cells = SealedField(null=True)
    findings = JSONField(default=list)
    picked = BooleanField(
        default=False
    )  # taken on from the list of whose cover ends: not named by the company
    faults = CharField(max_length=300, default="")
    replaces = ForeignKeyField("self", null=True, index=False)
    withdrawn_why = CharField(max_length=200, default="")
    edited_by_id = IntegerField(null=True)
    edited_at = DateTimeField(null=True)
    created_at = DateTimeField(default=utc_now)

    class Meta:
        indexes = (
            (("batch", "upload", "sheet_name", "number"), True),
            (("batch", "state"), False),
        )


# Whose place went to somebody: a row that goes is looked for here, by the foreign key.
BatchRow.add_index(
    BatchRow.index(BatchRow.replaces, where=(BatchRow.replaces.is_null(False)), name="batchrow_replaces")
)
# A worker stands in a batch once, however often the sheet repeats it.
BatchRow.add_index(
    BatchRow.index(
        BatchRow.batch,
        BatchRow.worker,
        unique=True,
        where=(BatchRow.state == "ready"),
        name="batchrow_one_place",
    )
)
