"""The admin of subscribers: who gets new posts by mail. Nobody is added here, because only they can say yes."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from posts.admin.base import BlogAdmin
from posts.models import Subscriber


class Confirmed(admin.SimpleListFilter):
    title = _("confirmed")
    parameter_name = "confirmed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Yes")), ("no", _("Not yet"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(confirmed_at__isnull=self.value() == "no")


@admin.register(Subscriber)
class SubscriberAdmin(BlogAdmin):
    list_display = ("email", "confirmed_at", "created")
    list_filter = (Confirmed,)
    search_fields = ("email",)
    fields = readonly_fields = ("email", "confirmed_at", "created")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
