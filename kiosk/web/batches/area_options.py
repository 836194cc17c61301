"""The city's kelurahan as the options of a select, by kecamatan; who lives outside is enrolled singly."""

from functools import lru_cache
from itertools import groupby

from flask_babel import gettext
from markupsafe import escape

from kiosk.services import places


def area_options(chosen: str) -> str:
    value = f'value="{escape(chosen)}"'
    return _area_html(gettext("Pilih kelurahan")).replace(value, f"{value} selected", 1)


@lru_cache(maxsize=4)
def _area_html(empty: str) -> str:
    groups = groupby(places.areas(), key=lambda area: area.kecamatan)
    inside = "".join(
        f'<optgroup label="{escape(kecamatan)}">{"".join(map(_option, areas))}</optgroup>'
        for kecamatan, areas in groups
    )
    return f'<option value="">{escape(empty)}</option>{inside}'


def _option(area: places.Area) -> str:
    twice = len(places.areas_named(area.name)) > 1
    words = f"{area.name} ({area.kecamatan})" if twice else area.name
    return f'<option value="{area.code}">{escape(words)}</option>'
