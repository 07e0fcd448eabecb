from django.views.generic import DetailView, ListView, TemplateView


class ThemeListView(ListView):
    """TODO."""


class ThemeDetailView(DetailView):
    """TODO."""
