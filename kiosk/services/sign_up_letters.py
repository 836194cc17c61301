"""What the letter of a sign-up says, made when it leaves: the link, or that its address has an account already. Only
here is an address looked up, so that no page knows more of one address than of another. What was typed stands nowhere
in it: whoever types another's address chooses no words of a letter of ours."""

from db.models import Message, SignUp, User
from kiosk.services import sign_up_drafts
from kiosk.services.message_texts import AUTOMATIC
from kiosk.services.messages import addresses_of, link
from kiosk.services.sign_up_links import KIND, hash_of, token_of

NEW = (
    "Seseorang mendaftar dengan alamat surel ini sebagai ASN orang tua asuh pekerja rentan. Bila itu Anda, teruskan: "
    "buka tautan ini dan buat kata sandi:\n{link}\n\n"
    "Tautan berlaku tiga hari dan hanya sekali pakai. Jangan teruskan surel ini: siapa pun yang membuka tautannya "
    "dapat membuat kata sandi.\n\n"
    "Bila Anda tidak mendaftar, abaikan surel ini; tidak ada akun yang dibuat."
)
KNOWN = (
    "Alamat surel ini baru saja dipakai untuk mendaftar sebagai ASN orang tua asuh, tetapi sudah punya akun Payung. "
    "Masuk di sini:\n{link}\n\nLupa kata sandi? Minta tautan kata sandi kepada admin. Bila akun itu bukan untuk orang "
    "tua asuh, daftarlah dengan alamat surel lain.\n\nBila Anda tidak mendaftar, abaikan surel ini; tidak ada yang "
    "diubah."
)


def text_of(message: Message) -> str | None:
    """The words of this letter; None where its link is void by now. Any other letter says what was written."""
    if message.kind != KIND:
        return message.text
    row = SignUp.get_or_none(SignUp.id == int(message.key.split(":")[3]))
    if row is None or row.used_at or row.link_hash is None or row.link_hash != hash_of(token_of(row)):
        return None
    fields = sign_up_drafts.typed(row)
    if addresses_of(message) != (fields["email"],):
        return None
    return f"{_words(row, fields)}\n\n{AUTOMATIC}"


def _words(row: SignUp, fields: dict[str, str]) -> str:
    if User.select().where(User.email == fields["email"]).exists():
        return KNOWN.format(link=link("/masuk"))
    return NEW.format(link=link(f"/asn/tautan/{token_of(row)}"))
