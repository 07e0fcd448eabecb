from django.views.generic import DetailView, ListView, TemplateView


class DesignationListView(ListView):
    """TODO."""
