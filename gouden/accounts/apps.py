from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class AccountsConfig(AppConfig):
    name = "gouden.accounts"
    verbose_name = "Toegang"


class GoudenAdminConfig(AdminConfig):
    """Django's admin, with our own site in place of its default."""

    default_site = "gouden.accounts.site.GoudenAdminSite"
