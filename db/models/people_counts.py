"""How many people are what, by where they live and what they do now: never counted when a page opens.

Triggers (people_counters) write a line for each person that comes, goes or changes, so that nobody waits for a row that
somebody else is counting in; a job folds the lines into the counts (services/people_counts.py). Both together are
always what the people's own rows say."""

from peewee import CharField, DateField, IntegerField

from db.models.base import Table

ALL = "*"  # in place of an area or an occupation: all of them together


class PeopleCount(Table):
    """`kind` enrolled (not merged into another) or resting (of them frozen), by the month of enrolment; funded or paid,
    by the last month of a span (of paid ones those of members) of people who are neither; silent: an effective month of
    somebody who has died, by that month and as it was counted. `months` is how long a funded
    span is, to MOST_MONTHS; `gap` after how many months another follows, to MOST_GAP, 0 for never; `aside` tells of who
    is not called for the end: a commitment goes on, or they have stopped."""

    kind = CharField(max_length=8)
    occupation = CharField(max_length=60)
    area = CharField(max_length=13)  # empty: outside the city
    month = DateField()
    funder_kind = CharField(max_length=10, default="")
    months = IntegerField(default=0)
    gap = IntegerField(default=0)
    aside = IntegerField(default=0)
    people = IntegerField(default=0)


# Named, since PostgreSQL cuts off what Peewee would call it.
PeopleCount.add_index(
    PeopleCount.index(
        PeopleCount.kind,
        PeopleCount.occupation,
        PeopleCount.area,
        PeopleCount.month,
        PeopleCount.funder_kind,
        PeopleCount.months,
        PeopleCount.gap,
        PeopleCount.aside,
        unique=True,
        name="peoplecount_key",
    )
)


class PeopleDelta(Table):
    """One person more or less, not yet folded into the counts; of one occupation and one area."""

    kind = CharField(max_length=8)
    occupation = CharField(max_length=60)
    area = CharField(max_length=13)
    month = DateField()
    funder_kind = CharField(max_length=10, default="")
    months = IntegerField(default=0)
    gap = IntegerField(default=0)
    aside = IntegerField(default=0)
    people = IntegerField()
