"""What a page must be for every eye: axe-core finds nothing, nothing is cut off on a phone."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
GRAVE = ("moderate", "serious", "critical")
PHONE = {"width": 360, "height": 740}


@cache
def axe() -> str:
    return (Path(__file__).parent / "axe.min.js").read_text()


def faults_of(page: Page) -> list[str]:
    """What axe-core finds on the page as it is, one line for each element."""
    page.evaluate(axe())
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
        ".then((all) => ({violations: all.violations}))",
        list(TAGS),
    )
    return [
        f"{path_of(page)} {fault['id']} ({fault['impact']}): {node['target']} {node['html'][:160]} {why(node)}"
        for fault in found["violations"]
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]


def why(node: dict) -> str:
    return " ".join(check["message"] for check in node["any"][:1])


def path_of(page: Page) -> str:
    return page.evaluate("location.pathname + location.search")


def expect_accessible(page: Page) -> None:
    assert faults_of(page) == []


def sideways(page: Page) -> list[str]:
    """The page's path and what sticks out when it is wider than its window; nothing when all is well."""
    script = """() => {
        const wide = document.scrollingElement.scrollWidth - innerWidth;
        if (wide <= 0) return [];
        const sticksOut = (e) => e.getBoundingClientRect().right > innerWidth + 1;
        const out = [...document.querySelectorAll("main *")].filter(sticksOut);
        return [`${wide} px too wide`, ...out.slice(-3).map((e) => e.outerHTML.slice(0, 120))];
    }"""
    found = page.evaluate(script)
    return [f"{path_of(page)}: {'; '.join(found)}"] if found else []


def troubles_of(context) -> list[str]:
    """What the browser complains about from now on: errors of scripts, what the content policy refuses."""
    heard: list[str] = []
    context.on("console", lambda said: heard.append(said.text) if said.type in ("error", "warning") else None)
    context.on("weberror", lambda fault: heard.append(str(fault.error)))
    return heard
