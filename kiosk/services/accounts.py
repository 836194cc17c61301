"""Accounts: who may sign in, how wrong tries slow and lock, and one-time links to get in."""

import secrets
import uuid
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from db.connection import ensure_connected, writing
from db.models import Company, Invite, Kelurahan, Opd, Post, User, UserPost
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_
from kiosk.services import audit, safe
from kiosk.services.acting import Actor, NotThere, PostOfDuty, Refused
from kiosk.services.once import once

TRIES_BEFORE_LOCK = 5
LOCK_FOR = timedelta(minutes=15)
INVITE_LASTS = timedelta(days=3)
INVITE_TOKEN = "invite"
ROLES = ("petugas", "mitra", "donatur", "opd", "admin", "auditor")


def accounts_present() -> bool:
    """Whether this store is in use: somebody has an account. Raises PeeweeException when it does not answer."""
    ensure_connected()
    return User.table_exists() and User.select().exists()


def posts_of(user_id: int) -> tuple[PostOfDuty, ...]:
    """The active posts an officer serves, in the order of their names; one query."""
    rows = (
        Post.select(Post, Kelurahan)
        .join(Kelurahan)
        .switch(Post)
        .join(UserPost)
        .where(UserPost.user == user_id, Post.active)
        .order_by(Post.name)
    )
    return tuple(
        PostOfDuty(row.id, row.code, row.name, row.kelurahan_id, row.kelurahan.kecamatan_id) for row in rows
    )


def actor_of(*, user_id: int, post_id: int | None) -> Actor:
    """Whoever asked for a job, at the post where it was asked for."""
    user = User.get_by_id(user_id)
    posts = posts_of(user.id) if user.role == "petugas" else ()
    return Actor(
        user_id=user.id,
        name=user.name,
        role=user.role,
        company_id=user.company_id,
        opd_id=user.opd_id,
        posts=posts,
        post=next((post for post in posts if post.id == post_id), None),
    )


def note_wrong_try(user: User) -> None:
    """Count one wrong password or code; the fifth in a row locks the account for a quarter of an hour."""
    with writing():
        User.update(failed_tries=User.failed_tries + 1).where(User.id == user.id).execute()
        fresh = User.get_by_id(user.id)
        if fresh.failed_tries >= TRIES_BEFORE_LOCK:
            User.update(failed_tries=0, locked_until=utc_now() + LOCK_FOR).where(User.id == user.id).execute()
            audit.record("akun.terkunci", by=_as_actor(user), kind="akun", subject=str(user.id))


def note_sign_in(user: User, *, address: str) -> None:
    """A right try clears the count and is written down; right tries are never counted against anyone."""
    with writing():
        _clear(user)
        audit.record("akun.masuk", by=_as_actor(user, address), kind="akun", subject=str(user.id))


def note_code(user: User, counter: int) -> None:
    """The half minute whose code this person has just used."""
    with writing():
        User.update(tf_last_counter=counter).where(User.id == user.id).execute()
    user.tf_last_counter = counter


def forget_wrong_tries(user: User) -> None:
    """A right password on the lock screen: earlier wrong ones no longer count."""
    with writing():
        _clear(user)


def _clear(user: User) -> None:
    if user.failed_tries or user.locked_until:
        User.update(failed_tries=0, locked_until=None).where(User.id == user.id).execute()


def _as_actor(user: User, address: str = "") -> Actor:
    return Actor(user_id=user.id, name=user.name, role=user.role, address=address)


def locked_until(user: User) -> datetime | None:
    """The UTC time until which the account is locked, or None."""
    still = user.locked_until and user.locked_until > utc_now()
    return user.locked_until if still else None


@dataclass(frozen=True)
class NewInvite:
    """Posts are post codes; company_id and opd_id only where the role needs them."""

    email: str
    name: str
    role: str
    company_id: int | None = None
    opd_id: int | None = None
    posts: tuple[str, ...] = ()


def invite(*, wish: NewInvite, client_key: str, by: Actor) -> str:
    """Make a one-time link for a person, new or known (then it sets a new password); answers with its token.

    The token itself is not kept: for a repeated form the answer is the same because it is derived from the
    form's key. Raises Refused when the role lacks its company, department or post."""
    _require_whole(wish)
    token = safe.index(client_key + str(by.user_id), INVITE_TOKEN).hex()[:40]
    once(
        key=client_key,
        purpose="invite",
        content=asdict(wish),
        by=by,
        make=lambda: _make_invite(wish, token, by),
    )
    return token


def _require_whole(wish: NewInvite) -> None:
    if wish.role not in ROLES:
        raise Refused(N_("Pilih peran orang yang diundang."))
    if wish.role == "mitra" and not wish.company_id:
        raise Refused(N_("Pilih perusahaan untuk staf mitra."))
    if wish.role == "opd" and not wish.opd_id:
        raise Refused(N_("Pilih OPD untuk sekretaris OPD."))
    if wish.role == "petugas" and not wish.posts:
        raise Refused(N_("Pilih paling sedikit satu pos untuk petugas."))


