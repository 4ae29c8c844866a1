"""A static copy in a browser: below a path of a plain server, with its own policy."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from django.test import override_settings

from entries.tests.exchange.mirror import world
from entries.tests.factories import citation, make_source, make_state, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


class Quiet(SimpleHTTPRequestHandler):
    """The plain server of `python -m http.server`, without its lines."""

    def log_message(self, *_):
        pass


@pytest.fixture
def base(tmp_path):
    """The address of a copy, below a path of a plain server."""
    with override_settings(SITE_URL=world.SITE, ALLOWED_HOSTS=["portal.example"]):
        cited = [citation("capital", "xinhua-2007")]
        publish(
            make_source("xinhua-2007", title="Drill begins"),
            make_state("CHN", title="China", capital="Beijing", citations=cited),
        )
        world.run_briefly(tmp_path / "below" / "copy")
    handler = partial(Quiet, directory=str(tmp_path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/below/copy/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_reader_walks_through_a_copy_and_nothing_fails(browser, base, scripts):
    context = browser.new_context(java_script_enabled=scripts)
    page, faults = context.new_page(), []
    page.on("console", lambda said: faults.append(said.text))
    page.on("response", lambda one: one.status >= 400 and faults.append(one.url))
    hosts = set()
    page.on("request", lambda one: hosts.add(urlsplit(one.url).netloc))

    page.goto(base)
    page.wait_for_url(f"{base}en/")
    assert "static copy of edition 1" in page.inner_text("aside.copy")
    assert page.locator("form, input, button").count() == 0
    page.get_by_role("link", name="States", exact=True).first.click()
    page.wait_for_url(f"{base}en/states/")
    page.get_by_role("link", name="China").click()
    page.wait_for_url(f"{base}en/states/chn/")
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"
    page.locator("a[href='#source-1']").first.click()
    if scripts:
        assert page.locator("#card").is_visible()
        page.keyboard.press("Escape")
    else:
        page.wait_for_url("**#source-1")
    page.get_by_role("link", name="Русский").click()
    page.wait_for_url(f"{base}ru/states/chn/**")

    assert faults == []
    assert hosts == {urlsplit(base).netloc}
    context.close()
