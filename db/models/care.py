"""Accidents and deaths: what happened, the steps of the claim at BPJS, and the papers each kind asks for."""

from peewee import (
    BooleanField,
    CharField,
    Check,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from db.models.accounts import User
from db.models.base import RupiahField, SealedField, Table, utc_now
from db.models.people import Worker
from db.models.places import Facility, Post


class Claim(Table):
    """`happened_at` is the accident, or the death of a `death`; where the hour is unknown it is the midnight with which
    `happened_on` begins. What nobody knew then (hour, place, what they did, what was told) is filled in once; the
    facility may change. The cover columns are what the ledger said of that day when it was reported, and stay.
    `kind`, `state`, `died_on`, the three of BPJS and what was paid follow the steps (services/claim_steps)."""

    no = CharField(max_length=20, unique=True)
    worker = ForeignKeyField(Worker, backref="claims")
    kind = CharField(max_length=16)  # accident | accident_death | death
    happened_at = DateTimeField()
    happened_on = DateField()  # the same in Semarang
    hour_known = BooleanField(default=True)
    died_on = DateField(null=True)
    place = CharField(max_length=160, default="")
    on_the_way = CharField(max_length=12, default="")  # at_work | on_the_way | elsewhere
    facility = ForeignKeyField(Facility, null=True, index=False)
    facility_other = CharField(max_length=160, default="")
    told_sealed = SealedField(null=True)  # what happened, in the words of who called
    told_deleted_on = DateField(null=True)  # wiped some time after the claim was over
    post = ForeignKeyField(Post, null=True, backref="claims")  # where it was reported
    cover_code = CharField(max_length=12)  # protected | in_arrears | ended | registered | waiting
    cover_since = DateField(null=True)
    cover_until = DateField(null=True)  # the last day of protection, or the day since which it is not paid
    cover_months = IntegerField(default=0)
    bpjs_told_at = DateTimeField(null=True)
    bpjs_how = CharField(max_length=12, default="")
    bpjs_ref = CharField(max_length=60, default="")
    heir_name_sealed = SealedField(null=True)
    heir_relation = CharField(max_length=20, default="")
    heir_phone_sealed = SealedField(null=True)
    state = CharField(max_length=12, default="reported")
    paid_amount = RupiahField(null=True)
    paid_on = DateField(null=True)
    created_at = DateTimeField(default=utc_now)
    created_by = ForeignKeyField(User, index=False, backref="claims")

    class Meta:
        constraints = [Check("paid_amount IS NULL OR paid_amount > 0", name="claim_paid_is_something")]


# Two officers who are called about the same accident find one claim.
Claim.add_index(
    Claim.index(
        Claim.worker,
        Claim.happened_on,
        unique=True,
        where=(Claim.state != "closed_wrong"),
        name="claim_one_of_a_day",
    )
)
Claim.add_index(
    Claim.index(
        Claim.worker,
        unique=True,
        where=((Claim.kind != "accident") & (Claim.state != "closed_wrong")),
        name="claim_one_death",
    )
)
# What BPJS does not know yet, the oldest first.
Claim.add_index(
    Claim.index(Claim.happened_at, where=Claim.bpjs_told_at.is_null(), name="claim_untold"),
)


class ClaimStep(Table):
    """What happened to a claim, one row each, never edited: a wrong one is followed by another that `corrects` it.
    `told_at`, `how` and `ref` are of a report to BPJS, `amount` of what was approved or paid, `kind` is the new one
    where the step changes it; `on_day` is the day that it speaks of."""

    claim = ForeignKeyField(Claim, index=False, backref="steps")
    state = CharField(max_length=12)
    on_day = DateField()
    kind = CharField(max_length=16, default="")
    told_at = DateTimeField(null=True)
    how = CharField(max_length=12, default="")
    ref = CharField(max_length=60, default="")
    amount = RupiahField(null=True)
    note = CharField(max_length=400, default="")
    corrects = ForeignKeyField("self", null=True, index=False)
    at = DateTimeField(default=utc_now)
    by = ForeignKeyField(User, index=False)

    class Meta:
        indexes = ((("claim", "id"), False),)
        constraints = [Check("amount IS NULL OR amount > 0", name="claimstep_is_something")]


# A step is taken back once.
ClaimStep.add_index(
    ClaimStep.index(
        ClaimStep.corrects,
        unique=True,
        where=ClaimStep.corrects.is_null(False),
        name="claimstep_corrected_once",
    )
)


class ClaimPaper(Table):
    """One paper that BPJS asks for; `kinds` are the kinds of claim it belongs to, with blanks between."""

    code = CharField(primary_key=True, max_length=30)
    place = IntegerField(default=0)  # in the list
    kinds = CharField(max_length=60)
    name = CharField(max_length=120)
    name_en = CharField(max_length=120, default="")
    hint = CharField(max_length=300, default="")
    hint_en = CharField(max_length=300, default="")
    needed = BooleanField(default=True)
    source = TextField()
    as_of = DateField()
