"""People: the workers themselves, their consent, and papers kept sealed on disk."""

from peewee import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    SmallIntegerField,
    TextField,
)

from db.models.accounts import User
from db.models.base import RupiahField, SealedField, Table, utc_now
from db.models.places import Kelurahan, Post
from db.models.work import Occupation


class Worker(Table):
    reg_no = CharField(max_length=20, unique=True)
    nik_hash = SealedField(unique=True)
    nik_sealed = SealedField()
    name = CharField(max_length=120)
    birth_on = DateField()
    sex = CharField(max_length=1)  # L | P
    phone_sealed = SealedField(null=True)
    phone_hash = SealedField(null=True, index=True)  # families share a phone: never unique
    kelurahan = ForeignKeyField(Kelurahan, null=True, index=False, backref="workers")  # null: luar kota
    home_regency = CharField(max_length=80, default="")
    rt = CharField(max_length=3, default="")
    rw = CharField(max_length=3, default="")
    address = CharField(max_length=200, default="")
    occupation = ForeignKeyField(Occupation, backref="workers")
    workplace = CharField(max_length=120, default="")
    still_working = BooleanField(default=False)
    birth_place = CharField(max_length=80, default="")
    mother_name_sealed = SealedField(null=True)
    income = RupiahField(null=True)
    kpj_sealed = SealedField(null=True)
    kpj_hash = SealedField(null=True, index=True)
    dtsen_decile = SmallIntegerField(null=True)
    dtsen_as_of = DateField(null=True)
    dtsen_source = CharField(max_length=160, default="")
    enrolled_on = DateField()
    enrolled_at = DateTimeField(default=utc_now)
    enrolled_by = ForeignKeyField(User, backref="enrolments")
    enrolled_post = ForeignKeyField(Post, null=True, index=False, backref="enrolments")
    frozen_at = DateTimeField(null=True)
    demo = BooleanField(default=False)
    name_sounds = CharField(
        max_length=160, null=True
    )  # " siti aminah ": how the name sounds, to be found by it
    ktp_reason = CharField(max_length=20, null=True)  # why birth date or sex differ from the NIK
    approval = CharField(max_length=10, null=True)  # under the minimum age: asked | approved | refused
    frozen_reason = CharField(max_length=200, null=True)
    frozen_by = ForeignKeyField(User, null=True, index=False, backref="frozen")
    # The same person under the right NIK.
    merged_into = ForeignKeyField("self", null=True, index=False, backref="merged")
    enrol_seconds = IntegerField(null=True)  # from the first answer to the saved form
    died_on = DateField(null=True)  # frozen then too; as the audit trail has it (services/deaths.py)

    class Meta:
        indexes = (
            (("kelurahan", "enrolled_at"), False),
            (("enrolled_post", "enrolled_at"), False),
            (("kelurahan", "birth_on"), False),
            (("kelurahan", "name_sounds"), False),
        )


# Only of those who are merged: over all rows it would be the wrong way in to everything that leaves them out.
Worker.add_index(
    Worker.index(Worker.merged_into, where=(Worker.merged_into.is_null(False)), name="worker_merged")
)
# Who are at rest: those who died, withdrew, or asked to be left alone.
Worker.add_index(
    Worker.index(Worker.frozen_at, where=(Worker.frozen_at.is_null(False)), name="worker_frozen")
)
Worker.add_index(
    Worker.index(Worker.approval, where=(Worker.approval.is_null(False)), name="worker_approval")
)


class Consent(Table):
    worker = ForeignKeyField(Worker, backref="consents", on_delete="CASCADE")
    basis = CharField(max_length=12)  # consent | public_task (UU 27/2022 art. 20)
    version = CharField(max_length=20)
    how = CharField(max_length=12)  # self | thumb | witness | company_list
    given_at = DateTimeField(default=utc_now)
    taken_by = ForeignKeyField(User)
    revoked_at = DateTimeField(null=True)
    note = CharField(max_length=200, null=True)  # where the thumb print is, who the witness was
    revoked_by = ForeignKeyField(User, null=True, backref="revocations")
    revoke_reason = CharField(max_length=200, null=True)


class Attachment(Table):
    """A paper or picture: its bytes lie sealed on disk under `path`."""

    owner_kind = CharField(max_length=20)
    owner_id = IntegerField()
    kind = CharField(max_length=30)
    sha256 = CharField(max_length=64)
    path = CharField(max_length=200)
    note = TextField(default="")
    created_at = DateTimeField(default=utc_now)
    created_by = ForeignKeyField(User)
    delete_after = DateField(null=True)

    class Meta:
        indexes = ((("owner_kind", "owner_id"), False),)
