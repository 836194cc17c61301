"""Where a card waits: moved to another post, whose officers have it in their list at once."""

from db.connection import writing
from db.models import Card, Post
from kiosk.domain.words import N_
from kiosk.services import card_trail, places
from kiosk.services.acting import Actor, Refused
from kiosk.services.handover_cards import Obstacle, card_to_change, obstacle_to_moving

NO_POST = N_("Pos ini tidak dikenal atau sudah ditutup. Pilih pos lain dari daftar.")
THERE_ALREADY = N_("Kartu ini sudah menunggu di %(post)s. Pilih pos lain.")


def open_posts() -> dict[str, list[Post]]:
    """Every active post by its kecamatan, both by name."""
    found: dict[str, list[Post]] = {}
    for post in places.posts():
        found.setdefault(post.kelurahan.kecamatan.name, []).append(post)
    return dict(sorted(found.items()))


def move(*, serial: str, post_code: str, by: Actor) -> Post:
    """Raises NotThere, NotAllowed, Obstacle for a card that does not wait, Refused."""
    with writing():
        card = card_to_change(by, serial)
        _require_waiting(card)
        post = _post(post_code, card)
        Card.update(pickup_post=post.id).where(Card.id == card.id).execute()
        card_trail.record("kartu.tempat_ambil_diubah", card, by=by, pos=post.name)
    return post


def _require_waiting(card: Card) -> None:
    if finding := obstacle_to_moving(card):
        raise Obstacle(finding)


def _post(code: str, card: Card) -> Post:
    post = Post.get_or_none(Post.code == code, Post.active)
    if post is None:
        raise Refused(NO_POST)
    if post.id == card.pickup_post_id:
        raise Refused(THERE_ALREADY, post=post.name)
    return post
