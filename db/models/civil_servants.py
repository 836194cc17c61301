"""Civil servants as foster parents: who signs up, what they sign, whom they take on, and the rosters that say who has
not joined. NIK, phone and account number are sealed; the NIP is an attribute, the NIK is the person (DOMAIN 3.3)."""

from peewee import BooleanField, CharField, Check, DateField, DateTimeField, ForeignKeyField, IntegerField

from db.models.accounts import User
from db.models.base import JSONField, RupiahField, SealedField, Table, utc_now
from db.models.departments import StaffMember
from db.models.ledger import Commitment
from db.models.people import Worker
from db.models.places import Opd


class SignUp(Table):
    """What somebody has typed on the public pages, kept between visits; nothing else is known of them until the link
    is opened that was sent to their e-mail, or that their department handed over. `draft_hash` finds it for the browser
    that began it, `link_hash` for whoever holds the link; neither key is kept."""

    draft_hash = SealedField(null=True, unique=True)
    link_hash = SealedField(null=True, unique=True)
    nip_hash = SealedField(null=True, index=True)  # of who was sent a link, or handed one
    content = SealedField()  # JSON of the fields, by their public names
    staff = ForeignKeyField(
        StaffMember, null=True, index=False, on_delete="CASCADE"
    )  # handed over by the OPD
    handed_by = ForeignKeyField(User, null=True, index=False)
    created_at = DateTimeField(default=utc_now, index=True)
    updated_at = DateTimeField(default=utc_now)
    expires_at = DateTimeField()
    sent_at = DateTimeField(null=True)
    sent_times = IntegerField(default=0)
    used_at = DateTimeField(null=True)
    user = ForeignKeyField(User, null=True, index=False)  # the account it became


class Donor(Table):
    """A civil servant with an account of their own. Two may claim one NIK until a department has checked the papers;
    of those it has verified there is one for each NIK."""

    user = ForeignKeyField(User, unique=True, backref="donors")
    nik_hash = SealedField(index=True)
    nik_sealed = SealedField()
    nip = CharField(max_length=18, index=True)
    status_asn = CharField(max_length=20)  # pns | pppk | pppk_paruh_waktu
    name = CharField(max_length=120)
    jabatan = CharField(max_length=120, default="")
    opd = ForeignKeyField(Opd, backref="donors")
    unit = CharField(max_length=120, default="")  # as the donor writes it
    phone_sealed = SealedField(null=True)
    came_by = CharField(max_length=10, default="")  # surel | opd | undangan
    created_at = DateTimeField(default=utc_now)
    verified_at = DateTimeField(null=True)
    verified_by = ForeignKeyField(User, null=True, index=False)
    demo = BooleanField(default=False)


Donor.add_index(
    Donor.index(
        Donor.nik_hash, unique=True, where=(Donor.verified_at.is_null(False)), name="donor_one_verified"
    )
)


class MandateText(Table):
    """The clauses of the surat kuasa by version; a mandate names the version that was signed. `clauses` is a list of
    [title, text], with named places (%(limit)s …)."""

    version = CharField(primary_key=True, max_length=20)
    valid_from = DateField()
    clauses = JSONField()
    clauses_en = JSONField()


class Mandate(Table):
    """Surat kuasa autodebet: the donor lets the bank take up to `limit_amount` rupiah a month for the people under it.
    In force from its verification on, until the day before `revoked_on` (domain/mandates)."""

    no = CharField(max_length=20, unique=True)
    donor = ForeignKeyField(Donor, backref="mandates")
    text_version = CharField(max_length=20)
    plan = CharField(max_length=12, default="jkk_jkm")  # jkk_jkm | jkk_jkm_jht
    people = IntegerField(default=0)  # whom the limit was computed for
    limit_amount = RupiahField(default=0)  # at the full tariff
    first_month = DateField()
    bank = CharField(max_length=60, default="")
    account_sealed = SealedField(null=True)
    account_hash = SealedField(null=True, index=True)
    account_name = CharField(max_length=120, default="")
    state = CharField(max_length=10, default="draft")  # draft | signed | verified | refused | ended
    signed_how = CharField(max_length=8, default="")  # screen | paper
    signed_at = DateTimeField(null=True)
    document_sha256 = CharField(max_length=64, default="")  # of the PDF that was signed
    held_until = DateTimeField(null=True)  # signed, and not verified yet
    created_at = DateTimeField(default=utc_now)
    settled_at = DateTimeField(null=True)  # verified or refused
    settled_by = ForeignKeyField(User, null=True, index=False)
    refused_why = CharField(max_length=200, default="")
    refusal_read_at = DateTimeField(null=True)  # the donor has put it away
    copies_asked_at = DateTimeField(null=True)  # the copies could not be read; new ones have not come yet
    copies_asked_why = CharField(max_length=200, default="")
    revoked_on = DateField(null=True)  # the first day without it
    revoked_why = CharField(max_length=20, default="")  # domain/mandates.REVOCATIONS
    revoked_note = CharField(max_length=200, default="")
    revoked_event_on = DateField(null=True)  # when the donor died, moved away or retired
    revoked_at = DateTimeField(null=True)
    revoked_by = ForeignKeyField(User, null=True, index=False)
    demo = BooleanField(default=False)

    class Meta:
        indexes = ((("donor", "state"), False),)
        constraints = [
            Check(
                "state <> 'verified' OR (signed_at IS NOT NULL AND settled_by_id IS NOT NULL)",
                name="mandate_signed_and_checked",
            ),
            Check("(revoked_on IS NULL) = (revoked_why = '')", name="mandate_revoked_for_a_reason"),
        ]  # fmt: skip


