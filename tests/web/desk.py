"""What people fill in and send, without JavaScript: the fields of the forms by their public names."""

import re
from base64 import b64encode
from io import BytesIO
from pathlib import Path
from uuid import uuid4

from itsdangerous import URLSafeTimedSerializer
from PIL import Image, ImageDraw

from db.models import Attachment, Bill, CompanyContact, CoverageMonth, Funder, Worker
from kiosk.domain.clock import today
from kiosk.services import queue, safe

SHEETS = Path(__file__).parents[1] / "sheets"
BY_HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
NIK = "3374011705030001"  # a man born on 17 May 2003
NAME = "Slamet Widodo"
PHONE = "081234567890"
KPJ = "26000123456"
SEVENTEEN = "3374011705090001"  # a man born on 17 May 2009
ASKS_APPROVAL = {"ask_approval": "y", "approval_reason": "Membantu orang tua berjualan"}
KAUMAN = "33.74.01.1010"  # the kelurahan of Pos Pasar Johar


def key() -> str:
    return uuid4().hex


def form_token(client) -> str:
    """A token for this session's forms, signed as Flask-WTF signs it: no page is made for it."""
    with client.session_transaction() as session:
        kept = session.setdefault("csrf_token", uuid4().hex)
    return URLSafeTimedSerializer(client.application.secret_key, salt="wtf-csrf-token").dumps(kept)


def send(client, address: str, data: dict | None = None, **more):
    """POST a form with its token."""
    return client.post(address, data={"csrf_token": form_token(client), **(data or {})}, **more)


def person(**other) -> dict:
    """The twelve fields of an enrolment that are visible at once, and its key."""
    return {
        "client_key": key(),
        "nik": NIK,
        "name": NAME,
        "birth_on": "",
        "sex": "L",
        "phone": PHONE,
        "kelurahan": KAUMAN,
        "rt": "3",
        "rw": "7",
        "address": "Jl. Kakap No. 12",
        "occupation": "nelayan",
        "workplace": "Pasar Johar blok B",
        "still_working": "y",
        "consent": "y",
        "consent_how": "thumb",
        **other,
    }


def portrait(colour: str = "teal", size: tuple[int, int] = (600, 800), kind: str = "JPEG") -> bytes:
    """A photograph of one colour."""
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def photo(content: bytes | None = None, name: str = "foto.jpg") -> tuple:
    """A photograph as a browser sends it."""
    return BytesIO(portrait() if content is None else content), name


def drawn_name() -> str:
    """A signature as the pad posts it."""
    out, sheet = BytesIO(), Image.new("RGBA", (600, 200))
    ImageDraw.Draw(sheet).line((20, 150, 300, 40, 560, 160), fill="black", width=4)
    sheet.save(out, "PNG")
    return "data:image/png;base64," + b64encode(out.getvalue()).decode()


def enrol(client, **other):
    return send(client, "/pekerja/baru", person(**other))


def enrolled(client, **other) -> str:
    """Enrol one person; answers with the registration number."""
    answer = enrol(client, **other)
    assert answer.status_code == 303, answer.text
    return answer.location.partition("/pekerja/")[2].partition("?")[0]


def sheet(name: str, as_name: str | None = None) -> tuple:
    """One of tests/sheets as a browser sends it."""
    return BytesIO((SHEETS / name).read_bytes()), as_name or name


def small_sheet(*people: tuple[str, str], name: str = "daftar.csv", occupation: str = "Nelayan") -> tuple:
    """A sheet of (NIK, name) pairs: fishermen who live where no officer of the tests has a post."""
    rows = [f"{nik};{who};Sampangan;{occupation}" for nik, who in people]
    return BytesIO("\n".join(["NIK;Nama;Kelurahan;Pekerjaan", *rows]).encode()), name


def unexplained_sheet(name: str = "kolom-asing.csv") -> tuple:
    """A sheet whose headings nobody knows: nothing of it is read before somebody says what they mean."""
    rows = ("Angka Penduduk;Sebutan;Wilayah;Kegiatan", "3374021505800009;Parjo;Sampangan;Nelayan")
    return BytesIO("\n".join(rows).encode()), name


