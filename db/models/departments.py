"""Departments: the roster of civil servants that each OPD keeps."""

from peewee import BooleanField, CharField, ForeignKeyField

from db.models.base import Table
from db.models.places import Opd


class StaffMember(Table):
    """One civil servant on a department's roster; the NIP of a PPPK changes with a new contract."""

    opd = ForeignKeyField(Opd, backref="staff")
    nip = CharField(max_length=18, unique=True)
    name = CharField(max_length=120)
    jabatan = CharField(max_length=120, default="")
    status_asn = CharField(max_length=20)  # pns | pppk | pppk_paruh_waktu
    active = BooleanField(default=True)
    demo = BooleanField(default=False)
