"""The sheet a department fills, with the names of departments to choose from."""

from db.models import Opd
from kiosk.files.staff_template import staff_workbook


def sample() -> bytes:
    tops = Opd.select(Opd.name).where(Opd.parent.is_null(), Opd.valid_to.is_null()).order_by(Opd.name)
    return staff_workbook([name for (name,) in tops.tuples()])
