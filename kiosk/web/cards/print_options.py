"""What the buttons that print are preset to: the layout the printer here is set to, the order, the first place."""

from dataclasses import dataclass
from uuid import uuid4

from kiosk.services import printers
from kiosk.services.acting import Actor
from kiosk.services.print_wishes import PrintWish
from kiosk.web.cards.layout_words import LAYOUT_WORDS


@dataclass(frozen=True)
class PrintOptions:
    """`key` is the client_key of the form they stand in."""

    key: str
    layout: str
    ordered_by: str
    start: int = 1

    @property
    def layouts(self):
        return LAYOUT_WORDS.items()

    def as_chosen(self, wish: PrintWish, key: str) -> "PrintOptions":
        """What somebody has chosen already, in a form that comes back."""
        return PrintOptions(key, wish.layout or self.layout, wish.ordered_by, wish.start)

    @classmethod
    def for_list(cls, by: Actor, ordered_by: str = "kelurahan") -> "PrintOptions":
        return cls(uuid4().hex, printers.setting_of(by).layout, ordered_by)
