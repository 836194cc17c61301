"""Accounts: who may sign in, how wrong tries slow and lock, who closes and reopens. New ones come by invites."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from db.connection import ensure_connected, writing
from db.kept import KeptQuery
from db.models import Company, Kelurahan, Opd, Post, User, UserPost
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_
from kiosk.services import audit
from kiosk.services.acting import Actor, NotThere, PostOfDuty, Refused
from kiosk.services.open_links import one_at_a_time, void_links_of
from kiosk.services.portions import one_page

TRIES_BEFORE_LOCK = 5
LOCK_FOR = timedelta(minutes=15)
SYSTEM_ADDRESS = "payung@localhost"  # the account commands act as; nobody can sign in to it
PAGE = 50

ChoosePost = Callable[[tuple[PostOfDuty, ...]], PostOfDuty | None]


_posts = KeptQuery(
    lambda slot: (
        Post.select(Post.id, Post.code, Post.name, Post.kelurahan, Kelurahan.kecamatan)
        .join(Kelurahan)
        .switch(Post)
        .join(UserPost)
        .where(UserPost.user == slot("user"), Post.active)
        .order_by(Post.name)
    )
)


def accounts_present() -> bool:
    """Whether this store is in use: somebody has an account. Raises PeeweeException when it does not answer."""
    ensure_connected()
    return User.table_exists() and User.select().exists()


def posts_of(user_id: int) -> tuple[PostOfDuty, ...]:
    """The active posts an officer serves, in the order of their names; one query."""
    return tuple(PostOfDuty(*row) for row in _posts.rows(user=user_id))


def actor_of(*, user_id: int, post_id: int | None) -> Actor:
    """Whoever asked for a job, at the post where it was asked for."""
    return on_duty(
        User.get_by_id(user_id), lambda posts: next((post for post in posts if post.id == post_id), None)
    )


def on_duty(user: User, choose: ChoosePost, *, address: str = "") -> Actor:
    """The owner of an account with their posts, at the one `choose` picks; one query for an officer."""
    posts = posts_of(user.id) if user.role == "petugas" else ()
    return Actor(
        user_id=user.id,
        name=user.name,
        role=user.role,
        company_id=user.company_id,
        opd_id=user.opd_id,
        posts=posts,
        post=choose(posts),
        address=address,
    )


def locked_until(user: User) -> datetime | None:
    """The UTC time until which the account is locked, or None."""
    still = user.locked_until and user.locked_until > utc_now()
    return user.locked_until if still else None


def note_wrong_try(user: User) -> None:
    """Count one wrong password or code; the fifth in a row locks the account for a quarter of an hour."""
    with writing():
        User.update(failed_tries=User.failed_tries + 1).where(User.id == user.id).execute()
        fresh = User.get_by_id(user.id)
        if fresh.failed_tries >= TRIES_BEFORE_LOCK:
            User.update(failed_tries=0, locked_until=utc_now() + LOCK_FOR).where(User.id == user.id).execute()
            audit.record("akun.terkunci", by=acting(user), kind="akun", subject=str(user.id))


def note_sign_in(user: User, *, address: str) -> None:
    """A right try clears the count and is written down; right tries are never counted against anyone."""
    with writing():
        _clear(user)
        audit.record("akun.masuk", by=acting(user, address), kind="akun", subject=str(user.id))


def forget_wrong_tries(user: User) -> None:
    """A right password on the lock screen: earlier wrong ones no longer count."""
    with writing():
        _clear(user)


def _clear(user: User) -> None:
    if user.failed_tries or user.locked_until:
        User.update(failed_tries=0, locked_until=None).where(User.id == user.id).execute()


def note_code(user: User, counter: int) -> None:
    """The half minute whose code this person has just used."""
    with writing():
        User.update(tf_last_counter=counter).where(User.id == user.id).execute()
    user.tf_last_counter = counter


def acting(user: User, address: str = "") -> Actor:
    """The owner of an account as the audit trail names them, where no request has one signed in yet."""
    return Actor(user_id=user.id, name=user.name, role=user.role, address=address)


def people(*, page: int = 1) -> tuple[list[User], bool]:
    """Accounts by name with their company and department, and whether more follow."""
    query = (
        User.select(User, Company, Opd)
        .left_outer_join(Company)
        .switch(User)
        .left_outer_join(Opd)
        .where(User.email != SYSTEM_ADDRESS)
        .order_by(User.name, User.id)
    )
    return one_page(query, page=page, size=PAGE)


def post_names(people: list[User]) -> dict[int, list[str]]:
    """User id → the names of the posts an officer serves, closed ones too; one query for a page of people."""
    names: dict[int, list[str]] = {}
    links = UserPost.select(UserPost.user, Post.name).join(Post).where(UserPost.user.in_(people))
    for user_id, name in links.order_by(Post.name).tuples():
        names.setdefault(user_id, []).append(name)
    return names


def set_active(*, user_id: int, active: bool, by: Actor) -> User:
    """Close or reopen an account; closing ends its sessions and its open one-time links.

    Raises NotThere, Refused for one's own."""
    if user_id == by.user_id:
        raise Refused(N_("Akun sendiri tidak dapat ditutup. Minta admin lain melakukannya."))
    with writing():
        one_at_a_time()
        person = User.get_or_none(User.id == user_id)
        if person is None:
            raise NotThere
        person.active, person.fs_uniquifier = active, uuid.uuid4().hex
        person.save(only=[User.active, User.fs_uniquifier])
        if not active:
            void_links_of(person.email)
        audit.record("akun.dibuka" if active else "akun.ditutup", by=by, kind="akun", subject=str(user_id))
    return person


def remember_language(*, user_id: int, language: str) -> None:
    with writing():
        User.update(language=language).where(User.id == user_id).execute()
