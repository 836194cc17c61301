"""Places: the city's areas and their other names, posts, departments, facilities, holidays."""

from peewee import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    TextField,
    fn,
)

from db.models.base import Table


class Kecamatan(Table):
    code = CharField(primary_key=True, max_length=8)
    name = CharField(max_length=80)


class Kelurahan(Table):
    code = CharField(primary_key=True, max_length=13)
    kecamatan = ForeignKeyField(Kecamatan, backref="kelurahan")
    name = CharField(max_length=80)


class KelurahanAlias(Table):
    """A name people write for a kelurahan; `key` is the name without case, blanks, hyphens and dots."""

    key = CharField(max_length=80, unique=True)
    name = CharField(max_length=80)
    kelurahan = ForeignKeyField(Kelurahan, backref="aliases")


class Post(Table):
    code = CharField(max_length=40, unique=True)
    name = CharField(max_length=120)
    kind = CharField(max_length=20)  # kelurahan | pasar | pelabuhan | terminal | mitra | lain
    kelurahan = ForeignKeyField(Kelurahan, backref="posts")
    address = CharField(max_length=200, default="")
    active = BooleanField(default=True)


class Opd(Table):
    code = CharField(max_length=40, unique=True)
    name = CharField(max_length=160)
    kind = CharField(max_length=30)
    parent = ForeignKeyField("self", null=True, backref="children")
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)


class Facility(Table):
    """A hospital or clinic that treats work accidents at the cost of BPJS (PLKK). `note` is `verify` while what the
    files say is unconfirmed; `noted_by_id` is empty for rows of the reference files. One that was taken out stays: old
    claims name it, and the files do not bring it back."""

    code = CharField(max_length=60, unique=True)
    name = CharField(max_length=160)
    kind = CharField(max_length=20)
    address = CharField(max_length=200, default="")
    kecamatan = ForeignKeyField(
        Kecamatan, null=True, index=False
    )  # none outside the city, and where it is not known
    city = CharField(max_length=80, default="")
    phone = CharField(max_length=40, default="")
    note = TextField(default="")
    source = TextField()
    as_of = DateField()
    noted_by_id = IntegerField(null=True)
    noted_at = DateTimeField(null=True)
    removed_at = DateTimeField(null=True)
    removed_why = CharField(max_length=200, default="")


# One that treats stands once in the list, however it is written in capitals.
Facility.add_index(
    Facility.index(
        fn.lower(Facility.name),
        fn.lower(Facility.city),
        unique=True,
        where=Facility.removed_at.is_null(),
        name="facility_one_of_a_name",
    )
)


class Holiday(Table):
    """A day on which banks do not work; one that was taken out stays, so that the reference files do not bring it
    back."""

    day = DateField(primary_key=True)
    name = CharField(max_length=120)
    noted_by_id = IntegerField(null=True)
    removed_at = DateTimeField(null=True)
