"""The API's addresses of what is in the catalogue."""

from django.urls import path

from cases.api import adoption_views, explanation_views, facets, statement_views, views

urlpatterns = [
    path("praktijkvoorbeelden", views.CaseListAPIView.as_view(), name="api-case-list"),
    path("praktijkvoorbeelden/_facetten", facets.CaseFacetsView.as_view(), name="api-case-facets"),
    path("praktijkvoorbeelden/<slug:slug>", views.CaseDetailAPIView.as_view(), name="api-case-detail"),
    path("uitspraken", statement_views.StatementListAPIView.as_view(), name="api-statement-list"),
    path(
        "uitspraken/<uuid:identifier>",
        statement_views.StatementDetailAPIView.as_view(),
        name="api-statement-detail",
    ),
    path("navolgingen", adoption_views.AdoptionListAPIView.as_view(), name="api-adoption-list"),
    path(
        "navolgingen/<uuid:identifier>",
        adoption_views.AdoptionDetailAPIView.as_view(),
        name="api-adoption-detail",
    ),
    path("initiatieven", views.InitiativeListAPIView.as_view(), name="api-initiative-list"),
    path("initiatieven/<slug:slug>", views.InitiativeDetailAPIView.as_view(), name="api-initiative-detail"),
    path("themas", views.ThemeListAPIView.as_view(), name="api-theme-list"),
    path("themas/<slug:slug>", explanation_views.ThemeDetailAPIView.as_view(), name="api-theme-detail"),
    path("obstakels", views.ObstacleListAPIView.as_view(), name="api-obstacle-list"),
    path("obstakels/<slug:slug>", views.ObstacleDetailAPIView.as_view(), name="api-obstacle-detail"),
    path("elementen", views.ElementListAPIView.as_view(), name="api-element-list"),
    path("elementen/<slug:slug>", views.ElementDetailAPIView.as_view(), name="api-element-detail"),
    path("begrippen", explanation_views.TermListAPIView.as_view(), name="api-term-list"),
    path("begrippen/<slug:slug>", explanation_views.TermDetailAPIView.as_view(), name="api-term-detail"),
    path("vragen", explanation_views.QuestionListAPIView.as_view(), name="api-question-list"),
    path("vragen/<slug:slug>", explanation_views.QuestionDetailAPIView.as_view(), name="api-question-detail"),
    path("publicaties", views.PublicationListAPIView.as_view(), name="api-publication-list"),
    path("publicaties/<slug:slug>", views.PublicationDetailAPIView.as_view(), name="api-publication-detail"),
    path("wijzigingen", views.EventListView.as_view(), name="api-event-list"),
    path("openapi.json", views.SchemaView.as_view(), name="api-schema"),
]