def company_fields(**other) -> dict:
    """A company nobody has registered yet, and whom one may call there."""
    return {
        "client_key": key(),
        "name": "PT Ombak Utara",
        "npwp": "01.234.567.8-999.000",
        "nib": "1234567890123",
        "npp": "",
        "numbers_checked": "y",  # the check digit of this NPWP is a slip
        "address": "Jl. Ronggowarsito No. 5, Tanjung Mas",
        "contact_name": "Rini Astuti",
        "contact_position": "HRD",
        "contact_phone": "0813-2222-3344",
        "contact_email": "rini@ombak-utara.test",
        **other,
    }


def registered(client, **other) -> str:
    """Register a company; answers with its code."""
    answer = send(client, "/perusahaan/baru", company_fields(**other))
    assert answer.status_code == 303, answer.text
    return answer.location.rpartition("/")[2]


def named_contact(client, code: str) -> int:
    """Name somebody one may call at the company; answers with the contact's number."""
    fields = company_fields()
    data = {name: fields[name] for name in ("client_key", "contact_name", "contact_phone")}
    answer = send(client, f"/perusahaan/{code}/kontak", data)
    assert answer.status_code == 303, answer.text
    return CompanyContact.select().order_by(CompanyContact.id.desc()).get().id


def programme_fields(**other) -> dict:
    """A programme of the city's own money, for fishermen and a few more."""
    return {
        "client_key": key(),
        "funder": str(Funder.get_or_create(kind="apbd", defaults={"name": "APBD Kota Semarang"})[0].id),
        "year": str(today().year),
        "name": "Pijar Semar",
        "first_month": "",
        "quota": "100",
        "budget": "Rp201.600.000",
        "regulation": "Perwal Kota Semarang Nomor 26 Tahun 2025",
        "regulation_on": "20/06/2025",
        "residents_only": "y",
        "occupations": ["nelayan", "tukang-becak"],
        "note": "",
        **other,
    }


def programme(client, **other) -> str:
    """Open a programme; answers with its number."""
    answer = send(client, "/program/baru", programme_fields(**other))
    assert answer.status_code == 303, answer.text
    return answer.location.rpartition("/")[2]


def programme_seen(client, no: str) -> str:
    """What the form of a change, opened now, brings along."""
    return re.search(r'name="seen"[^>]*value="(\w+)"', client.get(f"/program/{no}/ubah").text)[1]


def selection_fields(client, programme: str, **other) -> dict:
    """One person, from the first month that the form offers, weighed as it proposes."""
    page = client.get(f"/program/{programme}/seleksi/baru").text
    weights = dict(re.findall(r'name="(weight_\w+)"[^>]*value="(\d+)"', page))
    month = re.search(r'<option[^>]*value="(\d{4}-\d\d)"', page)[1]
    return {"client_key": key(), "wanted": "1", "first_month": month, **weights, **other}


def selection(client, programme: str, **other) -> str:
    """Draw the waiting list for a programme; answers with the selection's number."""
    fields = selection_fields(client, programme, **other)
    answer = send(client, f"/program/{programme}/seleksi/baru", fields)
    assert answer.status_code == 303, answer.text
    queue.run_waiting_tasks()
    return answer.location.rpartition("/")[2]


def coverage_sheet(client, filters: str = "keadaan=terdaftar") -> str:
    """Ask for a list of people as a sheet; answers with its number. The worker has not written it yet."""
    answer = send(client, "/cakupan/lembar", {"client_key": key(), "filters": filters})
    assert answer.status_code == 303, answer.text
    return answer.location.rpartition("/")[2]


def batch_fields(client, **other) -> dict:
    """A batch from the first month that the form offers."""
    return {
        "client_key": key(),
        "name": "CSR Desember Tambak Lorok",
        "first_month": first_month(client),
        "months": "6",
        "consent": "y",
        **other,
    }


def first_month(client) -> str:
    return client.get("/batch/baru").text.partition('name="first_month"')[2].partition('value="')[2][:7]


def open_batch(client, **other):
    fields = batch_fields(client, **other)
    return send(client, "/batch/baru", fields, content_type="multipart/form-data")


def opened(client, **other) -> str:
    """Open a batch; answers with its number."""
    answer = open_batch(client, **other)
    assert answer.status_code == 303, answer.text
    return answer.location.rpartition("/")[2]


def billed(client, batch: str) -> str:
    """Make the bill of a batch; answers with its number."""
    answer = send(client, f"/batch/{batch}/tagihan", {"client_key": key()})
    assert answer.status_code == 303, answer.text
    return answer.location.rpartition("/")[2]


