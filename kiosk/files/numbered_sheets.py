"""The same sheet of paper many times, each with what is its own laid over it: laid out once, not fifty times."""

from io import BytesIO

import pikepdf


def numbered(sheet: bytes, own: bytes) -> bytes:
    """A PDF with one page for each page of `own`, under which lies the one page of `sheet`; both of one size."""
    with pikepdf.open(BytesIO(own)) as pages, pikepdf.open(BytesIO(sheet)) as common:
        picture = pages.copy_foreign(common.pages[0].as_form_xobject())
        for page in pages.pages:
            page.add_underlay(picture)
        stream = BytesIO()
        pages.save(stream, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return stream.getvalue()
