"""Work: occupations with their contribution sector, and which scheme admits which."""

from peewee import BooleanField, CharField, ForeignKeyField

from db.models.base import Table


class Occupation(Table):
    code = CharField(primary_key=True, max_length=60)
    name = CharField(max_length=120)
    name_en = CharField(max_length=120)
    sector = CharField(max_length=20)  # transport | other (PP 50/2025)


class Scheme(Table):
    code = CharField(primary_key=True, max_length=20)
    name = CharField(max_length=120)
    name_en = CharField(max_length=120)
    residents_only = BooleanField()


class SchemeOccupation(Table):
    scheme = ForeignKeyField(Scheme, index=False, backref="occupations")
    occupation = ForeignKeyField(Occupation, backref="schemes")

    class Meta:
        indexes = ((("scheme", "occupation"), True),)
