"""What a worker is told whose cover ends: to be sent by hand, by a person, in Indonesian whatever the sender reads.

No NIK, no number of any kind, and nothing the ledger does not say: who is funded is not therefore protected."""

from dataclasses import dataclass
from datetime import date

from kiosk.domain.clock import add_months, last_of_month
from kiosk.domain.words import long_date, month_name

ADDRESS = {"L": "Bapak", "P": "Ibu"}
GREETING = "Salam, {address} {name}. Kami dari {place}."
INVITATION = (
    "Silakan datang ke {place} dengan membawa KTP. Kami tidak pernah meminta uang atau data lewat pesan."
)
SOON = (
    "Perlindungan BPJS Ketenagakerjaan {address} ditanggung sampai {until}. Sesudah hari itu {address} tidak "
    "terlindungi, sampai iurannya dibayar lagi: bayarlah sebelum {until} lewat. Bila terlambat, kepesertaan masih "
    "dapat diteruskan sampai {last_day}, tetapi selama belum dibayar tidak ada perlindungan."
)
ARREARS = (
    "Iuran BPJS Ketenagakerjaan {address} belum dibayar sejak {first_empty}, maka perlindungannya berisiko. "
    "Kepesertaan dapat diteruskan bila iurannya dibayar paling lambat {last_day}."
)
TOO_LATE = (
    "Iuran BPJS Ketenagakerjaan {address} belum dibayar sejak {first_empty}, dan batas bayarnya sudah lewat pada "
    "{last_day}. Datanglah supaya dapat didaftarkan lagi."
)
ENDED = (
    "Kepesertaan BPJS Ketenagakerjaan {address} sudah berakhir karena iuran tidak dibayar sejak {first_empty}. "
    "{address} dapat didaftarkan lagi."
)


@dataclass(frozen=True)
class Called:
    """Whom to tell what: `state` is soon, arrears or ended, `sex` L or P, `place` who calls; `last` is the last month
    before the first empty one."""

    state: str
    name: str
    sex: str
    place: str
    last: date
    last_day: date


def text_for(called: Called, *, today: date) -> str:
    """The whole message, some three sentences."""
    late = called.state == "arrears" and called.last_day < today
    told = TOO_LATE if late else {"soon": SOON, "arrears": ARREARS, "ended": ENDED}[called.state]
    return " ".join((GREETING, told, INVITATION)).format(
        address=ADDRESS.get(called.sex, "Bapak/Ibu"),
        name=called.name,
        place=called.place,
        until=long_date(last_of_month(called.last)),
        first_empty=month_name(add_months(called.last, 1)),
        last_day=long_date(called.last_day),
    )
