"""A sign-up becomes an account with its donor: by the link that its e-mail got, by one that the department handed
over, or for somebody whom the admin has given an account already."""

import uuid
from collections.abc import Mapping

from db.connection import held, writing
from db.models import Donor, Opd, SignUp, User
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_
from kiosk.services import audit, donor_own, safe, sign_up_drafts, sign_up_links, sign_up_rivals
from kiosk.services.accounts import acting
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.once import once
from kiosk.services.open_links import one_at_a_time, void_links_of

MOST_ADDRESSES = 5  # that a handed link may be tried with: it tells of none but those
TAKEN = N_(
    "Akun dengan alamat surel ini tidak dapat dibuat di sini. Pakai alamat surel lain, atau masuk bila sudah "
    "punya akun."
)


class AddressTaken(Refused):
    """Said only to whoever reads the mail of this address, or holds a link that a department handed over."""

    def __init__(self):
        super().__init__(TAKEN)


def has_account(email: str) -> bool:
    """For the reader of a letter to this address only."""
    return User.select().where(User.email == email).exists()


def open_account(
    *, token: str, password_hash: str, more: Mapping[str, str] | None = None, address: str = ""
) -> User:
    """Use up the link: account and donor are there. `more` are the fields that whoever holds a handed link adds to what
    the roster says, its e-mail among them. Raises NotThere, AddressTaken."""
    with writing():
        one_at_a_time()
        row = held(SignUp.select().where(*sign_up_links.is_open(token))).first()
        if row is None:
            raise NotThere
        fields = _facts(row, more)
        taken = has_account(fields["email"])
        if taken:
            _note_try(row)
        else:
            user = _make(row, fields, password_hash, address)
    if taken:
        raise AddressTaken
    if row.staff_id:
        sign_up_rivals.let_rivals_go(Donor.get(Donor.user == user))
    return user


def _facts(row: SignUp, more: Mapping[str, str] | None) -> dict[str, str]:
    """A letter's link adds nothing: what it was sent for is what it makes."""
    return sign_up_links.facts_of(row) | (dict(more or {}) if row.staff_id else {})


def _note_try(row: SignUp) -> None:
    """A handed link that was tried with several addresses that have accounts is over."""
    if row.staff_id:
        over = row.sent_times + 1 >= MOST_ADDRESSES
        expires = utc_now() if over else row.expires_at
        SignUp.update(sent_times=row.sent_times + 1, expires_at=expires).where(SignUp.id == row.id).execute()


def _make(row: SignUp, fields: Mapping[str, str], password_hash: str, address: str) -> User:
    opd = Opd.get(Opd.code == fields["opd"])
    user = User.create(
        email=fields["email"], name=fields["name"], role="donatur", opd=opd, password=password_hash,
        fs_uniquifier=uuid.uuid4().hex,
    )  # fmt: skip
    void_links_of(user.email)
    nothing = safe.seal('{"fields": {}, "answered": {}}', sign_up_drafts.CONTENT)
    used = {"used_at": utc_now(), "user": user, "content": nothing, "draft_hash": None}
    SignUp.update(used).where(SignUp.id == row.id).execute()
    _add_donor(
        user,
        opd,
        fields,
        acting(user, address),
        how=donor_own.BY_DEPARTMENT if row.staff_id else "surel",
    )
    return user


def become_donor(*, fields: Mapping[str, str], client_key: str, by: Actor) -> None:
    """The same for whoever has an account of this role already and no donor yet; the second time does nothing. Raises
    KeyInUse."""
    once(
        key=client_key,
        purpose="donor",
        content=dict(fields),
        by=by,
        make=lambda: str(_donor_of(by, fields).id),
    )


def _donor_of(by: Actor, fields: Mapping[str, str]) -> Donor:
    user = held(User.select().where(User.id == by.user_id)).get()
    known = Donor.get_or_none(Donor.user == user)
    return known or _add_donor(user, Opd.get(Opd.code == fields["opd"]), fields, by, how="undangan")


def _add_donor(user: User, opd: Opd, fields: Mapping[str, str], by: Actor, *, how: str) -> Donor:
    """Whoever else claims the same NIK or NIP is not asked about: papers decide."""
    made = Donor.create(
        user=user,
        nik_hash=safe.index(fields["nik"], safe.NIK),
        nik_sealed=safe.seal(fields["nik"], safe.NIK),
        nip=fields["nip"],
        status_asn=fields["status_asn"],
        name=fields["name"],
        jabatan=fields["jabatan"],
        opd=opd,
        unit=fields.get("unit", ""),
        phone_sealed=safe.seal(fields["phone"], safe.PHONE),
        came_by=how,
    )
    User.update(opd=opd).where(User.id == user.id).execute()
    audit.record("donatur.mendaftar", by=by, kind="donatur", subject=str(made.id), cara=how, opd=opd.code)
    return made
