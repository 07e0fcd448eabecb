"""The addresses of the files to take along, beside the list they are made of."""

from django.urls import path

from cases.outputs.exports import views
from gouden.web.http.ranges import with_ranges

urlpatterns = [
    path("praktijkvoorbeelden/_export", with_ranges(views.ExportView.as_view()), name="api-export"),
    path("praktijkvoorbeelden/_codeboek", views.CodebookView.as_view(), name="api-codebook"),
    path("uitspraken/_export", with_ranges(views.StatementExportView.as_view()), name="api-statement-export"),
    path("uitspraken/_codeboek", views.StatementCodebookView.as_view(), name="api-statement-codebook"),
]
