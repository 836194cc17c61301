"""What a PDF does by itself, fetches from elsewhere, or carries along: whoever opens it would have it done to them.

A link that somebody has to press may stand in it, as browsers print them, unless links lie over much of a page."""

import pikepdf

MOST_DEEP = 40
MOST_OF_PAGE = 0.25  # under links; beyond, whoever presses anywhere goes there

# What runs something, sends something away, fetches something, or is a file inside the file.
ACTIVE_KEYS = frozenset(
    {
        "/JS",
        "/JavaScript",
        "/EmbeddedFiles",
        "/EmbeddedFile",
        "/EF",
        "/RichMediaContent",
        "/XFA",
        "/AF",
        "/AA",
        "/FS",
    }
    | {"/OPI", "/Collection"}
)
ACTIVE_KINDS = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/RichMedia",
        "/EmbeddedFile",
        "/Movie",
        "/Sound",
    }
    | {"/Rendition", "/FileAttachment", "/GoToR", "/GoToE", "/3D", "/Thread", "/Filespec", "/Screen"}
)
ELSEWHERE = frozenset(
    {"/F", "/FFilter", "/FDecodeParms", "/Ref"}
)  # of a stream: its content lies in another file


def is_active(pdf: pikepdf.Pdf) -> bool:
    return (
        _opens_something(pdf.Root.get("/OpenAction"))
        or any(_acts(thing) for thing in (pdf.trailer, *pdf.objects))
        or any(_is_covered_by_links(page) for page in pdf.pages)
    )


def _opens_something(action) -> bool:
    """Reading may begin at a place in the file itself."""
    return isinstance(action, pikepdf.Dictionary) and action.get("/S") != pikepdf.Name.GoTo


def _acts(thing, depth: int = 0) -> bool:
    """Objects inside this one; those it only points to are in the list themselves. What is nested beyond reason is not
    looked for innocence."""
    if depth > MOST_DEEP:
        return True
    if isinstance(thing, pikepdf.Array):
        return any(_acts(part, depth + 1) for part in thing if not _is_elsewhere(part))
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return False
    keys = set(thing.keys())
    if ACTIVE_KEYS & keys or ACTIVE_KINDS & _kinds(thing) or {"/URI", "/Next"} <= keys:
        return True
    if isinstance(thing, pikepdf.Stream) and ELSEWHERE & keys:
        return True
    return any(_acts(part, depth + 1) for part in thing.values() if not _is_elsewhere(part))


def _kinds(thing) -> set[str]:
    named = (thing.get(key) for key in ("/S", "/Subtype", "/Type"))
    return {str(name) for name in named if isinstance(name, pikepdf.Name)}


def _is_elsewhere(part) -> bool:
    return getattr(part, "is_indirect", False)


def _is_covered_by_links(page: pikepdf.Page) -> bool:
    marks = page.obj.get("/Annots", ())
    return sum(_area(mark.Rect) for mark in marks if _is_link(mark)) > MOST_OF_PAGE * _area(page.mediabox)


def _is_link(mark) -> bool:
    return any(isinstance(mark.get(key), pikepdf.Dictionary) and "/URI" in mark[key] for key in ("/A", "/PA"))


def _area(corners) -> float:
    left, bottom, right, top = (float(value) for value in corners)
    return abs(right - left) * abs(top - bottom)