def asked_of_bpjs(admin, bill: str) -> str:
    """A submission of the people a bill asks for, of whom nothing is missing then; answers with its number."""
    asked = Bill.get(Bill.no == bill)
    people = CoverageMonth.select(CoverageMonth.worker).where(CoverageMonth.bill == asked)
    whole = {
        "birth_place": "Semarang",
        "mother_name_sealed": safe.seal("Sumirah", safe.MOTHER),
        "address": "Jl. Kakap",
    }
    Worker.update(whole).where(Worker.id.in_(people)).execute()
    address = f"/bpjs/baru?penanggung={asked.funder_id}&wadah={asked.wadah_type}"
    answer = send(admin, address, {"client_key": key()})
    assert answer.status_code == 303, answer.text
    return answer.location.rpartition("/")[2]


def answered_by_bpjs(admin) -> str:
    """A file of BPJS about somebody nobody knows here; answers with its number."""
    content = "NIK;Nama;Status;Alasan\n3374016606850123;Sumarni;Ditolak;NIK tidak padan\n"
    fields = {"client_key": key(), "kind": "answer", "sheet": (BytesIO(content.encode()), "balasan.csv")}
    answer = send(admin, "/bpjs/balasan", fields, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    return answer.location.rpartition("/")[2]


def claim_fields(**other) -> dict:
    """An accident of today, of which nobody knows the hour."""
    return {
        "client_key": key(),
        "kind": "accident",
        "day": f"{today():%d/%m/%Y}",
        "hour": "",
        "place": "Jl. Kaligawe, depan Pasar Genuk",
        "on_the_way": "at_work",
        **other,
    }


def claimed(client, reg_no: str, **other) -> str:
    """Report an accident; answers with the number of its claim."""
    answer = send(client, f"/pekerja/{reg_no}/klaim", claim_fields(**other))
    assert answer.status_code == 303, answer.text
    return answer.location.rpartition("/")[2]


def claim_paper(client, no: str, code: str = "ktp", *files, **other) -> int:
    """Photograph one paper of a claim; answers with the number of the last photograph."""
    data = {"client_key": key(), "papers": list(files) or [photo(name="ktp.jpg")], **other}
    answer = send(client, f"/klaim/{no}/berkas/{code}", data, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    rows = Attachment.select(Attachment.id).where(Attachment.owner_kind == "klaim", Attachment.kind == code)
    return rows.order_by(Attachment.id.desc()).get().id


def payment_fields(**other) -> dict:
    """A payment as it is told, with a picture of its slip."""
    return {
        "client_key": key(),
        "reference": "TRF 2026 0001",
        "received_on": f"{today():%d/%m/%Y}",
        "amount": "Rp8.400",
        "sure": "y",
        "evidence": photo(name="bukti.jpg"),
        **other,
    }


def paid(client, bill: str, **other) -> str:
    """Tell of a payment for a bill; answers with its number."""
    fields = payment_fields(**other)
    answer = send(client, f"/tagihan/{bill}/pembayaran", fields, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    return answer.location.rpartition("/")[2]


def print_cards(client, **chosen):
    """`worker` a registration number or several, or `batch` a batch's number."""
    return send(client, "/kartu/lembar", {"client_key": key(), **chosen})


def printed(client, **chosen) -> str:
    """Ask for cards; answers with the number of the print run."""
    answer = print_cards(client, **chosen)
    assert answer.status_code == 303, answer.text
    return answer.location.rpartition("/")[2]


def tell_outcome(client, run: str, outcome: str = "all_good", **other):
    """What came out of the printer; `spoiled` places or `numbers` as one types them, confirmed where their names are
    shown first."""
    answer = named_first(client, run, outcome, **other)
    mark = re.search(r'name="seen" value="(\w+)"', answer.text)
    return named_first(client, run, outcome, seen=mark[1], **other) if mark else answer


def named_first(client, run: str, outcome: str = "some_spoiled", **other):
    """The same without the confirmation."""
    return send(client, f"/kartu/lembar/{run}/hasil", {"outcome": outcome, **other})


def in_english(client) -> None:
    assert send(client, "/bahasa", {"language": "en", "next": "/akun"}).status_code == 303
