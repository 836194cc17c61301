"""What became of a card on its way to its owner, in finished Indonesian words: for the sheet with all of a person's
data."""

from db.models import Card
from kiosk.domain.clock import local
from kiosk.domain.words import long_date
from kiosk.services.handover_tries import tries_of
from kiosk.services.handover_words import HOWS, RELATIONS, TRY_REASONS


def story_of(card: Card) -> str:
    """`belum diserahkan 20 November 2026 (sudah pindah), diserahkan 21 November 2026 kepada …`."""
    tries = [_tried(one) for one in reversed(tries_of(card))]
    handed = _handed(card) if card.handed_at else "" if tries else "belum diserahkan"
    return ", ".join([*tries, handed] if handed else tries)


def _tried(one) -> str:
    reason = TRY_REASONS.get(one.reason, one.reason).lower()
    more = f": {one.note}" if one.note else ""
    return f"belum diserahkan {_day(one.at)} ({reason}{more})"


def _handed(card: Card) -> str:
    relation = RELATIONS.get(card.handed_relation, card.handed_relation).lower()
    taken = [card.handed_to, relation] if card.handed_to else [relation]
    proof = HOWS.get(card.handed_how, card.handed_how).lower()
    signs = "; ".join(part for part in (proof, card.handed_note) if part)
    return f"diserahkan {_day(card.handed_at)} kepada {', '.join(taken)} ({signs})"


def _day(at) -> str:
    return long_date(local(at).date())
