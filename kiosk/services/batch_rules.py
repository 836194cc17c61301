"""The rules that rows of a batch are checked by, with what they need to know of the day and the city."""

from db.models import Batch
from kiosk.domain.clock import today
from kiosk.domain.sheet_rows import RowRules
from kiosk.services import ledger, places, settings


def rules_of(batch: Batch) -> RowRules:
    """What a row of this batch is checked against today."""
    return RowRules(
        today=today(),
        first_payment_on=ledger.first_payment_on(batch.first_month),
        minimum_age=settings.whole("minimum_age"),
        age_limit=settings.whole("age_limit"),
        areas_named=places.areas_named,
        occupation_named=places.occupation_named,
    )
