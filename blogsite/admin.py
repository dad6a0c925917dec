"""What other packages put into the admin and this blog does not use: the site's address comes from settings."""

from django.contrib import admin
from django.contrib.sites.models import Site
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

admin.site.unregister([Site, StaticDevice, TOTPDevice])
