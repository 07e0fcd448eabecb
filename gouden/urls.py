"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("cases.urls")),
    path("", include("municipalities.urls")),
    path("api/v1/", include("cases.api.urls")),
    path("api/v1/", include("municipalities.api.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "gouden.web.errors.bad_request"
