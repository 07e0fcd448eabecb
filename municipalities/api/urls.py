"""The API's addresses of who is in the catalogue."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
