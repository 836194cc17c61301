"""Programmes of the city's own money: for one budget year a quota of people and a sum that may be promised.

What is promised is kept here with every change of a month (services/programme_counts.py) and never exceeds either:
that is a check of the database, so that two who promise the last place cannot both have it."""

from peewee import BooleanField, CharField, Check, DateField, DateTimeField, ForeignKeyField, IntegerField

from db.models.accounts import User
from db.models.base import RupiahField, Table, utc_now
from db.models.funding import Funder
from db.models.people import Worker
from db.models.work import Occupation


class Programme(Table):
    """`places`: people with a live month under it; `promised`: rupiah of all its live months."""

    no = CharField(max_length=20, unique=True)
    funder = ForeignKeyField(Funder, backref="programmes")  # of kind apbd | dbhcht
    name = CharField(max_length=120)
    year = IntegerField()
    first_month = DateField()
    quota = IntegerField()
    budget = RupiahField()
    regulation = CharField(max_length=200)
    regulation_on = DateField()
    residents_only = BooleanField(default=True)
    poorest_too = BooleanField(
        default=True
    )  # whom a list of the extreme poor names, whatever their work (DOMAIN 5.1)
    note = CharField(max_length=400, default="")
    created_by = ForeignKeyField(User, null=True, index=False)
    created_at = DateTimeField(default=utc_now)
    closed_at = DateTimeField(null=True)
    closed_by = ForeignKeyField(User, null=True, index=False)
    closed_why = CharField(max_length=200, default="")
    places = IntegerField(default=0)
    promised = RupiahField(default=0)

    class Meta:
        constraints = [
            Check("places >= 0 AND places <= quota", name="programme_places"),
            Check("promised >= 0 AND promised <= budget", name="programme_budget"),
            Check("CAST(first_month AS TEXT) LIKE '____-__-01'", name="programme_first_day"),
            Check("(closed_at IS NULL) = (closed_why = '')", name="programme_closed_why"),
        ]


# Of one money there is one open programme a year: whoever promises need not ask which.
Programme.add_index(
    Programme.index(
        Programme.funder,
        Programme.year,
        unique=True,
        where=(Programme.closed_at.is_null()),
        name="programme_one_open",
    )
)


class ProgrammeOccupation(Table):
    """Whose work a programme is for."""

    programme = ForeignKeyField(Programme, index=False, backref="occupations")
    occupation = ForeignKeyField(Occupation, index=False)

    class Meta:
        indexes = ((("programme", "occupation"), True),)


class ProgrammePlace(Table):
    """Who holds a place, with how many live months and for how much: the books behind a programme's two sums. Who
    has no live month left has no row."""

    programme = ForeignKeyField(Programme, index=False, backref="held_places")
    worker = ForeignKeyField(Worker)
    months = IntegerField()
    promised = RupiahField()

    class Meta:
        indexes = ((("programme", "worker"), True),)
        constraints = [Check("months > 0 AND promised >= 0", name="programmeplace_holds_something")]
