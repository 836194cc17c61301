"""The filters of the list of cards to hand over, as its address has them and as its form offers them."""

from flask import request
from flask_babel import gettext as _

from kiosk.services import card_queue, handover_waiting
from kiosk.services.acting import Actor
from kiosk.services.handover_waiting import NO_POST, READY, TRIED, Wish
from kiosk.web.list_filters import Chip, ListFilters, area_groups, chips_of, kelurahan_codes, with_filters

PATH = "/kartu/serah-terima"


class HandoverFilters:
    """`wish` for the service, `chosen` as in the address, `choices` for the form, `unknown`: what was left out."""

    def __init__(self, by: Actor):
        filters = ListFilters()
        self.choices = _choices(by)
        self.chosen = {
            "pos": filters.one_of("pos", dict(self.choices["pos"])),
            "kelurahan": filters.one_of("kelurahan", kelurahan_codes()),
            # also one that is not offered: its own page leads here
            "batch": request.args.get("batch", "")[:20],
            "keadaan": filters.one_of("keadaan", (READY, TRIED)),
        }
        self.unknown = filters.unknown

    @property
    def wish(self) -> Wish:
        return Wish(
            post=self.chosen["pos"],
            kelurahan=self.chosen["kelurahan"],
            batch=self.chosen["batch"],
            state=self.chosen["keadaan"],
        )

    @property
    def address(self) -> str:
        return with_filters(PATH, self.chosen)

    @property
    def pdf(self) -> str:
        return with_filters(f"{PATH}.pdf", self.chosen)

    def chips(self) -> list[Chip]:
        return chips_of(PATH, self.chosen, self.choices)


def _choices(by: Actor) -> dict[str, list]:
    """(value, words) for each filter; of kelurahan (kecamatan, such pairs)."""
    posts = [(post.code, post.name) for post in handover_waiting.posts_waited_at(by)]
    batches = [(batch.no, f"{batch.name} · {batch.no}") for batch in card_queue.batches_to_choose(by)]
    return {
        "pos": [*posts, (NO_POST, _("Belum ada tempat ambil"))],
        "kelurahan": area_groups(),
        "batch": batches,
        "keadaan": [(READY, _("Belum pernah dicoba")), (TRIED, _("Pernah gagal diserahkan"))],
    }
