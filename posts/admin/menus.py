"""The admin of menus: their links in order, each to a page, to an archive or to any address."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from posts.admin.base import BlogAdmin
from posts.admin.ordering import HIGHEST, in_order
from posts.models import Category, Menu, MenuItem, Page, Series

MOST_CHOICES = 500  # of a kind; to what is beyond them leads an address
MOST_LINKS = 50  # of a menu
PAGE = "page:"  # before the key of a page: its address may change, and the link follows
Choices = list[tuple[Any, Any]]


def targets() -> Choices:
    """What a link may lead to without anybody typing an address."""
    pages = Page.objects.order_by("title").values_list("pk", "title")[:MOST_CHOICES]
    blog = {"home": _("The latest posts"), "archives": _("Archive"), "search": _("Search")}
    groups: Choices = [
        (_("Pages"), [(f"{PAGE}{pk}", title) for pk, title in pages]),
        (_("The blog"), [(reverse(name), words) for name, words in blog.items()]),
        (_("Categories"), _archives(Category.objects.order_by("path")[:MOST_CHOICES])),
        (_("Series"), _archives(Series.objects.order_by("name")[:MOST_CHOICES])),
    ]
    return [("", _("The address below")), *((name, rows) for name, rows in groups if rows)]


def _archives(rows: Any) -> Choices:
    return [(row.get_absolute_url(), row.name) for row in rows]


class ItemForm(forms.ModelForm):
    """One link. `targets` are looked up once for all of a menu, by the formset."""

    leads_to = forms.ChoiceField(label=_("Leads to"), required=False)
    position = forms.IntegerField(
        required=False, min_value=1, max_value=HIGHEST, widget=forms.NumberInput({"class": "part-number"})
    )

    class Meta:
        model = MenuItem
        fields = ("position", "label", "leads_to", "url")
        labels = {"label": _("Words"), "url": _("Address")}
        widgets = {"url": forms.TextInput({"placeholder": "https://"})}

    def __init__(self, *args: Any, targets: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["leads_to"]
        field.choices = targets
        self.fields["position"].widget.attrs["aria-label"] = self.instance.label or gettext("Position")
        if self.instance.pk:
            self.initial["position"] = int(str(self.prefix).rpartition("-")[2]) + 1
        known = {value: words for _name, rows in targets if isinstance(rows, list) for value, words in rows}
        now = f"{PAGE}{self.instance.page_id}" if self.instance.page_id else self.instance.url
        self.target = str(known.get(now, now))  # where the stored link leads, in words
        if now in known:
            self.initial.update(leads_to=now, url="")

    def clean(self) -> dict[str, Any]:
        """What was chosen and what was typed become one; both at once, or none, is said."""
        data = super().clean() or self.cleaned_data
        chosen = data.get("leads_to", "")
        if chosen and data.get("url"):
            self.add_error("url", _("Choose where it leads, or write an address: one of the two."))
        elif not chosen and not data.get("url") and "url" not in self.errors:
            self.add_error("url", _("Where does it lead? Choose above, or write an address."))
        self.instance.page_id = int(chosen.removeprefix(PAGE)) if chosen.startswith(PAGE) else None
        if chosen and not chosen.startswith(PAGE):
            data["url"] = chosen
        return data

    def save(self, commit: bool = True) -> Any:
        self.instance.position = self.instance.position or 0  # its place is known once all links are
        return super().save(commit)


class Items(forms.BaseInlineFormSet):
    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        if not hasattr(self, "_targets"):
            self._targets = targets()
        return {**super().get_form_kwargs(index), "targets": self._targets}


class ItemInline(admin.StackedInline):
    model = MenuItem
    form, formset = ItemForm, Items
    template = "admin/posts/menu/items.html"
    extra, max_num = 1, MOST_LINKS
    view_on_site = False


def has_room() -> bool:
    """A menu for each place is enough. No permission: the navigation asks for those on every page."""
    return Menu.objects.count() < len(Menu.Place)


@admin.register(Menu)
class MenuAdmin(BlogAdmin):
    list_display = ("place",)
    inlines = (ItemInline,)
    change_form_template = "admin/posts/menu/change_form.html"
    view_on_site = False  # type: ignore[assignment]  # it is on every page

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        may_add = self.has_add_permission(request) and has_room()
        return super().changelist_view(request, {"has_add_permission": may_add, **(extra_context or {})})

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not has_room():
            raise PermissionDenied
        return super().add_view(request, form_url, extra_context)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """The links get the numbers of their places; a new one without a number comes last."""
        super().save_formset(request, form, formset, change)
        wanted = {row.instance.pk: row.cleaned_data.get("position") for row in formset.forms}
        keys = list(form.instance.items.order_by("position", "pk").values_list("pk", flat=True))
        new = [row.pk for row in formset.new_objects]
        for n, pk in enumerate(in_order([pk for pk in keys if pk not in new] + new, wanted), 1):
            MenuItem.objects.filter(pk=pk).exclude(position=n).update(position=n)
