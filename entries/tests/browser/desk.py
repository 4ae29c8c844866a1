"""One person at the desk, in words: open, fill in, press, read."""

import re
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe

PASSWORD = "a-password-for-tests"
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    }
}
# Django's own autocomplete sets a style that the content policy refuses; it looks the
# same without.
STOCK = re.compile("Applying inline style violates")


class Desk:
    """A browser window in which somebody has logged in."""

    def __init__(self, browser, base, name, width, scheme):
        self.base, self.faults = base, []
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", self._asked)
        self.open("/admin/login/")
        self.fill(username=name, password=PASSWORD)
        self.page.click("input[type=submit]")

    def _heard(self, message):
        if message.type == "error" and not STOCK.search(message.text):
            self.faults.append(f"{message.text} on {self.page.url}")

    def _asked(self, request):
        host = urlsplit(request.url).netloc
        if host not in ("", urlsplit(self.base).netloc):
            self.faults.append(f"asked {request.url}")

    def close(self):
        self.context.close()
        assert self.faults == []

    def open(self, address):
        self.page.goto(self.base + address)

    def fill(self, **fields):
        for name, value in fields.items():
            self.page.fill(f"#id_{name}", value)

    def press(self, words):
        """Press a button or follow a link by its words."""
        either = self.page.get_by_role("button", name=words, exact=True).or_(
            self.page.get_by_role("link", name=words, exact=True)
        )
        with self.page.expect_navigation():
            either.first.click()

    def follow(self, words):
        """Follow the link in which these words stand."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=words).click()

    def choose(self, name, words):
        """Type into an autocomplete field, and take the first that is found."""
        self.page.click(f"#id_{name} + .select2 .select2-selection")
        self.page.fill(".select2-search__field", words)
        self.page.click(f".select2-results__option:has-text('{words}')")

    def gone(self):
        """The page was a tombstone, which the browser tells as a fault."""
        self.faults = [one for one in self.faults if "410 (Gone)" not in one]

    def said(self):
        """What the desk has just told."""
        return self.page.locator(".messagelist").inner_text()

    def reads(self, words):
        return words in self.page.locator("body").inner_text()

    def findings(self):
        """What is wrong with the page for somebody: none is expected."""
        violations = Axe().run(self.page, options=RULES).response["violations"]
        found = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in violations]
        wide = "document.documentElement.scrollWidth > innerWidth"
        if self.page.evaluate(wide):
            found.append("scrolls sideways")
        return found
