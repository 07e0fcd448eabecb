"""The API's addresses of what is in the catalogue."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
