"""Funding: who pays, the companies and their batches, the sheets these arrive in."""

from peewee import BooleanField, CharField, DateField, DateTimeField, ForeignKeyField, IntegerField

from db.models.base import JSONField, SealedField, Table, utc_now
from db.models.places import Post


class Funder(Table):
    name = CharField(max_length=160)
    kind = CharField(max_length=10)  # apbd | dbhcht | csr | asn | mandiri
    wadah_type = CharField(
        max_length=4, default=""
    )  # SC | SB | SG | SD | SA | SL, empty until the branch says


class Company(Table):
    code = CharField(max_length=40, unique=True)
    funder = ForeignKeyField(Funder, unique=True)
    name = CharField(max_length=160)
    npwp = CharField(max_length=16, default="")
    nib = CharField(max_length=13, default="")
    npp = CharField(max_length=20, default="")
    address = CharField(max_length=200, default="")
    active = BooleanField(default=True)
    created_by_id = IntegerField(null=True)
    created_at = DateTimeField(default=utc_now)


# One company under one tax number; an empty one is not known yet.
Company.add_index(
    Company.index(Company.npwp, unique=True, where=(Company.npwp != ""), name="company_one_npwp")
)


class CompanyContact(Table):
    """Somebody of a company whom the city or a post may call; kept when they leave, with the day."""

    company = ForeignKeyField(Company, backref="contacts")
    name = CharField(max_length=120)
    position = CharField(max_length=80, default="")
    phone_sealed = SealedField(null=True)
    email = CharField(max_length=160, default="")
    created_by_id = IntegerField()
    created_at = DateTimeField(default=utc_now)
    removed_at = DateTimeField(null=True)


class ColumnMap(Table):
    """What a heading means in the sheets of one company, as somebody said once. An empty `field` means: a column of
    no use here."""

    company = ForeignKeyField(Company, index=False, backref="column_maps")
    heading_key = CharField(max_length=120)  # files.sheet_headings.heading_key
    heading = CharField(max_length=120)
    field = CharField(max_length=30, default="")
    by_id = IntegerField()
    at = DateTimeField(default=utc_now)

    class Meta:
        indexes = ((("company", "heading_key"), True),)


class Batch(Table):
    no = CharField(max_length=20, unique=True)
    company = ForeignKeyField(Company, backref="batches")
    name = CharField(max_length=120)
    first_month = DateField()
    months = IntegerField()
    state = CharField(max_length=20, default="open")  # open | withdrawn
    single = BooleanField(default=False)  # holds what the company enrols one by one
    consent_at = DateTimeField(null=True)
    created_by_id = IntegerField()
    created_at = DateTimeField(default=utc_now)
    open_at = ForeignKeyField(Post, null=True)
    places = IntegerField(null=True)
    open_until = DateField(null=True)
    withdrawn_at = DateTimeField(null=True)
    withdrawn_by_id = IntegerField(null=True)
    withdrawn_why = CharField(max_length=200, default="")


class Upload(Table):
    """A sheet as it came: its bytes lie sealed on disk, its content's fingerprint tells a repeat. `columns` is how its
    headings were understood, as [heading, field] pairs from left to right; an empty field is a column passed over,
    null that nobody noted it. With state `columns` it waits for somebody to say what its headings mean. `job_id` is
    the latest job that was asked to read it."""

    batch = ForeignKeyField(Batch, index=False, backref="uploads")
    file_name = CharField(max_length=200)
    fingerprint = SealedField()
    path = CharField(max_length=200)
    state = CharField(max_length=20, default="stored")  # stored | columns | read | refused
    findings = JSONField(default=list)
    columns = JSONField(null=True)
    sheet_name = CharField(max_length=80, default="")
    heading_row = IntegerField(default=0)
    rows = IntegerField(default=0)
    job_id = IntegerField(null=True)
    created_by_id = IntegerField()
    created_at = DateTimeField(default=utc_now)

    class Meta:
        indexes = ((("batch", "fingerprint"), True),)
