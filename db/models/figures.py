"""Figures that others published about the city: how many may be insured, how many are, what is aimed at."""

from peewee import BigIntegerField, CharField, Check, DateField, DateTimeField, ForeignKeyField, IntegerField

from db.models.accounts import User
from db.models.base import Table, utc_now


class Figure(Table):
    """One value of one source on one day; people are counted, a key that ends in `_percent` holds hundredths of a
    percent. `for_year` is the year that a target is for, 0 elsewhere. A row is never edited: it is withdrawn and
    another is added. `added_by` is empty for rows of the reference files."""

    key = CharField(max_length=40)
    for_year = IntegerField(default=0)
    value = BigIntegerField()
    as_of = DateField()
    source = CharField(max_length=200)
    note = CharField(max_length=400, default="")
    added_by = ForeignKeyField(User, null=True, index=False)
    added_at = DateTimeField(default=utc_now)
    withdrawn_by = ForeignKeyField(User, null=True, index=False)
    withdrawn_at = DateTimeField(null=True)
    withdrawn_why = CharField(max_length=200, default="")

    class Meta:
        constraints = [Check("value >= 0", name="figure_counts")]


# A source says one thing about one day.
Figure.add_index(
    Figure.index(
        Figure.key,
        Figure.for_year,
        Figure.as_of,
        Figure.source,
        unique=True,
        where=Figure.withdrawn_at.is_null(),
        name="figure_one_of_a_source",
    )
)
