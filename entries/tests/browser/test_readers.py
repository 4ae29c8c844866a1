"""The readers' pages in a browser: on a phone and a desk, light and dark, by keyboard,
printed, and without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from entries.tests.browser.record import record

__all__ = ["record"]

pytestmark = pytest.mark.browser

LOOKS = [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DRILL = "/en/exercises/peace-mission-2007/"
PAGES = [
    "/en/",
    "/ru/",
    "/zh/",
    "/en/states/",
    "/en/states/chn/",
    "/en/states/compare/?state=CHN&state=RUS",
    "/en/insights/",
    "/en/insights/participation/",
    "/en/insights/together/",
    "/en/insights/timeline/",
    "/en/insights/membership/?on=2016-06-01",
    "/en/insights/scale/",
    "/en/insights/map/",
    "/en/frameworks/matrix/",
    "/en/quality/",
    "/en/about/",
    "/en/claims/",
    "/en/data/",
    "/en/corrections/",
    f"{DRILL}cite/",
    "/en/report/?entry=peace-mission-2007&fact=personnel",
    "/en/series/peace-mission/",
    "/en/exercises/",
    DRILL,
    f"{DRILL}?edition=1",
    f"{DRILL}revisions/",
    f"{DRILL}revisions/1/",
    "/ru/exercises/peace-mission-2007/",
    "/zh/exercises/peace-mission-2007/",
    "/en/frameworks/",
    "/en/frameworks/sco-charter/",
    "/en/topics/joint-exercises/",
    "/en/sources/xinhua-2007/",
    "/en/search/?q=peace",
    "/en/search/?q=nobody",
    "/en/editions/",
    "/en/editions/1/",
    "/en/design/",
    "/en/nowhere/",
]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_nobody_stumbles_over_a_page(browser, live_server, record, width, scheme):
    view = {"width": width, "height": 900}
    page = browser.new_page(viewport=view, color_scheme=scheme)
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else "")
    page.on("request", lambda one: said.extend(_elsewhere(one.url, live_server.url)))
    found = {}
    for path in PAGES:
        said.clear()
        page.goto(live_server.url + path)
        seen = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        faults = [one["id"] for one in seen.response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append("scrolls sideways")
        # A page that is not there is an answer, which the browser calls an error.
        faults += [line for line in said if "404" not in line]
        if faults:
            found[path] = faults
    page.close()
    assert found == {}


def _elsewhere(url, here):
    return [] if url.startswith((here, "data:")) else [f"asks {url}"]


def test_a_number_opens_the_card_of_its_source_and_gives_the_focus_back(
    browser, live_server, record
):
    page = browser.new_page()
    page.goto(live_server.url + DRILL)
    number = page.locator("#fact-personnel .notes a").first
    number.focus()
    page.keyboard.press("Enter")
    card = page.locator("#card")
    assert card.is_visible()
    assert "Xinhua" in card.inner_text()
    assert page.evaluate("document.activeElement.textContent") == "Close"
    page.keyboard.press("Escape")
    assert not card.is_visible()
    assert number.evaluate("one => one === document.activeElement")
    page.close()


def test_without_scripts_a_number_leads_to_the_source(browser, live_server, record):
    without = browser.new_context(java_script_enabled=False)
    page = without.new_page()
    page.goto(live_server.url + DRILL)
    page.locator("#fact-personnel .notes a").first.click()
    assert page.url.endswith("#source-1")
    assert page.locator(":target").inner_text().startswith("Drill begins")
    without.close()


def test_the_first_step_of_a_keyboard_skips_to_the_content(
    browser, live_server, record
):
    page = browser.new_page()
    page.goto(live_server.url + DRILL)
    page.keyboard.press("Tab")
    assert page.locator(".skip:focus").is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.close()


def test_sources_stand_in_the_margin_of_a_wide_page_and_under_it_on_a_narrow_one(
    browser, live_server, record
):
    for width, is_beside in ((1280, True), (320, False)):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto(live_server.url + DRILL)
        text = page.locator(".prose .cited > div").last.bounding_box()
        notes = page.locator(".prose .cited .notes").last.bounding_box()
        assert (notes["x"] > text["x"] + text["width"] - 1) is is_beside
        assert (notes["y"] >= text["y"] + text["height"] - 1) is not is_beside
        page.close()


def test_a_printed_page_has_its_facts_and_sources_and_no_controls(
    browser, live_server, record
):
    page = browser.new_page()
    page.goto(live_server.url + DRILL)
    page.emulate_media(media="print")
    assert page.locator("#sources").is_visible()
    assert page.locator("#fact-personnel").is_visible()
    for control in ("header form.search", "header nav", ".skip"):
        assert not page.locator(control).first.is_visible(), control
    page.close()
