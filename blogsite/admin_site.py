"""The one AdminSite of the blog."""

from django.contrib.admin import AdminSite


class BlogAdminSite(AdminSite):
    """Django's admin under the blog's own name."""

    site_header = site_title = "Crosstalk"
    index_title = "At a glance"
