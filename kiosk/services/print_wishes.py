"""How somebody wants cards printed; a run keeps it as it was on the day it was asked for."""

from dataclasses import dataclass

from db.models import Kelurahan, Worker
from kiosk.files.card_sheets import A4, LAYOUTS, PLACES_ON_A_SHEET
from kiosk.services import printers
from kiosk.services.acting import Actor

BY_KELURAHAN, BY_POST = ORDERS = ("kelurahan", "post")
LAST = "\uffff"  # who has no kelurahan or post of ours comes at the end


@dataclass(frozen=True)
class PrintWish:
    """`layout` None is the one the printer of the place is set to; `start` is the first free place on the first A4
    sheet, 1 to 10; `ordered_by` one of ORDERS."""

    layout: str | None = None
    start: int = 1
    ordered_by: str = BY_KELURAHAN

    def __post_init__(self) -> None:
        if self.layout not in (None, *LAYOUTS) or self.ordered_by not in ORDERS:
            raise ValueError("A print wish names a layout and an order that exist")
        if not 1 <= self.start <= PLACES_ON_A_SHEET:
            raise ValueError("A sheet has places 1 to 10")


AS_THE_PRINTER_IS_SET = PrintWish()


def run_columns(wish: PrintWish, by: Actor) -> dict:
    """The columns of a PrintRun that hold the wish and the printer's setting of today."""
    setting = printers.setting_of(by, layout=wish.layout)
    return {
        "layout": setting.layout,
        "start": wish.start if setting.layout == A4 else 1,
        "ordered_by": wish.ordered_by,
        "flip": setting.flip,
        **{name: getattr(setting, name) for name in printers.OFFSETS},
    }


def in_order(workers: list[Worker], wish: PrintWish) -> list[Worker]:
    """As the cards are handed out and listed: by the name of the kelurahan, or by post, there by name."""
    areas = dict(Kelurahan.select(Kelurahan.code, Kelurahan.name).tuples())
    return sorted(workers, key=lambda worker: (*_place(worker, wish, areas), worker.name, worker.id))


def _place(worker: Worker, wish: PrintWish, areas: dict[str, str]) -> tuple[str, str]:
    if wish.ordered_by == BY_POST:
        return (f"{worker.enrolled_post_id:09d}", "") if worker.enrolled_post_id else (LAST, "")
    return areas.get(worker.kelurahan_id, LAST), worker.kelurahan_id or ""
