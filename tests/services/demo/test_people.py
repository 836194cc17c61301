"""The made-up workers: sound numbers that look made up, homes everywhere, posts, consent and cards."""

from collections import Counter

from db.models import AuditEvent, Card, Consent, CoverageMonth, Kelurahan, Post, UserPost, Worker, WorkerFlag
from kiosk.domain.clock import today
from kiosk.domain.nik import read_nik
from kiosk.domain.phone import read_phone
from kiosk.domain.tax import read_kpj
from kiosk.services import consents, safe
from kiosk.services.demo.crowd import Crowd

DRAWN_ANEW = {
    "reg_no",
    "nik_sealed",
    "phone_sealed",
    "kpj_sealed",
    "mother_name_sealed",
    "enrolled_at",
}  # enrolled_at is never after now


def drawn(people):
    """What comes from the seed alone."""
    rows = Crowd(people, today()).people()
    return [
        ({key: value for key, value in person.row.items() if key not in DRAWN_ANEW}, person.spans)
        for person in rows
    ]


def test_numbers_are_sound_and_look_made_up(crowd):
    for worker in Worker.select():
        nik = safe.open_text(worker.nik_sealed, safe.NIK)
        reading = read_nik(nik, today=today(), birth_on=worker.birth_on, sex=worker.sex)
        assert reading.nik == nik and nik[12:] >= "9001"
        assert {finding.code for finding in reading.findings} <= {"nik_region_other"}
        assert worker.nik_hash == safe.index(nik, safe.NIK)
        phone = safe.open_text(worker.phone_sealed, safe.PHONE)
        assert phone is None or (phone.startswith("62811000") and read_phone(phone).findings == ())


def test_people_are_the_same_at_every_load(crowd):
    people = crowd["workers"]
    assert drawn(people) == drawn(people)
    stored = [worker.name for worker in Worker.select().order_by(Worker.id)]
    assert stored == [row["name"] for row, _ in drawn(people)]


def test_every_kelurahan_has_somebody_and_outsiders_name_their_regency(crowd):
    homes = {worker.kelurahan_id for worker in Worker.select()}
    assert homes == {area.code for area in Kelurahan.select()} | {None}
    for worker in Worker.select():
        assert bool(worker.home_regency) == (worker.kelurahan_id is None)


def test_two_thirds_come_through_three_posts_by_an_officer_who_serves_there(crowd):
    per_post = Counter(row[0] for row in Worker.select(Worker.enrolled_post).tuples())
    assert per_post.pop(None) == crowd["workers"] // 3
    assert set(per_post) == {post.id for post in Post.select()} and min(per_post.values()) > 40
    serving = {(link.user_id, link.post_id) for link in UserPost.select()}
    for worker in Worker.select().where(Worker.enrolled_post.is_null(False)):
        assert (worker.enrolled_by_id, worker.enrolled_post_id) in serving


def test_everybody_has_consented_to_todays_wording_and_whom_a_company_listed_again_at_the_counter(crowd):
    given = Counter(row[0] for row in Consent.select(Consent.worker).tuples())
    assert len(given) == crowd["workers"]
    listed = Consent.select(Consent.worker).where(Consent.how == "company_list")
    handed = Card.select(Card.worker).where(Card.handed_at.is_null(False), Card.worker.in_(listed)).distinct()
    twice = {worker_id for worker_id, times in given.items() if times > 1}
    assert set(given.values()) == {1, 2} and twice == {worker_id for (worker_id,) in handed.tuples()}
    assert {consent.version for consent in Consent.select()} == {consents.words_on(today()).version}
    from_companies = Consent.select().where(Consent.how == "company_list").count()
    assert from_companies == crowd["workers"] // 3


def test_everybody_s_enrolment_stands_in_the_trail_when_and_by_whom_it_happened(crowd):
    lines = list(
        AuditEvent.select().where(AuditEvent.action == "pekerja.didaftarkan").order_by(AuditEvent.id)
    )
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    told = {(line.subject, line.at, line.user_id, line.user_name, line.role, line.post_id) for line in lines}
    assert len(lines) == crowd["workers"] and told == {
        (
            worker.reg_no, worker.enrolled_at, worker.enrolled_by_id, worker.enrolled_by.name,
            worker.enrolled_by.role, worker.enrolled_post_id,
        )
        for worker in Worker.select()
    }  # fmt: skip


def test_who_is_confirmed_by_bpjs_has_a_kpj_and_nobody_else(crowd):
    confirmed = {
        row.worker_id for row in CoverageMonth.select().where(CoverageMonth.effective_on.is_null(False))
    }
    numbers = {}
    for worker in Worker.select():
        kpj = safe.open_text(worker.kpj_sealed, safe.KPJ)
        assert (kpj is not None) == (worker.id in confirmed)
        assert worker.kpj_hash == safe.index(kpj, safe.KPJ)
        numbers[worker.id] = kpj
    given = [kpj for kpj in numbers.values() if kpj]
    assert len(set(given)) == len(given) > 50
    assert all(read_kpj(kpj).number == kpj and kpj.startswith("99") for kpj in given)


def test_some_work_is_left_for_the_desks(crowd):
    """So that no list of what is missing is empty, and none holds everybody."""
    people = Worker.select().count()
    without = Worker.select().where(Worker.mother_name_sealed.is_null()).count()
    assert 0 < without < people / 2
    refused = [flag.worker for flag in WorkerFlag.select().where(WorkerFlag.kind == "dukcapil")]
    funded = CoverageMonth.select().where(CoverageMonth.worker.in_(refused))
    assert refused and not funded.exists()
    living = Worker.select().where(Worker.died_on.is_null())
    assert living.where(Worker.frozen_at.is_null(False)).count() == 1
    timed = [worker.enrol_seconds for worker in Worker.select() if worker.enrolled_post_id]
    assert all(38 <= seconds <= 150 for seconds in timed)
