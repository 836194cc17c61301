"""Lists of the extreme poor as they came, and of their rows what is still needed: of whom is known, the person alone;
of whom is not known yet, name and NIK, sealed, until somebody has enrolled them (DOMAIN 5.3, 7)."""

from peewee import BooleanField, CharField, Check, DateField, DateTimeField, ForeignKeyField, IntegerField
from peewee import SmallIntegerField as Small

from db.models.accounts import User
from db.models.base import JSONField, SealedField, Table, utc_now
from db.models.people import Worker
from db.models.places import Kelurahan


class PovertyList(Table):
    """Its bytes lie sealed on disk under `path`, until `delete_after`. With state `columns` it waits for somebody to
    say what its headings mean. `decile` holds for rows that name none; where it is null each row has to."""

    no = CharField(max_length=20, unique=True)
    source = CharField(max_length=160)
    as_of = DateField()
    decile = Small(null=True)
    file_name = CharField(max_length=200)
    path = CharField(max_length=200)  # "" once the bytes are gone
    fingerprint = SealedField()
    state = CharField(max_length=10, default="stored")  # stored | columns | read | refused | withdrawn
    findings = JSONField(null=True)
    columns = JSONField(null=True)
    sheet_name = CharField(max_length=80, default="")
    heading_row = IntegerField(default=0)
    rows = IntegerField(default=0)
    job_id = IntegerField(null=True)
    read_at = DateTimeField(null=True)
    created_by = ForeignKeyField(User, index=False)
    created_at = DateTimeField(default=utc_now)
    withdrawn_by = ForeignKeyField(User, null=True, index=False)
    withdrawn_at = DateTimeField(null=True)
    withdrawn_why = CharField(max_length=200, default="")
    delete_after = DateField()
    demo = BooleanField(default=False)

    class Meta:
        constraints = [
            Check("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="povertylist_withdrawn_at"),
            Check("decile IS NULL OR decile BETWEEN 1 AND 10", name="povertylist_decile"),
        ]


class PovertyHandover(Table):
    """Rows that named no kelurahan, given to the officers of one in one press."""

    kelurahan = ForeignKeyField(Kelurahan, index=False)
    rows = IntegerField()  # as many as were given
    handed_by = ForeignKeyField(User, index=False)
    handed_at = DateTimeField(default=utc_now)
    returned_by = ForeignKeyField(User, null=True, index=False)
    returned_at = DateTimeField(null=True)


class PovertyRow(Table):
    """A row of a list. Whoever is `matched` or `enrolled` is a worker, and neither name nor NIK is kept;
    `before_decile` had been noted by hand and gave way to this row's. `why` is a code (domain/poverty_rows).

    `likely_kecamatan` is a guess (domain/likely_places), "" where there is none, null where nobody has guessed yet.
    `handover` stays with a row that came back, so that the same officers are not sent it again."""

    poverty_list = ForeignKeyField(PovertyList, index=False, backref="lines", on_delete="CASCADE")
    number = IntegerField()  # the row in the sheet
    nik_hash = SealedField(null=True)
    nik_sealed = SealedField(null=True)
    name_sealed = SealedField(null=True)
    kelurahan = ForeignKeyField(Kelurahan, null=True, index=False)
    area_text = CharField(max_length=120, default="")  # of the place, where it is no kelurahan of the city
    likely_kecamatan = CharField(max_length=8, null=True)
    handover = ForeignKeyField(PovertyHandover, null=True)
    decile = Small(null=True)
    worker = ForeignKeyField(Worker, null=True, on_delete="CASCADE")
    state = CharField(max_length=10)  # matched | differs | unknown | wrong | dropped | enrolled
    why = CharField(max_length=40, default="")
    before_decile = Small(null=True)
    settled_by = ForeignKeyField(User, null=True, index=False)
    settled_at = DateTimeField(null=True)

    class Meta:
        indexes = (
            (("poverty_list", "number"), True),
            (("poverty_list", "state"), False),
        )
        constraints = [
            Check(
                "state NOT IN ('matched', 'enrolled', 'dropped', 'wrong') "
                "OR (nik_hash IS NULL AND nik_sealed IS NULL AND name_sealed IS NULL)",
                name="povertyrow_keeps_what_is_needed",
            ),
            Check(
                "state NOT IN ('unknown', 'differs') OR (nik_hash IS NOT NULL AND nik_sealed IS NOT NULL)",
                name="povertyrow_can_be_found",
            ),
        ]


# What the page of work asks: who stands on a better list, how many in each area, the newest list first.
PovertyRow.add_index(
    PovertyRow.index(
        PovertyRow.nik_hash, PovertyRow.state, PovertyRow.poverty_list, PovertyRow.kelurahan,
        name="poverty_row_said_better",
    )
)  # fmt: skip
PovertyRow.add_index(
    PovertyRow.index(
        PovertyRow.state, PovertyRow.kelurahan, PovertyRow.likely_kecamatan, PovertyRow.poverty_list,
        PovertyRow.nik_hash, name="poverty_row_by_area",
    )
)  # fmt: skip
PovertyRow.add_index(
    PovertyRow.index(
        PovertyRow.state, PovertyRow.poverty_list.desc(), PovertyRow.number, PovertyRow.kelurahan,
        name="poverty_row_newest",
    )
)  # fmt: skip
