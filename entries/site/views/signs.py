"""What programs ask of every site: for robots, for browsers, for who finds a hole."""

from datetime import timedelta
from functools import lru_cache
from io import BytesIO

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from PIL import Image, ImageDraw

from entries.languages import SITE_LANGUAGES
from entries.pages.labels import PORTAL
from entries.site.visits import Visit, page

SIZES = (180, 192, 512)
"""The icons in pixels: of a telephone's first screen, and of the manifest."""
ACCENT, PAPER = "#9b2d0f", "#fdfcf8"
HOLDS = timedelta(days=180)
"""For how long what security.txt says is promised."""
DAY = 24 * 60 * 60


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """All may be read, but what asks anew at each address: there is no end of those."""
    lines = ["User-agent: *", "Disallow: /admin/"]
    endless = ("search/?", "cite/", "report/")
    lines += [f"Disallow: /{one}/{name}" for one in SITE_LANGUAGES for name in endless]
    lines += ["", f"Sitemap: {_whole(request, reverse('site:sitemap-index'))}", ""]
    return _kept(HttpResponse("\n".join(lines), content_type="text/plain"))


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a hole (RFC 9116), where the settings name somebody."""
    if not settings.CONTACT:
        raise Http404
    until = timezone.now().replace(microsecond=0) + HOLDS
    lines = [
        f"Contact: {settings.CONTACT}",
        f"Expires: {until.isoformat().replace('+00:00', 'Z')}",
        f"Preferred-Languages: {', '.join(SITE_LANGUAGES)}",
        f"Canonical: {_whole(request, request.path)}",
        "",
    ]
    answer = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    return _kept(answer)


@page
def opensearch(visit: Visit) -> HttpResponse:
    """How a browser searches here by itself."""
    root = visit.whole(visit.links.always().to("search"))
    hints = visit.whole(visit.links.always().to("suggest"))
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">'
        f"<ShortName>{escape(_('SCO cooperation'))}</ShortName>"
        f"<Description>{escape(PORTAL)}</Description>"
        "<InputEncoding>UTF-8</InputEncoding>"
        f"<Language>{visit.language}</Language>"
        f'<Url type="text/html" template="{escape(root)}?q={{searchTerms}}"/>'
        '<Url type="application/x-suggestions+json" '
        f'template="{escape(hints)}?q={{searchTerms}}&amp;form=list"/>'
        "</OpenSearchDescription>\n"
    )
    kind = "application/opensearchdescription+xml"
    return _kept(HttpResponse(text, content_type=kind))


@require_safe
def manifest(_request: HttpRequest) -> HttpResponse:
    """What a telephone shows where the site stands on its first screen."""
    icons = [
        {
            "src": reverse("site:touch-icon", kwargs={"size": size}),
            "sizes": f"{size}x{size}",
            "type": "image/png",
        }
        for size in SIZES
    ]
    icons.append({"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml"})
    content = {
        "name": str(PORTAL),
        "short_name": "SCO",
        "start_url": "/",
        "display": "browser",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": icons,
    }
    return _kept(JsonResponse(content, content_type="application/manifest+json"))


@require_safe
def touch_icon(_request: HttpRequest, size: int) -> HttpResponse:
    """The icon as pixels, in one of its sizes."""
    if size not in SIZES:
        raise Http404
    return _kept(HttpResponse(_drawn(size), content_type="image/png"))


@lru_cache(maxsize=len(SIZES))
def _drawn(size: int) -> bytes:
    """Three lines of a table on the accent, as icon.svg has them."""
    image = Image.new("RGB", (size, size), ACCENT)
    draw = ImageDraw.Draw(image)
    step = size / 16
    for row, length in ((4, 10), (8, 10), (12, 6)):
        box = (3 * step, (row - 1) * step, (3 + length) * step, (row + 1) * step - 1)
        draw.rectangle(box, fill=PAPER)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _whole(request: HttpRequest, path: str) -> str:
    root: str = settings.SITE_URL
    return f"{root}{path}" if root else request.build_absolute_uri(path)


def _kept(answer: HttpResponse) -> HttpResponse:
    patch_cache_control(answer, public=True, max_age=DAY)
    return answer
