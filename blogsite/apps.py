"""The admin's configuration (the one AdminSite of the blog) and this app's own."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class AdminConfig(admin_apps.AdminConfig):
    default = False
    default_site = "blogsite.admin_site.BlogAdminSite"


class BlogsiteConfig(AppConfig):
    default = True
    name = "blogsite"

    def ready(self) -> None:
        from blogsite import checkup  # noqa: F401 - it registers its chore
