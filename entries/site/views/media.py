"""Images: those that a published document uses, and no others."""

import mimetypes

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from entries.documents.images import original, size
from entries.record.listing import PublicImage

YEAR = 365 * 24 * 60 * 60
"""In seconds."""


@require_safe
def favicon(_: HttpRequest) -> HttpResponseBase:
    """The icon, where browsers look for one on pages that name none."""
    return redirect(static("icon.svg"))


@require_safe
def image(request: HttpRequest, name: str) -> HttpResponseBase:
    """An image, or a rendition of one."""
    found, _ = mimetypes.guess_type(name)
    is_image = found is not None and found.startswith("image/")
    whole = original(name)
    if not is_image or not PublicImage.objects.filter(name=whole).exists():
        msg = "no published page uses this image"
        raise Http404(msg)
    try:
        stored = default_storage.open(name)
    except (FileNotFoundError, IsADirectoryError, SuspiciousFileOperation) as error:
        msg = "the image is not in the store"
        raise Http404(msg) from error
    answer = FileResponse(stored, content_type=found)
    answer["X-Content-Type-Options"] = "nosniff"
    if size(whole):
        # Under a name with a digest there will never be another image.
        patch_cache_control(answer, public=True, max_age=YEAR, immutable=True)
    return answer
