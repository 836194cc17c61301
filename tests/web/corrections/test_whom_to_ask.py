"""A company that funds whom an officer registered reads where their data is corrected, and changes nothing."""

from db.models import Worker
from tests.web import desk
from tests.web.desk import send


def test_company_reads_whom_to_ask_in_place_of_the_form(client_for, visit):
    reg_no = desk.enrolled(client_for("petugas"))
    mitra = client_for("mitra")
    batch = desk.opened(mitra, sheet=desk.small_sheet((desk.NIK, desk.NAME)))
    desk.paid(client_for("admin"), desk.billed(mitra, batch))
    page = visit(mitra, f"/pekerja/{reg_no}/koreksi").text
    assert "tidak didaftarkan oleh perusahaan Anda" in page and "Simpan koreksi" not in page
    fields = {"client_key": desk.key(), "reason": "mistyped", "name": "Orang Lain", "seen": "x"}
    answer = send(mitra, f"/pekerja/{reg_no}/koreksi", fields)
    assert answer.status_code == 422 and Worker.get().enrolled_post.name in answer.text
    assert Worker.get().name == desk.NAME
