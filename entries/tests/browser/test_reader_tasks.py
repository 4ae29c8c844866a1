"""Ten things that readers come for, done by keyboard alone and without any script."""

import pytest

from entries.inbox.report import Report
from entries.site.formtoken import SOONEST
from entries.tests.browser.record import record

__all__ = ["record"]

pytestmark = pytest.mark.browser

DRILL = "/en/exercises/peace-mission-2007/"
MOST = 400
"""So many steps of the tabulator lead through any page of these."""
FOCUSED = """() => {
    const one = document.activeElement;
    const label = one.labels && one.labels.length ? one.labels[0].innerText : "";
    const words = one.getAttribute("aria-label") || label || one.innerText || "";
    return [one.tagName, words.trim(), one.getAttribute("href") || ""];
}"""


class Reader:
    """Somebody with a keyboard and a browser that runs no scripts."""

    def __init__(self, browser, address):
        self.context = browser.new_context(java_script_enabled=False)
        self.page = self.context.new_page()
        self.address = address

    def opens(self, path):
        self.page.goto(self.address + path)

    def reaches(self, words, *, tag="", href=""):
        """Goes on from where the focus is until it stands on what is meant."""
        for _ in range(MOST):
            self.page.keyboard.press("Tab")
            name, text, to = self.page.evaluate(FOCUSED)
            if words in text and tag in ("", name) and href in to:
                return
        pytest.fail(f"no key leads to {words!r} on {self.page.url}")

    def follows(self, words, **more):
        self.reaches(words, **more)
        self.sends()

    def writes(self, words):
        self.page.keyboard.type(words)

    def sends(self):
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def reads(self, words):
        return words in self.page.locator("body").inner_text()

    @property
    def at(self):
        return self.page.url.removeprefix(self.address)


@pytest.fixture
def reader(browser, live_server, record):
    one = Reader(browser, live_server.url)
    yield one
    one.context.close()


def test_1_an_exercise_is_found_though_its_name_is_misspelt(reader):
    reader.opens("/en/")
    reader.reaches("Search the record", tag="INPUT")
    reader.writes("peace mision")
    reader.sends()
    assert reader.reads("as written")
    reader.follows("Peace Mission 2007", tag="A")
    assert reader.at == DRILL


def test_2_a_disputed_number_shows_who_says_what(reader):
    reader.opens(DRILL)
    assert reader.reads("Sources disagree")
    assert reader.reads("6,500")
    number = reader.page.locator("#fact-personnel .others a").get_attribute("href")
    reader.follows("", tag="A", href=number)
    assert "RIA Novosti" in reader.page.locator(":target").inner_text()


def test_3_a_page_is_cited_in_bibtex(reader):
    reader.opens(DRILL)
    reader.follows("Cite this page", tag="A")
    assert reader.reads("@misc{")
    assert reader.reads("SHA-256")


def test_4_two_states_are_compared(reader):
    reader.opens("/en/states/compare/")
    for number, name in ((1, "China"), (2, "Russia")):
        reader.reaches(f"State {number}", tag="SELECT")
        reader.writes(name)
    reader.follows("Compare", tag="BUTTON")
    assert reader.reads("Side by side")
    assert reader.reads("Peace Mission 2007")


def test_5_how_a_state_stood_on_a_day(reader):
    reader.opens("/en/states/chn/")
    reader.reaches("Day", tag="INPUT")
    reader.writes("06012016")
    reader.sends()
    assert "on=2016-06-01" in reader.at
    assert reader.reads("On 1 June 2016")


def test_6_exercises_are_narrowed_and_widened_again(reader):
    reader.opens("/en/exercises/")
    reader.follows("China", href="host=CHN")
    assert "host=CHN" in reader.at
    assert reader.reads("1 entry")
    reader.follows("Take away:", tag="A")
    assert "host=" not in reader.at


def test_7_an_old_edition_is_read_and_left(reader):
    reader.opens("/en/editions/1/")
    reader.follows("Read edition 1", tag="A")
    assert reader.reads("You are reading edition 1")
    reader.follows("Read this page now", tag="A")
    assert "edition" not in reader.at


def test_8_a_cell_of_the_matrix_leads_to_its_date(reader):
    reader.opens("/en/frameworks/matrix/")
    reader.follows("", tag="A", href="#fact-parties.CHN")
    assert reader.at.startswith("/en/frameworks/sco-charter/")
    assert "7 June 2002" in reader.page.locator(":target").inner_text()


def test_9_an_error_is_reported(reader):
    reader.opens(DRILL)
    reader.follows("Report an error in Personnel", tag="A")
    reader.reaches("", tag="TEXTAREA")
    reader.writes("The ministry gave another number.")
    reader.page.wait_for_timeout((SOONEST + 1) * 1000)
    reader.follows("Send the report", tag="BUTTON")
    assert reader.reads("Thank you")
    assert Report.objects.get().fact == "personnel"


def test_10_the_same_page_is_read_in_another_language(reader):
    reader.opens(DRILL)
    reader.follows("Русский", tag="A")
    assert reader.at == DRILL.replace("/en/", "/ru/")
    assert reader.reads("Мирная миссия-2007")
