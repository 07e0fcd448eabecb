from django.views.generic import DetailView, ListView, TemplateView


class InitiativeListView(ListView):
    """TODO."""


class InitiativeDetailView(DetailView):
    """TODO."""
