"""A page of a PDF as a picture, to be shown where a PDF would have to be opened."""

from io import BytesIO

import pypdfium2


def page_png(pdf: bytes, page: int = 0, dpi: int = 144) -> bytes:
    """PNG bytes of one page, counted from 0. Raises IndexError where there is none."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        if not 0 <= page < len(document):
            raise IndexError(f"No page {page} of {len(document)}")
        picture = document[page].render(scale=dpi / 72).to_pil()
    finally:
        document.close()
    stream = BytesIO()
    picture.save(stream, "PNG", optimize=True)
    return stream.getvalue()
