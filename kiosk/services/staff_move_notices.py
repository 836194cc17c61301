"""A department is told by letter that another wants one of its people, and that one has gone; a donor, to which
department they belong now. Without names: those are read after signing in. Each once for one file or answer."""

from collections.abc import Iterable

from db.models import Donor, Opd, User
from kiosk.services.message_texts import AUTOMATIC
from kiosk.services.messages import link, write_letter
from kiosk.services.staff_units import OpdTree

KIND, TO_DEPARTMENT, TO_DONOR = "staff_move", "opd", "donor"
ASKED = (
    "Dalam daftar pegawai OPD lain tercantum pegawai yang tercatat di OPD Anda. Ia tetap tercatat di OPD Anda sampai "
    "Anda menyetujui kepindahannya, atau menjawab bahwa ia masih pegawai Anda."
)
MOVED = (
    "Pegawai yang tercatat di OPD Anda sekarang tercatat di OPD lain. Bila ia punya surat kuasa orang tua asuh, surat "
    "kuasanya ikut pindah dan tetap berlaku."
)
DONOR_MOVED = (
    "Menurut daftar pegawai, Anda sekarang tercatat di %(opd)s. Surat kuasa Anda tetap berlaku; yang mengurusnya "
    "sekarang OPD itu. Bila ini keliru, hubungi sekretariat OPD Anda."
)


def asked(places: Iterable[int], *, tree: OpdTree, source: str) -> None:
    """In the caller's transaction; so the others. `places` are where the people stand who are wanted."""
    _tell("asked", places, tree, source, "Payung: kepindahan pegawai menunggu jawaban OPD Anda", ASKED)


def moved(places: Iterable[int], *, tree: OpdTree, source: str) -> None:
    """`places` are where they stood."""
    _tell("moved", places, tree, source, "Payung: pegawai OPD Anda pindah ke OPD lain", MOVED)


def tell_donor(donor: Donor, opd: Opd, *, source: str) -> None:
    user = User.get_by_id(donor.user_id)
    if user.active and user.email:
        text = "\n\n".join(
            (DONOR_MOVED % {"opd": opd.name}, f"Lihat setelah masuk:\n{link('/asn/saya')}", AUTOMATIC)
        )
        write_letter(
            key=f"{KIND}:donor:{source}:{donor.id}", kind=KIND, to_kind=TO_DONOR, addresses=[user.email],
            subject="Payung: Anda tercatat di OPD lain", text=text,
        )  # fmt: skip


def _tell(event: str, places: Iterable[int], tree: OpdTree, source: str, subject: str, text: str) -> None:
    above = {one for place in places for one in tree.above(place)}
    for user in User.select(User, Opd).join(Opd).where(User.role == "opd", User.active, User.opd.in_(above)):
        if user.email:
            where = f"Lihat setelah masuk:\n{link(f'/opd/{user.opd.code}')}"
            write_letter(
                key=f"{KIND}:{event}:{source}:{user.id}", kind=KIND, to_kind=TO_DEPARTMENT, addresses=[user.email],
                subject=subject, text="\n\n".join((text, where, AUTOMATIC)),
            )  # fmt: skip
