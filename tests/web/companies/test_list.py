"""Companies: /perusahaan."""

from tests.web import desk


def test_admin_sees_every_company_with_its_batches(client_for, visit):
    desk.opened(client_for("mitra"))
    text = visit(client_for("admin"), "/perusahaan").text
    assert "PT Sinar Pesisir" in text and "PT Bahari Lestari" in text


def test_company_sees_itself_only(client_for, visit):
    for name in ("mitra", "mitra_rekan"):
        text = visit(client_for(name), "/perusahaan").text
        assert "PT Sinar Pesisir" in text and "PT Bahari Lestari" not in text
    text = visit(client_for("mitra2"), "/perusahaan").text
    assert "PT Bahari Lestari" in text and "PT Sinar Pesisir" not in text


def test_roles_without_companies_are_refused(client_for, visit):
    for name in ("opd", "donatur"):
        visit(client_for(name), "/perusahaan", status=403)
