from django.views.generic import DetailView, ListView, TemplateView


class HomeView(TemplateView):
    """TODO."""