Mandate.add_index(
    Mandate.index(Mandate.donor, unique=True, where=(Mandate.state == "draft"), name="mandate_one_draft")
)


class Pledge(Table):
    """A donor and the worker they take on: reserved until `held_until` while nothing is signed, then under a mandate.
    One live pledge for each worker, whoever comes second is told so. The design's Reservation and the mandate's list of
    people in one."""

    donor = ForeignKeyField(Donor, index=False, backref="pledges")
    mandate = ForeignKeyField(Mandate, null=True, backref="pledges")
    worker = ForeignKeyField(Worker, index=False, backref="pledges", on_delete="CASCADE")
    commitment = ForeignKeyField(Commitment, null=True, index=True, on_delete="SET NULL")
    kind = CharField(max_length=10)  # picked | nominated
    relation = CharField(max_length=10, default="")  # domain/pledges.RELATIONS, of a nominated one
    replaces = ForeignKeyField("self", null=True, index=False)
    held_until = DateTimeField(null=True)
    created_at = DateTimeField(default=utc_now)
    ended_at = DateTimeField(null=True)
    ended_why = CharField(max_length=20, default="")  # domain/pledges.ENDINGS

    class Meta:
        indexes = ((("donor", "ended_at"), False),)


Pledge.add_index(
    Pledge.index(Pledge.worker, unique=True, where=(Pledge.ended_at.is_null()), name="pledge_one_live")
)
Pledge.add_index(Pledge.index(Pledge.worker, Pledge.id, name="pledge_worker"))


class StaffImport(Table):
    """A department's roster as it came, or without one that of the whole city: its bytes lie sealed on disk. It is read
    into rows, shown with what would change, and only then applied. With state `columns` it waits for somebody to say
    what its headings mean."""

    no = CharField(max_length=20, unique=True)
    opd = ForeignKeyField(Opd, null=True, backref="staff_imports")
    file_name = CharField(max_length=200)
    fingerprint = SealedField()
    path = CharField(max_length=200)
    state = CharField(
        max_length=10, default="stored"
    )  # stored | columns | read | refused | applying | applied | dropped
    findings = JSONField(null=True)
    columns = JSONField(null=True)
    sheet_name = CharField(max_length=80, default="")
    heading_row = IntegerField(default=0)
    rows = IntegerField(default=0)
    counts = JSONField(null=True)  # of each fate, and how many stand on its rosters
    job_id = IntegerField(null=True)
    read_at = DateTimeField(null=True)  # when it was compared with the rosters
    created_by = ForeignKeyField(User, index=False)
    created_at = DateTimeField(default=utc_now)
    applied_by = ForeignKeyField(User, null=True, index=False)
    applied_at = DateTimeField(null=True)


class StaffImportRow(Table):
    """One line of a roster as it was understood, or somebody whom it names no more. `fate`: domain/staff_fates. `opd`
    is where that person is to stand; a `unit` that is not there yet is made below it. A NIP that is wrong is kept
    masked."""

    staff_import = ForeignKeyField(StaffImport, index=False, backref="lines", on_delete="CASCADE")
    number = IntegerField()  # the row in the sheet; below zero for whom no row names
    opd = ForeignKeyField(Opd, null=True, index=False)
    nip = CharField(max_length=18, default="")
    name = CharField(max_length=120, default="")
    jabatan = CharField(max_length=120, default="")
    status_asn = CharField(max_length=20, default="")
    unit = CharField(max_length=160, default="")
    fate = CharField(max_length=10)
    findings = JSONField(null=True)

    class Meta:
        indexes = (
            (("staff_import", "number"), True),
            (("staff_import", "fate"), False),
            (("staff_import", "nip"), False),
        )
