"""The admin of static pages; menus, which lead to them, are `posts/admin/menus.py`."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from posts.admin import editor
from posts.admin.base import BlogAdmin
from posts.models import Page


class PageForm(forms.ModelForm):
    class Meta:
        model = Page
        fields = ("title", "html", "slug", "published")
        widgets = {
            "title": forms.Textarea(attrs={"placeholder": _("Title"), "class": "title-field", "rows": 1})
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "html" in self.fields:
            self.fields["html"] = editor.field(self.instance.html, label=_("Text"), required=False)


@admin.register(Page)
class PageAdmin(BlogAdmin):
    form = PageForm
    list_display = ("title", "slug", "published", "updated")
    search_fields = ("title", "slug", "html")
    change_form_template = "admin/posts/page/change_form.html"
    fieldsets = ((None, {"fields": ("title", "html")}), (_("Publish"), {"fields": ("published", "slug")}))
