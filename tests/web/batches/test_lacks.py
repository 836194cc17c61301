"""Before its bill is made a batch says whom BPJS cannot be asked for yet, and why."""

from db.models import Worker, WorkerFlag
from kiosk.services import safe
from tests.web import desk

PEOPLE = (("3374020902000001", "Sugeng"), ("3374021003010002", "Tarno"))


def whole() -> dict:
    """What BPJS asks for, all of it."""
    mother = safe.seal("Sumirah", safe.MOTHER)
    return {"birth_place": "Semarang", "mother_name_sealed": mother, "address": "Jl. Kakap"}


def test_batch_says_before_its_bill_who_lacks_what_for_bpjs(client_for, visit):
    mitra = client_for("mitra")
    batch = desk.opened(mitra, sheet=desk.small_sheet(*PEOPLE), months="3")
    Worker.update(address="Jl. Kakap").execute()
    Worker.update(whole()).where(Worker.name == "Sugeng").execute()
    page = visit(mitra, f"/batch/{batch}").text
    assert "1 orang dalam batch ini belum dapat diajukan kepada BPJS" in page
    assert "tempat lahir: 1 orang" in page.lower() and "alamat: 1 orang" not in page.lower()
    Worker.update(whole()).execute()
    assert "dalam batch ini belum dapat diajukan" not in visit(mitra, f"/batch/{batch}").text


def test_whom_bpjs_has_refused_is_said_once_and_lacks_only_what_is_missing(client_for, people, visit):
    mitra = client_for("mitra")
    batch = desk.opened(mitra, sheet=desk.small_sheet(*PEOPLE), months="3")
    Worker.update(whole()).execute()
    sugeng = Worker.get(Worker.name == "Sugeng")
    WorkerFlag.create(worker=sugeng, kind="bpjs_rejected", note="Ganda", raised_by=people["admin"].id)
    page = visit(mitra, f"/batch/{batch}").text
    assert '<data id="refused-before" value="1"' in page
    assert "dalam batch ini belum dapat diajukan" not in page
    Worker.update(address="").where(Worker.id == sugeng.id).execute()
    page = visit(mitra, f"/batch/{batch}").text
    assert "1 orang dalam batch ini belum dapat diajukan kepada BPJS" in page
    assert "alamat: 1 orang" in page.lower() and "ditolak bpjs: 1 orang" not in page.lower()
