"""Cards at the counter: of a person of Pos Pasar Johar, and of one whom a company has listed."""

import pytest

from tests.web import desk
from tests.web.handovers.counter import LISTED, printed_well


@pytest.fixture
def reg_no(client_for) -> str:
    """Slamet Widodo, enrolled at Pasar Johar, consented by thumb."""
    return desk.enrolled(client_for("petugas"))


@pytest.fixture
def serial(client_for, reg_no) -> str:
    """His card: printed, said to be good, waiting at Pasar Johar."""
    return printed_well(client_for("petugas"), worker=reg_no)


@pytest.fixture
def listed(client_for) -> str:
    """The card of Sugeng, whom PT Sinar Pesisir has listed; his company has printed it."""
    batch = desk.opened(client_for("mitra"), sheet=desk.small_sheet(LISTED))
    return printed_well(client_for("mitra"), batch=batch)
