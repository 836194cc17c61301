"""Who may be given what is left, in the order of the law, and what a family is written by hand.

PP 44/2015 Pasal 37 [W37] names the husband or wife and the children first; where there are none, blood relatives up and
down to the second degree, then brothers and sisters, then parents-in-law, then whoever is named in a will; where there
is nobody, what the funeral costs goes to whoever arranges it.
"""

from kiosk.domain.words import N_

SPOUSE, CHILD, PARENT, GRANDCHILD, GRANDPARENT = "spouse", "child", "parent", "grandchild", "grandparent"
SIBLING, PARENT_IN_LAW, WILL, FUNERAL, OTHER = "sibling", "parent_in_law", "will", "funeral", "other"
RELATIONS = {
    SPOUSE: N_("Suami atau istri"),
    CHILD: N_("Anak"),
    PARENT: N_("Orang tua"),
    GRANDCHILD: N_("Cucu"),
    GRANDPARENT: N_("Kakek atau nenek"),
    SIBLING: N_("Saudara kandung"),
    PARENT_IN_LAW: N_("Mertua"),
    WILL: N_("Yang ditunjuk dalam wasiat"),
    FUNERAL: N_("Yang mengurus pemakaman"),
    OTHER: N_("Kerabat atau kenalan lain"),
}  # in the order of the law; the last is somebody to call, not an heir
AFTER_A_DEATH = (WILL, FUNERAL)  # of the living nobody says so
ORDER = N_(
    "Yang berhak menurut PP 44/2015 Pasal 37, berurutan: suami atau istri dan anak; bila tidak ada, orang tua, cucu, "
    "kakek atau nenek; lalu saudara kandung; lalu mertua; lalu yang ditunjuk dalam wasiat. Bila tidak ada sama sekali, "
    "biaya pemakaman diberikan kepada yang mengurusnya. Yang memutuskan adalah BPJS Ketenagakerjaan."
)
_SORRY = {
    True: "Kami turut berduka cita atas kepergian keluarga Anda.",
    False: "Kami turut prihatin atas kecelakaan yang menimpa keluarga Anda.",
}


def relations_for(*, is_death: bool) -> dict[str, str]:
    return {code: said for code, said in RELATIONS.items() if is_death or code not in AFTER_A_DEATH}


def words_for(*, name: str, is_death: bool, no: str, place: str, call_centre: str) -> str:
    """What somebody at the post sends by hand, in Indonesian: no name of the worker, no amount, no cause."""
    return (
        f"Selamat siang, Bapak/Ibu {name}. Kami dari {place}. {_SORRY[is_death]} Kami hendak membantu mengurus "
        f"manfaat BPJS Ketenagakerjaan (nomor catatan {no}). Mohon kabari kapan Bapak/Ibu dapat datang, atau kapan "
        "kami dapat berkunjung; siapkan KTP dan kartu keluarga. Layanan ini tidak dipungut biaya; kami tidak pernah "
        f"meminta uang, kata sandi, atau kode lewat pesan. Bila ragu, telepon BPJS di {call_centre}."
    )
