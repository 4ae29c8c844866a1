"""Where each part of the site begins."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/", include("entries.api.urls")),
    path("", include("entries.site.urls")),
]
