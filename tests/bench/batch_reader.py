"""`python -m tests.bench.batch_reader FILE`: takes one sheet in, in a process of its own, and prints the peak memory
(kB) of this process and of the largest beside it (one opens the workbook, then another checks the rows), as JSON."""

import json
import sys
from pathlib import Path
from uuid import uuid4

from db.models import Upload
from kiosk.app import create_app
from kiosk.services import batches, ledger, queue
from tests.bench import city, memory


def main(path: Path) -> None:
    with create_app().app_context(), memory.Beside() as beside:
        by = city.acting("mitra@payung.test")
        wish = batches.NewBatch(path.name, ledger.first_open_month(), 1, sheet=(path.name, path.read_bytes()))
        batches.open_batch(wish=wish, client_key=uuid4().hex, by=by)
        queue.run_waiting_tasks()
        if Upload.select().order_by(Upload.id.desc()).get().state != "read":
            sys.exit("the sheet was not read")
    print(json.dumps([memory.own_peak(), beside.peak]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
