"""The posts whose desk somebody may look at: an officer the own ones, admin and auditor all, nobody else any."""

from db.models import Post
from kiosk.services import access
from kiosk.services.acting import Actor, NotThere


def posts_seen_by(by: Actor) -> list[Post]:
    """By name; closed ones too for those who see all. Raises NotAllowed."""
    access.require(by.role in (*access.SEES_ALL, "petugas"))
    query = Post.select().order_by(Post.name)
    return list(query if by.role in access.SEES_ALL else query.where(Post.id.in_(by.post_ids)))


def post_seen_by(by: Actor, code: str) -> Post:
    """Raises NotThere, NotAllowed."""
    access.require(by.role in (*access.SEES_ALL, "petugas"))
    post = Post.get_or_none(Post.code == code)
    if post is None:
        raise NotThere
    require_seen(by, post)
    return post


def require_seen(by: Actor, post: Post) -> None:
    """Raises NotAllowed."""
    own = by.role == "petugas" and post.id in by.post_ids
    access.require(by.role in access.SEES_ALL or own)
