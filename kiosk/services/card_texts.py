"""The texts of the card as this city words them. Whoever changes one changes the cards printed from then on; printed
cards stay as they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from peewee import fn

from db.models import CardText, User
from kiosk.domain.clock import today
from kiosk.files import page_pictures
from kiosk.files.card_face import CardFace, state_lines
from kiosk.files.card_text_fit import misfits
from kiosk.files.card_texts import KEYS, CardTexts
from kiosk.files.cards import cards_pdf
from kiosk.services import access, audit, settings
from kiosk.services.acting import Actor, Refused
from kiosk.services.once import once

CHANGES_SHOWN = 20


@dataclass(frozen=True)
class CardPictures:
    """PNG bytes of the example card: registered, protected, and the back of both."""

    registered: bytes
    protected: bytes
    back: bytes


def texts_now() -> CardTexts:
    """One query."""
    return CardTexts().worded(_own_words())


def _own_words() -> dict[str, str]:
    newest = CardText.select(fn.MAX(CardText.id)).group_by(CardText.key)
    return {row.key: row.text for row in CardText.select().where(CardText.id.in_(newest))}


def change(*, words: Mapping[str, str], client_key: str, by: Actor) -> None:
    """Word the card anew, once per key: what equals the product's own wording is kept as empty, what did not change is
    not written. Raises NotAllowed for anybody but the admin, Refused for a text that does not fit its place."""
    access.require(by.role == "admin")
    _require_fitting(words)
    once(
        key=client_key,
        purpose="card_texts",
        content=dict(words),
        by=by,
        make=lambda: _change(words, by),
    )


def _require_fitting(words: Mapping[str, str]) -> None:
    for sentence in misfits(CardTexts().worded(words)).values():
        raise Refused(sentence)


def _change(words: Mapping[str, str], by: Actor) -> str:
    usual, now = CardTexts(), texts_now()
    changed = [key for key in KEYS if (words.get(key) or getattr(usual, key)) != getattr(now, key)]
    for key in changed:
        text = words.get(key, "")
        CardText.create(key=key, text="" if text == getattr(usual, key) else text, changed_by=by.user_id)
    if changed:
        audit.record("kartu.teks_diubah", by=by, kind="kartu", tempat=", ".join(changed))
    return ",".join(changed)


def changes() -> list[CardText]:
    """The latest 20, newest first, with who made them."""
    query = CardText.select(CardText, User).join(User).order_by(CardText.id.desc())
    return list(query.limit(CHANGES_SHOWN))


def example_pdf(texts: CardTexts) -> bytes:
    """The example card in both states, as the printer would get it."""
    return cards_pdf(_examples(), texts=texts, call_centre=settings.setting("call_centre"))


def example_pictures(texts: CardTexts) -> CardPictures:
    pdf = example_pdf(texts)
    front, back, protected = (page_pictures.page_png(pdf, page) for page in (0, 1, 2))
    return CardPictures(registered=front, protected=protected, back=back)


def _examples() -> list[CardFace]:
    """Nobody's card: a made-up person whose code leads nowhere."""
    return [_example(protected=False), _example(protected=True)]


def _example(*, protected: bool) -> CardFace:
    until = today() + timedelta(days=180) if protected else None
    state_line, until_line = state_lines(protected=protected, prepaid_until=until)
    return CardFace(
        name="Siti Contoh Aminah",
        reg_no=f"{settings.setting('registration_prefix')}-0000000-0",
        kpj="00000000000" if protected else None,
        masked_nik="0000••••••••0000",
        programmes="JKK + JKM",
        funder="PT Contoh",
        state_line=state_line,
        until_line=until_line,
        printed_on=today(),
        url="https://contoh.invalid/v/contoh",
        city=settings.setting("city_name"),
    )
