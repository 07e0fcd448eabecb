from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class AccountsConfig(AppConfig):
    name = "gouden.accounts"
    verbose_name = "Toegang"

    def ready(self) -> None:
        """Have `manage.py check --deploy` look at what the legal pages say."""
        from gouden.web.operations import legal_checks  # noqa: F401


class GoudenAdminConfig(AdminConfig):
    """Django's admin, with our own site in place of its default."""

    default_site = "gouden.accounts.site.GoudenAdminSite"
