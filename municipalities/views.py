from django.views.generic import DetailView, ListView, TemplateView



class MunicipalityListView(ListView):
    """TODO."""


class MunicipalityDetailView(DetailView):
    """TODO."""


class ProvinceListView(ListView):
    """TODO."""


class ProvinceDetailView(DetailView):
    """TODO."""


class RegionListView(ListView):
    """TODO."""


class RegionDetailView(DetailView):
    """TODO."""


class OrganisationListView(ListView):
    """TODO."""


class OrganisationDetailView(DetailView):
    """TODO."""
