"""Images in the forms of entries: taken in as they come, shown to editors alone."""

import mimetypes
from dataclasses import dataclass

from django import forms
from django.contrib import admin
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from entries.admin.rowforms import RowForm
from entries.admin.site import desk
from entries.desk.conversion.reading import MODELS
from entries.desk.images import MOST_BYTES, RefusedImageError, keep, take_in
from entries.desk.rows import Figure
from entries.documents.images import renditions, size, stem

SALT, SHOWN = "entries.image", "entries.image.shown"


class ImageInput(forms.FileInput):
    """A file to choose, or the one that was chosen in a form that came back."""

    kept = ""
    """The name of an image that is in the store already, though the form is not."""

    def value_from_datadict(self, data, files, name):
        return files.get(name) or _said(data.get(name, ""))

    def value_omitted_from_data(self, data, files, name):
        return self.value_from_datadict(data, files, name) is None

    def render(self, name, value, attrs=None, renderer=None):
        shown = super().render(name, value, attrs, renderer)
        if not self.kept:
            return shown
        return format_html(
            '<div>{}<input type="hidden" name="{}" value="{}"><p>'
            "{} is taken in, and waits for the form to be saved.</p></div>",
            shown,
            name,
            signing.dumps(self.kept, salt=SALT),
            stem(self.kept),
        )


def _said(token: str) -> str | None:
    """The name that this desk gave to a form; nothing that anybody else wrote."""
    try:
        return str(signing.loads(token, salt=SALT))
    except signing.BadSignature:
        return None


@dataclass(frozen=True)
class Upload:
    """What became of a file: a name in the store, or why it was refused."""

    name: str = ""
    fault: str = ""


class TakesImages(admin.ModelAdmin):
    """Takes in what was uploaded before the form's transaction begins.

    That takes seconds, in which no other editor should have to wait.
    """

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        may = self.has_change_permission if object_id else self.has_add_permission
        if request.method == "POST" and may(request):
            for name, file in request.FILES.items():
                request.FILES[name] = _upload(file)
        return super().changeform_view(request, object_id, form_url, extra_context)


def _upload(file: UploadedFile) -> Upload:
    try:
        return Upload(keep(take_in(file, file.name or "")))
    except RefusedImageError as error:
        return Upload(fault=str(error))


class ImageField(forms.FileField):
    """An upload that was taken in; its value is a name in the store."""

    widget = ImageInput

    def clean(self, data, initial=None):
        if isinstance(data, Upload):
            if data.fault:
                raise ValidationError(data.fault)
            data = data.name
        name = data or initial or super().clean(None)
        if name != initial:
            self.widget.kept = name
        return name

    def has_changed(self, initial, data):
        return data is not None and data != initial


class FigureForm(RowForm):
    """An image in use."""

    image = ImageField(
        help_text=f"JPEG, PNG or WebP, up to {MOST_BYTES // 1024 // 1024} MB."
    )

    def clean_image(self) -> str:
        name: str = self.cleaned_data["image"]
        if name != self.initial.get("image"):
            self.instance.width, self.instance.height = size(name) or (None, None)
        return name


def shown(figure: Figure) -> str:
    """A small picture of an image, for who may see it."""
    return format_html(
        '<img class="desk-image" src="{}" alt="{}"><br>{}',
        reverse("admin:entries_figure_image", args=[figure.pk]),
        figure.alt or "It has no alternative text yet",
        f"{figure.width} × {figure.height} pixels" if figure.width else "",
    )


def address_at_desk(name: str, kind: str) -> str:
    """Where an image of a draft is, for those who may see entries of its kind."""
    token = signing.dumps([kind, name], salt=SHOWN)
    return reverse("admin:entries_image", args=[token])


@require_safe
def image_of(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The smallest rendition of a row's image."""
    figure = get_object_or_404(Figure.objects.select_related("entry"), pk=pk)
    name = next((one.name for one in renditions(figure.image)), figure.image)
    return _served(request, name, figure.entry.kind)


@require_safe
def named_image(request: HttpRequest, token: str) -> HttpResponseBase:
    """The image that a page of the desk named."""
    try:
        kind, name = signing.loads(token, salt=SHOWN)
    except signing.BadSignature as error:
        msg = "no page of the desk named this image"
        raise Http404(msg) from error
    return _served(request, name, kind)


def _served(request: HttpRequest, name: str, kind: str) -> HttpResponseBase:
    """An image for those who may see entries of a kind.

    No cache keeps it, as nothing that the desk answers.
    """
    model = MODELS[kind]._meta.model_name
    names = (f"entries.{may}_{model}" for may in ("view", "change"))
    if not any(map(request.user.has_perm, names)):
        raise PermissionDenied
    found, _ = mimetypes.guess_type(name)
    if not (found or "").startswith("image/") or not default_storage.exists(name):
        msg = "the image is not in the store"
        raise Http404(msg)
    answer = FileResponse(default_storage.open(name), content_type=found)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


desk.pages.append(("entries/figure/<int:pk>/image/", image_of, "entries_figure_image"))
desk.pages.append(("entries/image/<str:token>/", named_image, "entries_image"))
