"""The link a person was given: open it, and use it up for an account or a new password."""

import uuid

from db.connection import writing
from db.models import Invite, Post, User, UserPost
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_
from kiosk.services import audit, safe
from kiosk.services.accounts import acting
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.invites import TOKEN
from kiosk.services.open_links import is_open, one_at_a_time, void_links_of


class Closed(Refused):
    """The account behind a link has been closed since."""


def open_invite(*, token: str) -> Invite:
    """The invite behind a link. Raises NotThere when it is unknown, used, withdrawn or too old, and Closed."""
    found = Invite.get_or_none(Invite.token_hash == safe.index(token, TOKEN), is_open())
    if found is None:
        raise NotThere
    if User.select().where(User.email == found.email, ~User.active).exists():
        raise Closed(N_("Akun ini sudah ditutup, maka tautannya tidak berlaku lagi. Hubungi admin."))
    return found


def accept_invite(*, token: str, password_hash: str, address: str = "") -> User:
    """Use up the link: the account is made, or gets its new password and is unlocked. Raises NotThere, Closed.

    Older links of the same person end with it."""
    with writing():
        one_at_a_time()
        found = open_invite(token=token)
        Invite.update(used_at=utc_now()).where(Invite.id == found.id).execute()
        void_links_of(found.email)
        user = _account_for(found, password_hash)
        _give_posts(user, found.posts)
        audit.record("akun.undangan_dipakai", by=acting(user, address), kind="akun", subject=str(user.id))
    return user


def _account_for(found: Invite, password_hash: str) -> User:
    """A new password also ends every session that was open under the old one (fs_uniquifier)."""
    changes = {
        "name": found.name,
        "company": found.company_id,
        "opd": found.opd_id,
        "password": password_hash,
        "failed_tries": 0,
        "locked_until": None,
        "fs_uniquifier": uuid.uuid4().hex,
    }
    known = User.get_or_none(User.email == found.email)
    if known is None:
        return User.create(email=found.email, role=found.role, **changes)
    User.update(**changes, tf_primary_method=None, tf_totp_secret=None).where(User.id == known.id).execute()
    return User.get_by_id(known.id)


def _give_posts(user: User, codes: list[str]) -> None:
    """These posts and no others."""
    UserPost.delete().where(UserPost.user == user).execute()
    for post in Post.select().where(Post.code.in_(codes or [""])):
        UserPost.create(user=user, post=post)


def withdraw(*, invite_id: int, by: Actor) -> Invite:
    """End a link that nobody has used; one that has ended already stays as it is. Raises NotThere."""
    with writing():
        found = Invite.get_or_none(Invite.id == invite_id)
        if found is None:
            raise NotThere
        ended = Invite.update(expires_at=utc_now()).where(Invite.id == invite_id, is_open()).execute()
        if ended:
            audit.record("akun.undangan_ditarik", by=by, kind="undangan", subject=str(invite_id))
    return found
