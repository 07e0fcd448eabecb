from django.views.generic import DetailView, ListView, TemplateView


class CaseListView(ListView):
    """TODO."""


class CaseDetailView(DetailView):
    """TODO."""
