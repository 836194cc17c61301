"""What the treasurer and the donor read of a line at the bank whose mandate was revoked since."""

from kiosk.domain.clock import today
from kiosk.services import mandate_revocations
from tests.services import asn_desk, debit_desk
from tests.web.debits.pages import at, value


def revoked_after_it_was_sent(donor=None):
    """The run, the line that was revoked, and another."""
    mandate = debit_desk.due(donor=donor)
    debit_desk.due()
    run = debit_desk.sent()
    mandate_revocations.revoke(
        no=mandate.no, on=today(), why="own_request", by=asn_desk.acting(mandate.donor)
    )
    return run, *debit_desk.lines_of(run)


def test_treasurer_is_led_to_the_lines_the_bank_is_asked_not_to_debit(admin, visit):
    run, line, other = revoked_after_it_was_sent()
    there = at(run, "/baris?keadaan=dicabut")
    for page in (visit(admin, "/debit").text, visit(admin, "/").text):
        assert there in page and "minta bank tidak mendebet" in page.lower()
    page = visit(admin, there).text
    assert line.key in page and other.key not in page and value(page, "lines-shown") == 1
    assert "Minta bank tidak mendebet baris-baris ini" in page


def test_filter_is_offered_only_where_there_is_such_a_line(admin, visit):
    debit_desk.due()
    run = debit_desk.sent()
    assert "keadaan=dicabut" not in visit(admin, at(run, "/baris")).text
    assert "keadaan=dicabut" not in visit(admin, "/debit").text


def test_donor_reads_that_the_money_comes_back(client_for, people, visit):
    donor = asn_desk.donor(user=people["donatur"], opd_code=people["opd"].opd.code)
    run, *_lines = revoked_after_it_was_sent(donor)
    client = client_for("donatur")
    assert "bank diminta tidak mendebetnya" in visit(client, "/asn/saya").text
    debit_desk.upload(run, debit_desk.answer(run))
    page = visit(client, "/asn/saya").text
    assert "bank diminta tidak mendebetnya" not in page and "akan dikembalikan ke rekening Anda" in page


def test_donor_is_told_before(client_for, people, visit):
    donor = asn_desk.donor(user=people["donatur"], opd_code=people["opd"].opd.code)
    mandate = debit_desk.due(donor=donor)
    page = visit(client_for("donatur"), f"/asn/kuasa/{mandate.no}/pencabutan").text
    assert "belum didebet sebelum hari itu dilepas" in page and "bank diminta tidak mendebetnya" in page
