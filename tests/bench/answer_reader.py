"""`python -m tests.bench.answer_reader FILE`: takes one answer of BPJS in, in a process of its own, and prints the peak
memory (kB) of this process and of the largest beside it (which opens the workbook), as JSON."""

import json
import sys
from pathlib import Path
from uuid import uuid4

from db.models import Answer
from kiosk.app import create_app
from kiosk.services import bpjs_answers, queue
from kiosk.services.bpjs_answer_wishes import NewAnswer
from tests.bench import city, memory


def main(path: Path) -> None:
    with create_app().app_context(), memory.Beside() as beside:
        by = city.acting("admin@payung.test")
        wish = NewAnswer("answer", (path.name, path.read_bytes()))
        bpjs_answers.upload(wish=wish, client_key=uuid4().hex, by=by)
        queue.run_waiting_tasks()
        if Answer.select().order_by(Answer.id.desc()).get().state != "read":
            sys.exit("the answer was not read")
    print(json.dumps([memory.own_peak(), beside.peak]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
