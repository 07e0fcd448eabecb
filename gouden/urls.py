"""Every address of the site, but for /healthz and /readyz: those are `gouden.web.health`."""

from django.contrib import admin
from django.urls import include, path

from gouden.web.security_txt import security_txt

urlpatterns = [
    path("", include("cases.urls")),
    path("", include("municipalities.urls")),
    # Before the API's own addresses, in which a slug may start with an underscore too.
    path("api/v1/", include("cases.outputs.exports.urls")),
    path("api/v1/", include("cases.api.urls")),
    path("api/v1/", include("municipalities.api.urls")),
    path("admin/", admin.site.urls),
    path(".well-known/security.txt", security_txt, name="security-txt"),
]

handler400 = "gouden.web.errors.bad_request"
handler500 = "gouden.web.outage.server_error"
