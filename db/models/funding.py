"""Funding: who pays, the companies and their batches, the sheets and rows these arrive in."""

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
    created_at = DateTimeField(default=utc_now)


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


class Upload(Table):
    """A sheet as it came: its bytes lie sealed on disk, its content's fingerprint tells a repeat."""

    batch = ForeignKeyField(Batch, index=False, backref="uploads")
    file_name = CharField(max_length=200)
    fingerprint = SealedField()
    path = CharField(max_length=200)
    state = CharField(max_length=20, default="stored")  # stored | read | refused
    findings = JSONField(default=list)
    rows = IntegerField(default=0)
    created_by_id = IntegerField()
    created_at = DateTimeField(default=utc_now)

    class Meta:
        indexes = ((("batch", "fingerprint"), True),)
