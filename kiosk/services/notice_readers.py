"""Who is told beside the worker: the post where people come, its officers, and the people of a funder.

The money of civil servants is one funder, which has nobody who could read for it: each donor is told alone
(pledge_notices, mandate_notices). Who pays for himself is told as a worker."""

from dataclasses import dataclass

from db.models import Company, Funder, Post, User, UserPost
from kiosk.domain.tariff import PUBLIC_MONEY


@dataclass(frozen=True)
class Posts:
    """The active posts: names by id, and the one that serves a kelurahan."""

    names: dict[int, str]
    by_area: dict[str, int]

    def of(self, enrolled_post: int | None, kelurahan: str | None) -> int | None:
        """Where this person comes: the post of the enrolment, or the one nearby; None where there is neither."""
        return enrolled_post if enrolled_post in self.names else self.by_area.get(kelurahan or "")


def active_posts() -> Posts:
    """Of several in a kelurahan its own office goes before a market, the older before the younger."""
    rows = list(Post.select().where(Post.active).order_by(Post.id))
    by_area: dict[str, int] = {}
    for post in sorted(rows, key=lambda post: post.kind != "kelurahan"):
        by_area.setdefault(post.kelurahan_id, post.id)
    return Posts({post.id: post.name for post in rows}, by_area)


def officers_of(post_id: int) -> list[str]:
    """E-mail addresses."""
    at_post = UserPost.select(UserPost.user).where(UserPost.post == post_id)
    return _addresses(User.role == "petugas", User.id.in_(at_post))


def readers_of(funder: Funder) -> list[str]:
    """E-mail addresses: a company's people, or the admins where it has none; the admins for the city's money."""
    if funder.kind == "csr":
        companies = Company.select(Company.id).where(Company.funder == funder)
        return _addresses(User.role == "mitra", User.company.in_(companies)) or _addresses(
            User.role == "admin"
        )
    return _addresses(User.role == "admin") if funder.kind in PUBLIC_MONEY else []


def _addresses(*conditions) -> list[str]:
    rows = User.select(User.email).where(User.active, *conditions).order_by(User.id)
    return [email for (email,) in rows.tuples()]
