"""What a PDF says, as text of one line."""

from io import BytesIO

import pypdfium2


def text_of(answer) -> str:
    """All pages of an answer that is a PDF; blanks and line ends are one blank."""
    assert answer.status_code == 200, answer.status_code
    assert answer.mimetype == "application/pdf"
    return " ".join(" ".join(pages_of(answer.data)).split())


def pages_of(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(BytesIO(content))
    return [page.get_textpage().get_text_bounded() for page in document]
