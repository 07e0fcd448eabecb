"""Every address of the site, but for /healthz and /readyz: those are `gouden.web.operations.health`."""

from django.contrib import admin
from django.urls import include, path

from cases.api.catalog import api_catalog
from cases.api.root import RootView
from gouden.web.http.security_txt import security_txt

urlpatterns = [
    path("", include("cases.urls")),
    path("", include("municipalities.urls")),
    path("api/v1", RootView.as_view(), name="api-root"),
    # Before the API's own addresses, in which a slug may start with an underscore too.
    path("api/v1/", include("cases.outputs.exports.urls")),
    path("api/v1/", include("cases.api.urls")),
    path("api/v1/", include("municipalities.api.urls")),
    path("admin/", admin.site.urls),
    path(".well-known/api-catalog", api_catalog, name="api-catalog"),
    path(".well-known/security.txt", security_txt, name="security-txt"),
]

handler400 = "gouden.web.http.errors.bad_request"
handler500 = "gouden.web.operations.outage.server_error"
