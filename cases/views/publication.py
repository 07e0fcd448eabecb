from django.views.generic import DetailView, ListView, TemplateView


class PublicationListView(ListView):
    """TODO."""


class PublicationDetailView(DetailView):
    """TODO."""
