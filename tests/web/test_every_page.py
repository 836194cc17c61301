"""Every page of every role keeps the house rules, in both languages; every form answers nonsense with a sentence."""

import re

import pytest

from db.models import Company, Funder
from tests.web import desk
from tests.web.house_rules import check_page
from tests.web.test_route_map import EVERYBODY, MATRIX, NOBODY, ROLES, addresses

FILES = {
    ".pdf": "application/pdf",
    "/foto": "image/jpeg",
    "/bukti": "image/jpeg",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
NO_FIELDS = (
    "/v/<token>",
    "/kunci",
    "/keluar",
    "/pekerja/<reg_no>/nik",
    "/pekerja/<reg_no>/data.pdf",
    "/pekerja/<reg_no>/telepon",
    "/berakhir.pdf",  # fields that filter; one that says nothing filters nothing
    "/masuk/bantuan-kode",
    "/batch/<no>/batal",
    "/batch/<no>/baris/<int:row>/pengecualian",
    "/batch/<no>/baris/<int:row>/pengembalian",
    "/batch/<no>/bulan-kosong",
    "/batch/<no>/kolom/<int:upload>/penyingkiran",
    "/batch/lembar-sama",  # a piece of the page that knows nothing of any nonsense
    "/batch/<no>/tagihan",
    "/batch/<no>/persetujuan/<int:paper>",
    "/perusahaan/<code>/kontak/<int:contact>/telepon",
    "/perusahaan/<code>/kontak/<int:contact>/penghapusan",
    "/batch/<no>/pos/penutupan",
    "/batch/<no>/baris/<int:row>/pencabutan/pembatalan",
    "/tagihan/<no>/kredit",
    "/bpjs/<no>/baris/<int:number>/pencabutan",
    "/bpjs/balasan/<no>/galat.xlsx",
    "/bpjs/balasan/<no>/penarikan",
    "/bpjs/cocok.xlsx",
    "/bpjs/cocok/<int:number>/penyelesaian/pembatalan",
    "/bpjs/surat/<no>.pdf",
    "/bpjs/surat/<no>/penolakan/pembatalan",
    "/pembayaran/<no>/konfirmasi",
    "/pesan/<int:number>/disampaikan",
    "/pesan/<int:number>/ulang",
    "/bpjs/susunan/contoh",
    "/bpjs/<no>/salin",
    "/bpjs/<no>/salin/<int:line>",
    "/bpjs/<no>/salin/<int:line>/diketik",
    "/bpjs/<no>/salin/<int:line>/belum-diketik",
    "/opd/<code>/pegawai/<no>/galat.xlsx",
    "/opd/<code>/belum-ikut.xlsx",
    "/cakupan/orang.xlsx",  # fields that filter
    "/cakupan/lembar/<no>.xlsx",
    "/program/miskin/<no>/baris/<int:number>/pendaftaran",
    "/program/miskin/<no>/baris/<int:number>/pengembalian",
    "/program/miskin/serahan/<int:number>/pengembalian",
    "/program/<no>/orang.xlsx",
    "/program/<no>/pembukaan",
    "/program/seleksi/<no>/penarikan-ulang",
    "/program/seleksi/<no>/kelanjutan",
    "/program/seleksi/<no>/lampiran.xlsx",
    "/program/<no>/tagihan/<month>",
    "/asn/daftar/surel",
    "/asn/daftar/pembuangan",
    "/asn/kuasa/<no>/berkas/<what>",
    "/asn/kuasa/<no>.pdf",
    "/opd/<code>/berkas/<no>/nip",
    "/pekerja/baru/nik",  # a piece of the page that says what it thinks of any NIK
    "/asn/kuasa/<no>/penolakan",
    "/debit/<month>/<int:number>/berkas",
    "/debit/balasan/<no>/perlu-dilihat.xlsx",
    "/debit/gagal/<key>/beres",
    "/admin/libur/<day>/hapus",
    "/klaim/<no>/berkas/<int:number>",
    "/klaim/<no>/berkas/<int:number>/pembuangan",
    "/klaim/<no>/ahli-waris/kontak",
    "/klaim/<no>/ahli-waris/penghapusan",
    "/cakupan/evaluasi/orang.xlsx",
)  # a press is all they ask for
WAY_IN = ("/masuk", "/masuk/kode", "/masuk/bantuan-kode", "/buka-kunci")  # for those who are not yet in
# Where a refused form leaves the browser: a GET leads back to the page it was on.
LEADS_BACK = (
    "/batch/<no>/kolom/<int:upload>/penyingkiran",
    "/asn/kuasa/<no>/berkas/<what>", "/asn/kuasa/<no>.pdf", "/opd/<code>/berkas/<no>/nip",
    "/asn", "/asn/daftar", "/asn/daftar/kontak", "/asn/daftar/surel", "/asn/daftar/pekerja/ganti",
    "/asn/kuasa/<no>/penolakan",
    "/berakhir/penerus", "/batch/<no>/lembar", "/batch/<no>/batal/kemajuan", "/batch/<no>/baris-sama",
    "/batch/<no>/baris/<int:row>/pengecualian", "/batch/<no>/baris/<int:row>/pengembalian", "/batch/<no>/bulan-kosong",
    "/batch/<no>/tagihan", "/tagihan/<no>/kredit", "/bpjs/<no>/pengiriman",
    "/bpjs/<no>/hari-penyerahan", "/bpjs/baru", "/bpjs/balasan/<no>/galat.xlsx", "/bpjs/balasan/<no>/baca-ulang",
    "/bpjs/balasan/<no>/kelengkapan", "/bpjs/balasan/<no>/kata", "/bpjs/balasan/<no>/penarikan",
    "/pembayaran/<no>/konfirmasi", "/pekerja/layanan", "/kartu/lembar/<no>/hasil", "/kartu/teks/contoh",
    "/kartu/lembar/<no>/berkas", "/kartu/<serial>/serah-terima/pembatalan", "/kartu/<serial>/belum-diserahkan",
    "/kartu/<serial>/tempat-ambil", "/pesan/<int:number>/disampaikan", "/pesan/<int:number>/ulang",
    "/berakhir.pdf", "/pekerja/<reg_no>/telepon", "/batch/<no>/persetujuan/<int:paper>",
    "/batch/<no>/persetujuan/<int:paper>/pembuangan", "/tagihan/<no>/kode-iuran", "/tagihan/<no>/bukti-bpjs",
    "/perusahaan/<code>/kontak/<int:contact>/telepon", "/perusahaan/<code>/kontak/<int:contact>/penghapusan",
    "/batch/<no>/pos/penutupan", "/batch/<no>/baris/<int:row>/pencabutan/pembatalan",
    "/bpjs/susunan/contoh", "/bpjs/susunan/<int:layout>/keadaan", "/bpjs/<no>/salin/<int:line>",
    "/bpjs/<no>/salin/<int:line>/diketik", "/bpjs/<no>/salin/<int:line>/belum-diketik",
    "/bpjs/cocok.xlsx", "/bpjs/cocok/<int:number>/penyelesaian/pembatalan", "/bpjs/surat/<no>.pdf", "/bpjs/surat/baru",
    "/bpjs/surat/<no>/penolakan/pembatalan", "/opd/<code>/berkas/<no>/penerimaan", "/opd/<code>/pegawai/<no>/penerapan",
    "/opd/<code>/pegawai/<no>/pembatalan", "/opd/<code>/pegawai/<no>/galat.xlsx", "/opd/<code>/belum-ikut.xlsx",
    "/opd/<code>/pindah/<int:number>", "/cakupan/orang.xlsx", "/cakupan/lembar", "/cakupan/lembar/<no>.xlsx",
    "/cakupan/evaluasi/orang.xlsx", "/cakupan/evaluasi/hitung-ulang", "/program/<no>/orang.xlsx",
    "/program/<no>/pembukaan",
    "/program/miskin/<no>/baris/<int:number>/pencocokan", "/program/miskin/<no>/baris/<int:number>/penutupan",
    "/program/miskin/<no>/baris/<int:number>/kelurahan", "/program/miskin/<no>/baris/<int:number>/pendaftaran",
    "/program/miskin/<no>/baris/<int:number>/pengembalian", "/program/miskin/serahan/<int:number>/pengembalian",
    "/program/seleksi/<no>/penarikan-ulang", "/program/seleksi/<no>/kelanjutan", "/program/seleksi/<no>/lampiran.xlsx",
    "/debit/<month>/<int:number>/kelanjutan", "/debit/<month>/<int:number>/berkas",
    "/debit/balasan/<no>/kelanjutan", "/debit/balasan/<no>/baca-ulang",
    "/debit/balasan/<no>/penyelesaian", "/debit/balasan/<no>/perlu-dilihat.xlsx",
    "/debit/gagal/<key>/beres",
    "/klaim/<no>/berkas/<int:number>", "/klaim/<no>/ahli-waris/kontak",
)  # fmt: skip
# Nothing to do there for who is signed in and not locked out; a search for nothing finds everything, a company itself;
# a card nobody worded otherwise stays as it is; any word is a reason, a list without a day is sent today, a file is
# read again by a press, and without a filter it is the first list that is asked for.
SENT_ON = (
    "/masuk", "/masuk/kode", "/akun/langkah-kedua/<token>", "/buka-kunci", "/admin/jejak", "/kartu/teks",
    "/kartu/teks/contoh", "/perusahaan", "/bpjs/cocok/<int:number>/penyelesaian", "/bpjs/<no>/pengiriman",
    "/bpjs/<no>/hari-penyerahan", "/bpjs/surat/baru", "/bpjs/balasan/<no>/baca-ulang",
    "/pekerja/<reg_no>/dukcapil/penyelesaian", "/pekerja/<reg_no>/ditolak-bpjs/penyelesaian",
    "/asn/daftar", "/asn/daftar/kontak", "/asn/tautan/<token>", "/opd/<code>/tautan",
    "/asn/daftar/pekerja/<int:pledge>/lepas",
    "/opd/<code>/unit-kosong", "/opd/<code>/pindah/<int:number>",
    "/opd/<code>", "/opd/<code>/pegawai/<no>/penerapan", "/opd/<code>/pegawai/<no>/pembatalan",
    "/debit/<month>/<int:number>/penyerahan", "/debit/penerusan", "/cakupan/lembar", "/program/<no>/di-luar",
)  # fmt: skip
OTHER_PAGES = {
    "/pekerja": ("?hari=ini", "?hari=ini&pos=ini&oleh=saya", "?keadaan=terlindungi", "?hal=2", "?hal=nol"),
    "/pekerja/<reg_no>": ("?baru=1", "?dari=2026-01", "?dari=2099-12"),
    "/pekerja/<reg_no>/perlindungan.pdf": ("?hari=",),
    "/klaim": ("?keadaan=belum-lapor&jenis=accident", "?keadaan=raja&kecamatan=nol&hal=9", "?hal=2"),
    "/klaim/<no>/langkah": ("?betulkan=1",),
    "/pekerja/<reg_no>/klaim": ("?jenis=death", "?jenis=raja"),
    "/belum-lengkap": (
        "?kurang=ibu",
        "?kurang=foto&hal=2",
        "?kelurahan=33.74.01.1010",
        "?kurang=apa&kelurahan=nol",
    ),
    "/menunggu": (
        "?kecamatan=33.74.01&skema=pijar&sejak=7",
        "?urut=baru&hal=2",
        "?kelurahan=luar",
        "?sejak=lama",
    ),
    "/berakhir": (
        "?daftar=menunggak",
        "?daftar=berakhir&hal=2",
        "?kelurahan=33.74.01.1010&sumber=csr&dihubungi=belum",
        "?siapa=lain",
        "?daftar=semua&pos=kutub&kecamatan=nol",
        "?program=P26-TIDAK",
    ),
    "/program/baru": ("?lanjutan=P26-TIDAK",),
    "/program/<no>/seleksi/baru": ("?lanjutan=P26-TIDAK",),
    "/admin/angka/baru": ("?angka=ucj_active", "?angka=apa-saja"),
    "/kartu/lembar": ("?keadaan=menunggu-hasil", "?keadaan=selesai&hal=2", "?keadaan=lain"),
    "/kartu/serah-terima": (
        "?pilih=semua",
        "?keadaan=pernah-gagal",
        "?pos=kutub&kelurahan=nol&batch=B-0",
        "?hal=2",
    ),
    "/kartu/<serial>/serah-terima": ("?baru=1",),
    "/kartu/stok": ("?pos=johar", "?pos=johar&hal=2"),
    "/kartu/harian": ("?pos=johar", "?hari=2026-11-01", "?hari=2999-01-01&pos=johar", "?hari=kemarin"),
    "/batch": ("?hal=2",),
    "/batch/dari-menunggu": ("?kecamatan=33.74.01&pekerjaan=nelayan", "?kelurahan=nol"),
    "/batch/<no>/dari-menunggu": (
        "?jumlah=5",
        "?kecamatan=33.74.01&pekerjaan=nelayan&jumlah=500",
        "?kelurahan=nol&jumlah=banyak",
        "?jumlah=501",
    ),
    "/kartu": (
        "?hal=2",
        "?pilih=semua",
        "?kelurahan=33.74.01.1010&hari=ini&urut=pos",
        "?batch=nol&pos=kutub",
    ),
    "/batch/<no>/kolom/<int:upload>": ("?lembar=1&baris=1", "?lembar=1&baris=2", "?lembar=9&baris=x"),
    "/batch/<no>": ("?keadaan=ready", "?keadaan=wrong", "?keadaan=funded", "?hal=9", "?keadaan=lain"),
    "/tagihan": tuple(
        f"?keadaan={state}" for state in ("open", "part", "paid", "run_out", "cancelled", "lain")
    ),
    "/tagihan/<no>": ("?keadaan=paid", "?keadaan=open", "?keadaan=released", "?hal=9"),
    "/batch/<no>/kepesertaan": ("?keadaan=cannot", "?keadaan=asked&hal=9", "?keadaan=lain"),
    "/tagihan/<no>/kepesertaan": ("?keadaan=blocked", "?keadaan=unsent", "?keadaan=lain&hal=2"),
    "/bpjs/ditolak": ("?hal=2",),
    "/bpjs": ("?keadaan=made", "?keadaan=cancelled&hal=2", "?keadaan=lain"),
    "/bpjs/balasan": ("?hal=2", "?pengajuan=tidak-ada"),
    "/bpjs/balasan/<no>": ("?hasil=stranger", "?hasil=wrong&hal=2", "?hasil=lain"),
    "/bpjs/balasan/<no>/kolom": ("?lembar=1&baris=1", "?lembar=9&baris=x"),
    "/bpjs/<no>": ("?keadaan=asked", "?keadaan=rejected", "?hal=9", "?keadaan=lain"),
    "/opd": (
        "?urut=nama",
        "?urut=lain",
        "?di=INSPEKTORAT&urut=pekerja",
        "?tampil=belum-ikut",
        "?tampil=tanpa-daftar&urut=nama",
    ),
    "/opd/<code>/ikut": ("?unit=tanpa", "?hal=9"),
    "/opd/<code>/belum-ikut": ("?cari=siti&hal=2", "?unit=tanpa&cari=tidak-ada", "?status=raja&opd=lain"),
    "/opd/kota/daftar": ("?ikut=belum&cari=a", "?opd=lain&status=raja&ikut=entah&hal=9"),
    "/program/seleksi/<no>/orang": (
        "?keadaan=chosen",
        "?keadaan=left_out&alasan=lacking",
        "?keadaan=raja&alasan=raja&hal=9",
    ),
    "/cakupan": (
        "?bulan=2026-08&kecamatan=33.74.01",
        "?kelurahan=33.74.01.1010&pekerjaan=nelayan&sumber=csr",
        "?kelurahan=luar&bulan=2027-06",
        "?bulan=2030-13&kecamatan=nol&kelurahan=nol&pekerjaan=raja&sumber=raja",
    ),
    "/cakupan/laporan": ("?bulan=",),
    "/cakupan/evaluasi": ("?menurut=opd", "?menurut=perusahaan", "?menurut=raja"),
    "/cakupan/evaluasi/orang": (
        "?tahap=putus&putus=m3&lama=more",
        "?tahap=belum-berlaku&langkah=unpaid&putus=m3",
        "?tahap=raja&langkah=never&pos=999999999999&hal=9",
    ),
    "/cakupan/orang": (
        "?keadaan=terdaftar&bulan=2026-10",
        "?keadaan=berakhir-90&sampai=2026-11&kelurahan=luar",
        "?keadaan=berakhir-mulai-nanti&sampai=2026-12",
        "?keadaan=menunggak&sumber=apbd&hal=9",
        "?keadaan=raja&sampai=kapan&bulan=kapan",
    ),
    "/program/<no>/orang": (
        "?bulan=2026-11&keadaan=dibayar",
        "?kelurahan=nol&keadaan=lain&bulan=x",
        "?hal=9",
    ),
    "/program/<no>/berpulang": ("?hal=9",),
    "/opd/<code>/surat-kuasa": ("?hal=2",),
    "/opd/<code>/pekerja": ("?keadaan=terlindungi", "?keadaan=lain&hal=2"),
    "/opd/<code>/berkas": ("?hal=2",),
    "/opd/<code>/berkas/<no>/pencabutan": ("?hari=22-11-2026&sebab=retired", "?hari=kapan&sebab=raja"),
    "/opd/<code>": ("?unit=nol&status=raja&keadaan=lain", "?keadaan=keluar&status=pns&hal=2"),
    "/asn/daftar/pekerja/pilih": (
        "?kecamatan=33.74.01&pekerjaan=nelayan",
        "?kecamatan=00&hal=2",
        "?kecamatan=33.74.01&kelurahan=33.74.01.1010&ganti=1",
    ),
    "/asn/daftar/pekerja/usul": ("?kecamatan=33.74.01", "?kecamatan=luar", "?ganti=satu"),
    "/opd/<code>/pegawai": ("?hal=2",),
    "/opd/<code>/pegawai/<no>": ("?hasil=wrong", "?hasil=new&hal=9", "?hasil=lain"),
    "/opd/<code>/pegawai/<no>/kolom": ("?lembar=1&baris=1", "?lembar=9&baris=x"),
    "/program/<no>/di-luar": ("?hal=2",),
    "/program/miskin": ("?hal=2",),
    "/program/miskin/kerja": (
        "?tampil=cocokkan",
        "?tampil=lengkapi&kelurahan=33.74.01.1010",
        "?tampil=raja&kelurahan=nol&hal=9",
    ),
    "/program/miskin/penyerahan": (
        "?kecamatan=33.74.01",
        "?kecamatan=33.74.01&pilih=semua",
        "?kecamatan=tanpa",
        "?kecamatan=raja&daftar=raja&hal=9",
    ),
    "/program/miskin/serahan": ("?hal=2",),
    "/program/miskin/<no>": ("?keadaan=unknown", "?keadaan=raja&hal=9"),
    "/program/miskin/<no>/kolom": ("?lembar=1&baris=1", "?lembar=9&baris=x"),
    "/debit": ("?hal=2",),
    "/debit/gagal": ("?sebab=no_funds", "?sebab=perlu-dibereskan", "?sebab=raja&hal=9"),
    "/debit/kelebihan": ("?hal=2",),
    "/opd/<code>/debet-gagal": ("?sebab=closed", "?sebab=raja&hal=9"),
    "/admin/libur": ("?tahun=2027", "?tahun=nol", "?tahun=99999"),
    "/debit/<month>/<int:number>/baris": (
        "?keadaan=paid",
        "?keadaan=failed&alasan=no_funds",
        "?keadaan=raja&hal=9",
    ),
    "/debit/<month>/<int:number>/dilewati": ("?alasan=unverified", "?alasan=raja&hal=9"),
    "/debit/balasan/<no>": ("?hasil=failed", "?hasil=unknown&hal=9", "?hasil=raja"),
    "/pembayaran": ("?keadaan=told", "?keadaan=reversed&hal=2", "?penanggung=0"),
    "/pesan": ("?keadaan=by_hand", "?keadaan=done", "?keadaan=failed&hal=2", "?keadaan=lain"),
    "/bpjs/susunan/baru": ("?dari=1", "?dari=satu"),
    "/bpjs/<no>/baris/<int:number>/pembetulan": ("?balasan=J26-ABCDEF&nomor=4", "?balasan=x&nomor=nol"),
    "/bpjs/<no>/salin": ("?hal=2", "?susunan=1", "?hal=nol&susunan=satu"),
    "/iuran": ("?pekerjaan=nelayan&penanggung=apbd&paket=jkk_jkm_jht&bulan=12", "?mulai=2026-01"),
    "/perusahaan": ("?keadaan=aktif", "?keadaan=tidak-aktif", "?keadaan=lain&hal=2"),
    "/perusahaan/<code>": ("?hal=2",),
    "/batch/baru": ("?perusahaan=sinar", "?perusahaan=tidak-ada"),
    "/admin/pengguna/undangan": ("?perusahaan=sinar", "?perusahaan=tidak-ada"),
    "/admin/jejak": ("?tindakan=pekerja.didaftarkan", "?nomor=smg", "?hal=2"),
}
# A link that is no more; a batch without a paid month, without a wrong row; a year without a payment; a worker for whom
# nobody else pays.
NOT_YET = (
    "/undangan/<token>", "/asn/tautan/<token>", "/batch/<no>/piagam.pdf", "/batch/<no>/galat.xlsx",
    "/asn/saya/tanda-terima/<int:year>.pdf", "/asn/saya/pekerja/<int:pledge>/ganti",
    "/program/seleksi/<no>/lampiran.pdf",
)  # fmt: skip
# Whose objects a role sees: a mitra its company's, the others the officer's.
OF_MITRA = {"worker": "mitra_worker", "run": "mitra_run", "card": "mitra_card"}
SOUND = (404, 409, 422)
SENTENCE = re.compile(r"[A-Z“][^<>]{15,}[.?!”)]")


def objects_of(role: str, things, people) -> dict[str, str]:
    """Every address of the table, with an object that this role may see."""
    if role == "mitra":
        vars(things).update({name: getattr(things, other) for name, other in OF_MITRA.items()})
    if role == "petugas":
        things.batch = things.post_batch
    return addresses(things, people) | (_own_company(people["petugas"]) if role == "petugas" else {})


def _own_company(officer) -> dict[str, str]:
    """One that has no account yet: whoever registered it corrects it."""
    funder = Funder.create(name="PT Tanpa Akun", kind="csr", wadah_type="SC")
    Company.create(code="tanpa-akun", funder=funder, name=funder.name, created_by_id=officer.id)
    return {"/perusahaan/<code>/ubah": "/perusahaan/tanpa-akun/ubah"}


def pages_of(role: str, things, people) -> dict[str, str]:
    """What of it this role may GET, public pages too."""
    return pages_among(role, objects_of(role, things, people))


def pages_among(role: str, found: dict[str, str]) -> dict[str, str]:
    mine = {rule: found[rule] for rule in found if MATRIX[rule][0] == EVERYBODY or role in MATRIX[rule][0]}
    return {rule: address for rule, address in mine.items() if rule not in (*WAY_IN, *LEADS_BACK)}


def check_one(answer, address: str) -> None:
    """A page keeps the rules, a file is what it says and stays on no shared machine."""
    kind = next((kind for ending, kind in FILES.items() if address.endswith(ending)), "text/html")
    kind = "text/html" if answer.status_code == 404 else kind
    assert answer.mimetype == ("text/plain" if address == "/sehat" else kind), address
    assert "no-store" in answer.headers["Cache-Control"], address
    if answer.mimetype == "text/html":
        check_page(answer)


@pytest.mark.parametrize("role", ROLES)
def test_every_page_keeps_the_house_rules(signed_in, things, people, role):
    client, faults = signed_in(role), []
    objects = objects_of(role, things, people)
    looked_at = pages_among(role, objects)
    for rule, address in objects.items():
        more = ("", *OTHER_PAGES.get(rule, ())) if rule in looked_at else ()
        answers = {address + one: client.get(address + one) for one in more}
        faults += [
            fault for where, answer in answers.items() if (fault := fault_of(rule, address, where, answer))
        ]
        if takes_forms(rule, role):
            faults += head_unlike(client, address, answers.get(address) or client.get(address))
    assert faults == []


def fault_of(rule: str, address: str, where: str, answer) -> str:
    try:
        assert answer.status_code == expected(rule), f"{where}: {answer.status_code}"
        check_one(answer, address)
    except AssertionError as fault:
        return str(fault)
    return ""


def takes_forms(rule: str, role: str) -> bool:
    """Whether this role may look at what takes a form."""
    may_look, may_send = MATRIX[rule]
    return may_send != NOBODY and (may_look == EVERYBODY or role in may_look)


def head_unlike(client, address: str, page) -> list[str]:
    """Asked for its head a page is no sent form: nothing is done nor found wrong, it is answered as the page is."""
    head = client.head(address)
    same = (head.status_code, head.location) == (page.status_code, page.location)
    return [] if same else [f"{address}: {head.status_code} {head.location}, not {page.status_code}"]


def expected(rule: str) -> int:
    return 404 if rule in NOT_YET else 200


@pytest.mark.parametrize("address", WAY_IN)
def test_way_in_leaves_a_signed_in_person_signed_in(signed_in, address):
    client = signed_in("petugas")
    assert client.get(address).status_code in (200, 302, 303)
    assert client.get("/akun").status_code == 200


def first_to_see(rule: str) -> str:
    """A page is judged in English once, by the first role that may see it."""
    may_look, _may_send = MATRIX[rule]
    return next(role for role in ROLES if may_look == EVERYBODY or role in may_look)


@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_there_in_english(signed_in, things, people, role):
    client, faults = signed_in(role), []
    pages = pages_of(role, things, people)
    desk.in_english(client)
    for rule, address in pages.items():
        if first_to_see(rule) != role:
            continue
        answer = client.get(address)
        if answer.status_code != expected(rule):
            faults.append(f"{address}: {answer.status_code}")
        elif answer.mimetype == "text/html":
            faults += [] if check_page(answer).language == "en" else [f"{address}: not in English"]
    assert faults == []


def test_page_for_anybody_keeps_the_house_rules_when_nobody_is_signed_in(stranger, visit, things):
    for address in (
        "/masuk",
        "/masuk/bantuan-kode",
        f"/v/{things.card.token}",
        "/kios",
        "/asn",
        "/asn/daftar",
        "/persetujuan/2026-11",
    ):
        visit(stranger, address)
    for address in (
        "/v/tidak-ada",
        "/undangan/tidak-ada",
        "/asn/tautan/tidak-ada",
        "/tidak-ada",
        "/persetujuan/2020-01",
    ):
        visit(stranger, address, status=404)


@pytest.mark.parametrize("role", ROLES)
def test_fault_is_a_page_of_ours_too(client_for, visit, role):
    client = client_for(role)
    visit(client, "/tidak-ada", status=404)
    visit(client, "/pekerja/SMG-0000000-0", status=404 if role not in ("donatur", "opd") else 403)
    answer = client.post("/", data={"csrf_token": desk.form_token(client)})
    assert answer.status_code == 405
    check_page(answer)


NONSENSE = {
    "client_key": "bukan kunci!", "nik": "abc", "name": "<script>", "birth_on": "31/02/2003", "sex": "X",
    "phone": "???", "kelurahan": "00.00", "rt": "tiga", "rw": "٣", "address": "a" * 5000, "occupation": "raja",
    "workplace": "b" * 5000, "still_working": "", "consent": "", "consent_how": "sihir", "batch": "B-0",
    "income": "banyak", "kpj": "1", "dtsen_decile": "99", "first_month": "kapan", "months": "7", "company": "9999",
    "number": "x", "worker": "SMG-0", "language": "jv", "next": "//elsewhere.test", "email": "bukan surel",
    "password": "x", "new_password": "y", "new_password_confirm": "z", "role": "raja", "posts": "kutub",
    "opd": "-1", "post": "kutub", "state": "entah", "setup": "burung", "code": "abc", "person": "0",
    "sheet": "bukan berkas", "photo": "bukan foto", "photo_kept": "bukan foto", "signature": "bukan gambar",
    "consent_note": "c" * 500, "nomor": "nomor apa?",
    "outcome": "barangkali", "spoiled": "tiga", "numbers": "tiga", "layout": "papirus", "start": "11",
    "ordered_by": "usia",
    "filters": "f" * 500, "all": "y",
    "kode": "bukan kartu", "relation": "naga", "receiver": "<script>", "how": "sihir", "kartu": "K-0",
    "reference": "<script>" * 20, "received_on": "31/02/2026", "amount": "banyak", "evidence": "bukan berkas",
    "npwp": "abc", "nib": "x", "npp": "???", "contact_phone": "abc", "contact_email": "bukan surel", "cari": "",
    "open_at": "kutub", "places": "banyak", "open_until": "31/02/2003", "told_apart": "",
    "expires_on": "31/02/2026", "papers": "bukan berkas",
    "why": "f" * 500, "funder": "9999", "month": "kapan", "scope": "barangkali", "workers": "SMG-0",
    "jumlah": "banyak", "pekerjaan": "raja", "kecamatan": "00.00",
    "asker": "burung", "reason": "d" * 500, "decision": "barangkali", "letter_no": "e" * 500,
    "letter_on": "31/02/2003", "note": "081234567890", "approval_reason": "081234567890",
}  # fmt: skip
EMPTY: dict[str, str] = {}
ONLY_KEY = {"client_key": "0123456789abcdef0123456789abcdef"}
CONTROL_CHARACTERS = dict.fromkeys(NONSENSE, "\x00\u202e\ud7ff" + "9" * 30)


@pytest.mark.parametrize(
    "what", [NONSENSE, EMPTY, ONLY_KEY, CONTROL_CHARACTERS], ids=["nonsense", "empty", "only_key", "control"]
)
@pytest.mark.parametrize("role", ROLES)
def test_form_of_nonsense_is_answered_with_a_sentence(signed_in, things, people, role, what):
    faults = []
    for rule, address in objects_of(role, things, people).items():
        post = MATRIX[rule][1]
        if post == NOBODY or rule in NO_FIELDS or (post != EVERYBODY and role not in post):
            continue
        answer = desk.send(signed_in(role), address, what)
        if rule in SENT_ON and answer.status_code in (200, 302, 303):
            continue
        if answer.status_code not in SOUND or not says_something(answer):
            faults.append(f"POST {address}: {answer.status_code} {answer.headers.get('Location', '')}")
    assert faults == []


def says_something(answer) -> bool:
    """A whole sentence at the field or on the page of the fault, and the page itself in order."""
    check_page(answer)
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    said = re.findall(r'class="(?:field-error|lead|error-summary|notice[^"]*)".*?</(?:p|div)>', main, re.S)
    return any(SENTENCE.search(re.sub(r"<[^>]+>", " ", piece).strip()) for piece in said)
