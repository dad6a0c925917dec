"""Users and roles as we want them; and what other packages put into the admin and this blog does not use."""

from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.contrib.sites.models import Site
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from blogsite.users import RoleAdmin, UserAdmin

admin.site.unregister([Site, StaticDevice, TOTPDevice, User, Group])
admin.site.register(User, UserAdmin)
admin.site.register(Group, RoleAdmin)
