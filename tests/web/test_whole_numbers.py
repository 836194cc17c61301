"""A number in an address that no row can have."""

import pytest


@pytest.mark.parametrize("address", ["/admin/iuran/%s/pengganti", "/admin/iuran/%s/pencabutan"])
def test_a_number_beyond_every_row_is_no_page(client_for, address):
    assert client_for("admin").get(address % "99999999999999999999").status_code == 404