def _make_invite(wish: NewInvite, token: str, by: Actor) -> str:
    known = User.get_or_none(User.email == wish.email)
    if known and known.role != wish.role:
        raise Refused(N_("Alamat surel ini sudah dipakai akun dengan peran lain. Gunakan alamat lain."))
    made = Invite.create(
        token_hash=safe.index(token, INVITE_TOKEN),
        email=wish.email,
        name=wish.name,
        role=wish.role,
        company=wish.company_id if wish.role == "mitra" else None,
        opd=wish.opd_id if wish.role in ("opd", "donatur") else None,
        posts=list(wish.posts) if wish.role == "petugas" else [],
        invited_by=by.user_id,
        expires_at=utc_now() + INVITE_LASTS,
    )
    audit.record("akun.diundang", by=by, kind="undangan", subject=str(made.id), peran=wish.role)
    return str(made.id)


def open_invite(*, token: str) -> Invite:
    """The invite behind a link. Raises NotThere when it is unknown, used or too old."""
    found = Invite.get_or_none(Invite.token_hash == safe.index(token, INVITE_TOKEN))
    if found is None or found.used_at or found.expires_at < utc_now():
        raise NotThere
    return found


def accept_invite(*, token: str, password_hash: str, address: str = "") -> User:
    """Use up the link: the account is made, or gets its new password and is unlocked. Raises NotThere."""
    with writing():
        found = open_invite(token=token)
        used = (
            Invite.update(used_at=utc_now()).where(Invite.id == found.id, Invite.used_at.is_null()).execute()
        )
        if not used:
            raise NotThere
        user = _account_for(found, password_hash)
        audit.record("akun.undangan_dipakai", by=_as_actor(user, address), kind="akun", subject=str(user.id))
    return user


def _account_for(found: Invite, password_hash: str) -> User:
    """A new password also ends every session that was open under the old one (fs_uniquifier)."""
    changes = {
        "name": found.name,
        "company": found.company_id,
        "opd": found.opd_id,
        "password": password_hash,
        "active": True,
        "failed_tries": 0,
        "locked_until": None,
        "fs_uniquifier": uuid.uuid4().hex,
    }
    user = User.get_or_none(User.email == found.email)
    if user is None:
        user = User.create(email=found.email, role=found.role, **changes)
    else:
        User.update(**changes, tf_primary_method=None, tf_totp_secret=None).where(
            User.id == user.id
        ).execute()
        user = User.get_by_id(user.id)
    UserPost.delete().where(UserPost.user == user).execute()
    for post in Post.select().where(Post.code.in_(found.posts or [""])):
        UserPost.create(user=user, post=post)
    return user


def invite_from_command(*, email: str, name: str, role: str) -> str:
    """The first admin's link, from the command line, where nobody is signed in yet. Answers with the token."""
    token = secrets.token_hex(20)
    with writing():
        system = _system_user()
        by = Actor(user_id=system.id, name=system.name, role=system.role)
        _make_invite(NewInvite(email=email.lower(), name=name, role=role), token, by)
    return token


def _system_user() -> User:
    """Whom a command acts as: an account nobody can sign in to."""
    known = User.get_or_none(User.email == "payung@localhost")
    return known or User.create(
        email="payung@localhost", name="Payung", role="admin", active=False, fs_uniquifier=uuid.uuid4().hex
    )


def people(*, page: int = 1, size: int = 50) -> tuple[list[User], bool]:
    """Accounts by name with their company and department, and whether more follow."""
    query = (
        User.select(User, Company, Opd)
        .left_outer_join(Company)
        .switch(User)
        .left_outer_join(Opd)
        .where(User.email != "payung@localhost")
        .order_by(User.name, User.id)
    )
    rows = list(query.offset((page - 1) * size).limit(size + 1))
    return rows[:size], len(rows) > size


def open_invites() -> list[Invite]:
    return list(
        Invite.select()
        .where(Invite.used_at.is_null(), Invite.expires_at > utc_now())
        .order_by(Invite.id.desc())
    )


def set_active(*, user_id: int, active: bool, by: Actor) -> User:
    """Close or reopen an account; closing ends its sessions. Raises NotThere, Refused for one's own."""
    if user_id == by.user_id:
        raise Refused(N_("Akun sendiri tidak dapat ditutup. Minta admin lain melakukannya."))
    with writing():
        changed = (
            User.update(active=active, fs_uniquifier=uuid.uuid4().hex).where(User.id == user_id).execute()
        )
        if not changed:
            raise NotThere
        audit.record("akun.dibuka" if active else "akun.ditutup", by=by, kind="akun", subject=str(user_id))
    return User.get_by_id(user_id)


def remember_language(*, user_id: int, language: str) -> None:
    with writing():
        User.update(language=language).where(User.id == user_id).execute()


def form_choices() -> dict[str, list[tuple[str, str]]]:
    """Companies, departments and posts for the invite form, as (value, label)."""
    return {
        "company": [
            (str(row.id), row.name) for row in Company.select().where(Company.active).order_by(Company.name)
        ],
        "opd": [(str(row.id), row.name) for row in Opd.select().order_by(Opd.name)],
        "posts": [(row.code, row.name) for row in Post.select().where(Post.active).order_by(Post.name)],
    }
