"""What goes to BPJS and what it answers: who was asked for, the answers as they came, who is a member by them."""

from peewee import BooleanField, CharField, DateField, DateTimeField, ForeignKeyField, IntegerField

from db.models.base import JSONField, SealedField, Table, utc_now
from db.models.funding import Funder
from db.models.people import Worker


class Submission(Table):
    """People of one funder and one wadah type whom BPJS is asked to register. `sent_on` is the day the admin gave them
    to BPJS; before it nothing has left the house."""

    no = CharField(max_length=20, unique=True)
    funder = ForeignKeyField(Funder, backref="submissions")
    wadah_type = CharField(max_length=4, default="")
    made_by_id = IntegerField()
    made_at = DateTimeField(default=utc_now)
    sent_on = DateField(null=True)
    sent_by_id = IntegerField(null=True)
    cancelled_at = DateTimeField(null=True)
    cancelled_by_id = IntegerField(null=True)
    cancelled_why = CharField(max_length=200, default="")


class SubmissionLine(Table):
    """One person asked for, for a run of months. `continued`: has a KPJ already. A line that is `dropped` was taken out
    before BPJS answered. `typed_at`: somebody has entered it in BPJS's portal by hand."""

    submission = ForeignKeyField(Submission, index=False, backref="lines")
    number = IntegerField()  # from 1, the order of the portal and the file
    worker = ForeignKeyField(Worker, backref="submission_lines")
    continued = BooleanField(default=False)
    first_month = DateField()
    last_month = DateField()
    state = CharField(max_length=10, default="asked")  # asked | accepted | rejected | dropped
    effective_on = DateField(null=True)
    reason = CharField(max_length=200, default="")  # BPJS's, without numbers of a person
    answered_at = DateTimeField(null=True)
    typed_at = DateTimeField(null=True)
    typed_by_id = IntegerField(null=True)

    class Meta:
        indexes = (
            (("submission", "number"), True),
            (("submission", "state"), False),
        )


# BPJS answers by NIK: it is asked about a person once at a time.
SubmissionLine.add_index(
    SubmissionLine.index(
        SubmissionLine.worker,
        unique=True,
        where=(SubmissionLine.state == "asked"),
        name="submissionline_asked_once",
    )
)


class ExportLayout(Table):
    """The columns of a branch's registration template, as data: `columns` is [heading, field] from left to right, of a
    fixed text [heading, "text", the text]; `date_format` is one of domain/date_forms. Never deleted, only set aside."""

    name = CharField(max_length=80, unique=True)
    columns = JSONField(default=list)
    date_format = CharField(max_length=12, default="dd-mm-yyyy")
    active = BooleanField(default=True)
    changed_by_id = IntegerField(null=True)
    changed_at = DateTimeField(default=utc_now)


class Answer(Table):
    """A file of BPJS as it came: its bytes lie sealed on disk. `kind` answer: to what was asked for; members: who is an
    active member on `as_of`, of one funder's wadah or of all. `columns` as in Upload."""

    no = CharField(max_length=20, unique=True)
    kind = CharField(max_length=10)  # answer | members
    submission = ForeignKeyField(Submission, null=True, backref="answers")
    funder = ForeignKeyField(Funder, null=True, index=False)
    as_of = DateField(null=True)
    file_name = CharField(max_length=200)
    fingerprint = SealedField(unique=True)
    path = CharField(max_length=200)
    state = CharField(max_length=20, default="stored")  # stored | columns | read | refused
    findings = JSONField(default=list)
    columns = JSONField(null=True)
    sheet_name = CharField(max_length=80, default="")
    heading_row = IntegerField(default=0)
    rows = IntegerField(default=0)
    job_id = IntegerField(null=True)
    created_by_id = IntegerField()
    created_at = DateTimeField(default=utc_now)


class AnswerRow(Table):
    """One line of such a file and what came of it; `cells` is the line as it was read, sealed."""

    answer = ForeignKeyField(Answer, index=False, backref="lines")
    sheet_name = CharField(max_length=80, default="")
    number = IntegerField()
    cells = SealedField(null=True)
    worker = ForeignKeyField(Worker, null=True, index=False)
    line = ForeignKeyField(SubmissionLine, null=True, backref="answered_by")
    outcome = CharField(max_length=12)  # domain/bpjs_outcomes
    findings = JSONField(default=list)
    at = DateTimeField(default=utc_now)

    class Meta:
        indexes = (
            (("answer", "sheet_name", "number"), True),
            (("answer", "outcome"), False),
        )


class AnswerHeading(Table):
    """What a heading means in BPJS's files, as somebody said once. An empty `field`: a column of no use here."""

    heading_key = CharField(max_length=120, unique=True)
    heading = CharField(max_length=120)
    field = CharField(max_length=30, default="")
    by_id = IntegerField()
    at = DateTimeField(default=utc_now)


class Membership(Table):
    """A person's membership as BPJS has confirmed it. The number in force stands with the worker too; others of the
    same person are found here."""

    worker = ForeignKeyField(Worker, backref="memberships", on_delete="CASCADE")
    funder = ForeignKeyField(Funder, null=True, index=False)  # null: own
    kpj_sealed = SealedField(null=True)
    kpj_hash = SealedField(null=True, index=True)
    effective_on = DateField(null=True)
    source = CharField(max_length=10)  # answer | own
    line = ForeignKeyField(SubmissionLine, null=True, unique=True)
    noted_by_id = IntegerField(null=True)
    noted_at = DateTimeField(default=utc_now)


class Mismatch(Table):
    """Something that BPJS and the ledger say differently about a person; somebody settles it. Open once per kind."""

    worker = ForeignKeyField(Worker, index=False, backref="mismatches", on_delete="CASCADE")
    kind = CharField(max_length=12)  # bpjs_only | ours_only
    answer = ForeignKeyField(Answer)
    row = ForeignKeyField(AnswerRow, null=True, index=False)
    raised_at = DateTimeField(default=utc_now)
    settled_at = DateTimeField(null=True)
    settled_by_id = IntegerField(null=True)
    how = CharField(max_length=200, default="")


Mismatch.add_index(
    Mismatch.index(
        Mismatch.worker,
        Mismatch.kind,
        unique=True,
        where=(Mismatch.settled_at.is_null()),
        name="mismatch_open_once",
    )
)


class StartLetter(Table):
    """A letter that asks BPJS to let memberships begin earlier, so that they are not broken (DOMAIN 1.5)."""

    no = CharField(max_length=20, unique=True)
    funder = ForeignKeyField(Funder)
    reason = CharField(max_length=400)
    made_by_id = IntegerField()
    made_at = DateTimeField(default=utc_now)


class StartLetterLine(Table):
    """`asked_from` is the day from which the membership should count, `answered_from` what BPJS named, if it did;
    `refused_on` the day BPJS refused it, with its reason."""

    letter = ForeignKeyField(StartLetter, index=False, backref="lines")
    worker = ForeignKeyField(Worker)
    asked_from = DateField()
    answered_from = DateField(null=True)
    refused_on = DateField(null=True)
    refused_why = CharField(max_length=200, null=True)

    class Meta:
        indexes = ((("letter", "worker"), True),)
