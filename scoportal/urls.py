"""Where each part of the site begins."""

from django.urls import include, path

from entries.admin.site import desk

urlpatterns = [
    path("admin/", desk.urls),
    path("api/", include("entries.api.urls")),
    path("", include("entries.site.urls")),
]
