"""The same sheet once more: noticed by its content, before it is sent."""

import re

from peewee import fn

from db.models import Batch, Company, Upload
from kiosk.services import access, safe
from kiosk.services.acting import Actor
from kiosk.services.batch_reading import SHEET

MOST_NAMED = 3
_SHA256 = re.compile(r"[0-9a-f]{64}")


def batches_with(*, sha256: str, by: Actor) -> list[Batch]:
    """Open batches in this person's scope, newest first, that a sheet of this content (in hexadecimal) was laid down
    in; none for what is no such number."""
    if not _SHA256.fullmatch(sha256):
        return []
    laid_down = Upload.select().where(
        Upload.batch == Batch.id,
        Upload.fingerprint == safe.index(sha256, SHEET),
        Upload.state != "refused",
    )
    found = access.batches_in_scope(by).select(Batch, Company).join(Company)
    open_ones = found.where(Batch.state == "open", fn.EXISTS(laid_down))
    return list(open_ones.order_by(Batch.id.desc()).limit(MOST_NAMED))
