"""Who opens a sheet that was sent, how often, and how long it may take: a page little, the worker more."""

import pytest

from db.models import BatchRow, Job, Upload
from kiosk.files import sheet_fence
from kiosk.files.sheet_fence import FOR_A_KEPT_SHEET, FOR_A_PAGE, FOR_THE_WORKER
from kiosk.files.sheet_findings import UnreadableSheet, too_heavy
from kiosk.services import batch_column_pages, batch_columns, batch_sheets, batches, ledger, queue
from kiosk.services.acting import Refused
from kiosk.services.batch_sent_cells import sent_sheet
from tests.services.at_once import acting, key, nik

HEADINGS = "NIK;Nama;Pekerjaan;Kelurahan"


@pytest.fixture
def mitra(people):
    return acting(people["mitra"])


class Fence:
    """The real one, which finds a sheet too heavy under some limits; `asked` are the limits of each opening."""

    def __init__(self):
        self.asked, self.too_little = [], set()
        self._open = sheet_fence._in_fence

    def __call__(self, content: bytes, limits: sheet_fence.Limits):
        self.asked.append(limits)
        if limits in self.too_little:
            raise UnreadableSheet(too_heavy())
        return self._open(content, limits)


@pytest.fixture
def fence(monkeypatch) -> Fence:
    fence = Fence()
    monkeypatch.setattr(sheet_fence, "_in_fence", fence)
    return fence


def opened(by, headings: str = HEADINGS, people: int = 2) -> Upload:
    lines = [f"{nik(number)};Slamet Widodo;Nelayan;Kauman" for number in range(1, people + 1)]
    wish = batches.NewBatch(
        "Uji", ledger.first_open_month(), 1, sheet=("daftar.csv", "\n".join([headings, *lines]).encode())
    )
    batches.open_batch(wish=wish, client_key=key(), by=by)
    return Upload.get()


def test_a_small_sheet_is_opened_once_from_the_form_to_its_last_row(mitra, fence):
    assert opened(mitra).rows == 2
    assert fence.asked == [FOR_A_PAGE]


def test_one_whose_headings_nobody_knows_is_opened_once_too_and_once_more_when_they_are_said(mitra, fence):
    upload = opened(mitra, "Identitas;Nama;Pekerjaan;Kelurahan")
    assert (upload.state, fence.asked) == ("columns", [FOR_A_PAGE])
    found = batch_column_pages.preview_of(upload.batch, upload, None)
    assert fence.asked == [FOR_A_PAGE, FOR_A_KEPT_SHEET]
    fields = {0: "nik", 1: "name", 2: "occupation", 3: "kelurahan"}
    batch_columns.settle(
        no=upload.batch.no, number=upload.id, found=found, fields=fields, client_key=key(), by=mitra
    )
    assert (Upload.get().rows, fence.asked[2:]) == (2, [FOR_A_PAGE])


def test_what_takes_longer_than_a_page_may_is_read_by_the_worker(mitra, fence):
    fence.too_little = {FOR_A_PAGE}
    upload = opened(mitra)
    assert (upload.state, Job.get().state, fence.asked) == ("stored", "waiting", [FOR_A_PAGE])
    queue.run_waiting_tasks()
    assert (Upload.get().state, Upload.get().rows, fence.asked[1:]) == ("read", 2, [FOR_THE_WORKER])


def test_what_takes_longer_than_the_worker_may_is_refused_with_its_sentence(mitra, fence):
    fence.too_little = {FOR_A_PAGE, FOR_THE_WORKER}
    opened(mitra)
    queue.run_waiting_tasks()
    (finding,) = Upload.get().findings
    assert (Upload.get().state, finding["code"]) == ("refused", "sheet_too_heavy")
    assert "terlalu rumit" in finding["message"] and not BatchRow.select().exists()


def test_a_large_file_is_not_opened_for_a_page(mitra, fence, monkeypatch):
    monkeypatch.setattr(batch_sheets, "BYTES_OPENED", 60)
    assert (opened(mitra).state, fence.asked) == ("stored", [])


def test_wrong_rows_are_not_given_back_of_a_sheet_that_a_page_has_no_time_for(mitra, fence):
    upload = opened(mitra)
    assert len(sent_sheet(upload).columns) == 4
    fence.too_little = {FOR_A_KEPT_SHEET}
    with pytest.raises(Refused, match="terlalu rumit"):
        sent_sheet(upload)


def test_a_page_may_take_less_than_the_worker():
    for less, more in ((FOR_A_PAGE, FOR_A_KEPT_SHEET), (FOR_A_KEPT_SHEET, FOR_THE_WORKER)):
        assert less.work < more.work and less.patience < more.patience and less.memory <= more.memory
    assert FOR_A_PAGE.work == 2
