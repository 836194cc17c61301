"""Photographs or a scan of the sheet that was signed by hand, as the one PDF that is kept."""

from collections.abc import Sequence

from kiosk.domain.words import N_
from kiosk.files import evidence, watermarks
from kiosk.files.evidence import Evidence
from kiosk.services.acting import Refused

MOST_PAPERS = 6
ONE_PDF = N_("Kirim satu PDF, atau foto tiap halamannya; jangan keduanya.")


def as_one_pdf(papers: Sequence[Evidence]) -> bytes:
    """A single PDF keeps its bytes; photographs become its pages in their order. Raises Refused for a mixture."""
    if len(papers) == 1 and papers[0].kind == evidence.PDF:
        return papers[0].content
    if any(one.kind == evidence.PDF for one in papers):
        raise Refused(ONE_PDF)
    return watermarks.pdf_of([one.content for one in papers])
