"""What a printer of a place may be set to."""

import pytest

from kiosk.services.printers import PrinterWish


@pytest.mark.parametrize("wrong", [{"layout": "a5"}, {"flip": "both"}])
def test_setting_with_a_paper_or_an_edge_that_does_not_exist_cannot_be_wished_for(wrong):
    assert PrinterWish(layout="a4", flip="short")
    with pytest.raises(ValueError, match="that exist"):
        PrinterWish(**wrong)
