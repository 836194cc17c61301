"""The accounts of a demonstration, the companies they work for and the funds that pay."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from db.models import Company, CutDecision, Funder, Opd, Post, User, UserPost
from db.reference_data import reference_rows
from kiosk.services.accounts import posts_of
from kiosk.services.acting import Actor

ADDRESS = "@payung.test"  # .test is reserved (RFC 2606): no mail ever arrives there


@dataclass(frozen=True)
class DemoAccount:
    """`login` is what stands before @payung.test; company, department and posts are codes."""

    login: str
    name: str
    role: str
    company: str | None = None
    opd: str | None = None
    posts: tuple[str, ...] = ()


ACCOUNTS = (
    DemoAccount("petugas", "Sri Wahyuningsih", "petugas", posts=("johar", "mangkang")),
    DemoAccount("petugas2", "Agus Prasetyo", "petugas", posts=("tambak-lorok",)),
    DemoAccount("mitra", "Dewi Anggraini", "mitra", company="sinar-pesisir"),
    DemoAccount("mitra2", "Hendra Gunawan", "mitra", company="bahari-lestari"),
    DemoAccount("donatur", "Ratna Kusumawati", "donatur", opd="DISKOMINFO"),
    DemoAccount("opd", "Bambang Sutejo", "opd", opd="DINKES"),
    DemoAccount("admin", "Endang Setyowati", "admin"),
    DemoAccount("auditor", "Joko Purnomo", "auditor"),
)
CITY_FUNDERS = {
    "apbd": ("Pijar Semar (APBD Kota Semarang)", "SG"),
    "dbhcht": ("DBHCHT Kota Semarang", "SG"),
    "asn": ("ASN jadi orang tua asuh", ""),
}
CUT_LETTER = "B/000/CONTOH/2026 (contoh)"


def demo_accounts():
    """The query of the made-up accounts; all of them are marked, whatever their address becomes."""
    return User.select().where(User.demo)


def add_accounts(password_hash: str) -> dict[str, int]:
    """Everybody who can sign in, with the funds and companies; answers with counts by kind."""
    _decide_the_cut()
    for kind, (name, wadah) in CITY_FUNDERS.items():
        if not Funder.select().where(Funder.kind == kind).exists():
            Funder.create(name=name, kind=kind, wadah_type=wadah)
    companies = {row["code"]: _add_company(row) for row in reference_rows("demo_company")}
    for account in ACCOUNTS:
        _add_account(account, companies, password_hash)
    return {"users": len(ACCOUNTS), "companies": len(companies)}


def _decide_the_cut() -> None:
    """A demonstration shows prices; undecided, nothing could be counted at the reduced tariff."""
    for kind in ("csr", "asn"):
        CutDecision.create(
            funder_kind=kind,
            gets_cut=True,
            letter_no=CUT_LETTER,
            letter_on=date(2026, 1, 5),
            note="Data contoh",
        )


def _add_company(row: dict[str, str]) -> Company:
    funder = Funder.create(name=row["name"], kind="csr", wadah_type="SC")
    columns = {key: row[key] for key in ("code", "name", "npwp", "nib", "address")}
    return Company.create(funder=funder, **columns)


def _add_account(account: DemoAccount, companies: dict[str, Company], password_hash: str) -> None:
    user = User.create(
        email=f"{account.login}{ADDRESS}",
        name=account.name,
        role=account.role,
        company=companies.get(account.company),
        opd=Opd.get(Opd.code == account.opd) if account.opd else None,
        password=password_hash,
        demo=True,
        fs_uniquifier=uuid4().hex,
    )
    for code in account.posts:
        UserPost.create(user=user, post=Post.get(Post.code == code))


def officers() -> dict[str, Actor]:
    """Post code → the officer on duty there, acting from that post."""
    return {
        post.code: Actor(user.id, user.name, user.role, post=post)
        for user in _with_role("petugas")
        for post in posts_of(user.id)
    }


def partners() -> dict[str, Actor]:
    """Company code → its member of staff."""
    return {
        user.company.code: Actor(user.id, user.name, user.role, company_id=user.company_id)
        for user in _with_role("mitra")
    }


def _with_role(role: str) -> list[User]:
    return list(demo_accounts().where(User.role == role).order_by(User.id))
