"""What other packages put into the admin and this blog does not use: the site's address comes from settings."""

from django.contrib import admin
from django.contrib.sites.models import Site

admin.site.unregister(Site)
