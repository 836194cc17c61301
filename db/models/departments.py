"""Departments: the roster of civil servants that each OPD keeps."""

from peewee import BooleanField, CharField, DateField, DateTimeField, ForeignKeyField

from db.models.base import Table
from db.models.places import Opd


class StaffMember(Table):
    """One civil servant on the roster of a department or, where it is known, of the unit below it; the NIP of a PPPK
    changes with a new contract."""

    opd = ForeignKeyField(Opd, backref="staff")
    nip = CharField(max_length=18, unique=True)
    name = CharField(max_length=120)
    jabatan = CharField(max_length=120, default="")
    status_asn = CharField(max_length=20)  # pns | pppk | pppk_paruh_waktu
    active = BooleanField(default=True)
    left_on = DateField(null=True)  # the day from which a roster names them no more
    wanted_by = ForeignKeyField(
        Opd, null=True, index=False, backref="wanted_staff"
    )  # whose roster names them too
    wanted_at = DateTimeField(null=True)
    demo = BooleanField(default=False)
