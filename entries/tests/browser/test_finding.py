"""Suggestions under the search fields, by keyboard and by mouse."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from entries.tests.factories import make_exercise, make_series, publish

pytestmark = pytest.mark.browser

FIELD = "#site-search"
OPTION = "#site-search-suggestions [role=option]"


@pytest.fixture
def page(browser, live_server, transactional_db):
    publish(
        make_series("peace-mission", title="Peace Mission"),
        make_exercise("peace-mission-2007", title="Peace <Mission> 2007"),
    )
    page = browser.new_page(base_url=live_server.url)
    page.goto("/en/topics/")
    yield page
    page.close()


def test_names_are_suggested_and_chosen_by_keyboard(page):
    page.locator(FIELD).press_sequentially("peace mi")
    page.wait_for_selector(OPTION)
    shown = [text.strip() for text in page.locator(OPTION).all_inner_texts()]
    assert shown == ["Peace Mission Exercise series", "Peace <Mission> 2007 Exercise"]
    assert page.get_attribute(FIELD, "aria-expanded") == "true"
    assert Axe().run(page).response["violations"] == []
    page.press(FIELD, "ArrowDown")
    page.press(FIELD, "ArrowDown")
    chosen = page.get_attribute(FIELD, "aria-activedescendant")
    assert page.get_attribute(f"#{chosen}", "aria-selected") == "true"
    page.press(FIELD, "Enter")
    page.wait_for_url("**/en/exercises/peace-mission-2007/")


def test_escape_closes_the_list_and_keeps_the_words(page):
    page.locator(FIELD).press_sequentially("peace")
    page.wait_for_selector(OPTION)
    page.press(FIELD, "Escape")
    assert page.get_attribute(FIELD, "aria-expanded") == "false"
    assert page.input_value(FIELD) == "peace"
    page.press(FIELD, "Enter")
    page.wait_for_url("**/en/search/?q=peace")


def test_a_suggestion_is_chosen_by_mouse(page):
    page.goto("/en/")
    page.locator("#home-search").press_sequentially("2007")
    page.click("#home-search-suggestions [role=option]")
    page.wait_for_url("**/en/exercises/peace-mission-2007/")


@pytest.mark.parametrize(("width", "is_folded"), [(320, True), (1280, False)])
def test_choices_stand_open_where_there_is_room(page, width, is_folded):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/en/exercises/")
    summary = page.locator(".facets > summary")
    choice = page.locator(".facets .choices a").first
    assert summary.is_visible() == is_folded
    assert choice.is_visible() != is_folded
    if is_folded:
        summary.click()
        assert choice.is_visible()
