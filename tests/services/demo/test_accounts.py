"""Who signs in on a demonstration, and the staff on the departments' rosters."""

from collections import Counter

from db.models import Opd, StaffMember, User, UserPost
from kiosk.config import DEMO_PASSWORD
from kiosk.domain.nip import read_nip
from kiosk.services import demo


def test_eight_people_can_sign_in_and_officers_have_their_posts(crowd):
    people = {user.email: user for user in User.select().where(User.password.is_null(False))}
    roles = Counter(user.role for user in people.values())
    assert roles == {"petugas": 2, "mitra": 2, "donatur": 1, "opd": 1, "admin": 1, "auditor": 1}
    assert {user.password for user in people.values()} == {f"hash of {DEMO_PASSWORD}"}
    assert all(user.demo and user.active and user.email.endswith("@payung.test") for user in people.values())
    posts = {(link.user.email, link.post.code) for link in UserPost.select()}
    assert posts == {
        ("petugas@payung.test", "johar"),
        ("petugas@payung.test", "mangkang"),
        ("petugas2@payung.test", "tambak-lorok"),
    }
    assert people["mitra@payung.test"].company.name == "PT Sinar Pesisir (contoh)"
    assert people["mitra2@payung.test"].company.name == "PT Bahari Lestari (contoh)"
    assert people["opd@payung.test"].opd.code == "DINKES"


def test_one_password_is_hashed_once_for_all(store):
    asked = []
    demo.load_accounts_only(hash_password=lambda password: asked.append(password) or "hash")
    assert asked == [DEMO_PASSWORD]


def test_rosters_hold_ten_departments_with_sound_nips(crowd):
    sizes = Counter(row[0] for row in StaffMember.select(StaffMember.opd).tuples())
    assert len(sizes) == 10 and min(sizes.values()) >= 8 and sum(sizes.values()) == crowd["staff"]
    for member in StaffMember.select():
        assert member.demo and read_nip(member.nip, status_asn=member.status_asn).findings == ()
    statuses = {member.status_asn for member in StaffMember.select()}
    assert statuses == {"pns", "pppk", "pppk_paruh_waktu"}


def test_donor_and_secretary_stand_on_their_departments_rosters(crowd):
    for user in User.select(User, Opd).join(Opd).where(User.password.is_null(False)):
        assert StaffMember.get(StaffMember.name == user.name, StaffMember.opd == user.opd).active
