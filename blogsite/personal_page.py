"""One person's data, for administrators. Addresses are sent by POST, so that no log of requests keeps them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from blogsite import personal
from posts.models import SiteSettings
from posts.personal import Section, Who

SHOWN = 20  # things of a kind on the page; the file has all
FILES = {
    "json": (personal.as_json, "application/json"),
    "html": (personal.as_html, "text/html; charset=utf-8"),
}
MODES = {"anonymise": False, "delete": True}  # whether the texts go as well


class WhoForm(forms.Form):
    """An e-mail address, a site, or both."""

    email = forms.EmailField(
        required=False,
        label=gettext_lazy("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    site = forms.CharField(
        required=False, max_length=255, label=gettext_lazy("Site that sent pings"),
        widget=forms.TextInput(attrs={"placeholder": "blog.example", "autocapitalize": "none"}),
    )  # fmt: skip

    def clean_site(self) -> str:
        typed = self.cleaned_data["site"]
        host = personal.who(typed).host if typed and "@" not in typed else ""
        if typed and not host:
            raise ValidationError(_("This is no site, such as blog.example."))
        return host

    def clean(self) -> dict[str, Any]:
        if not self.errors and not any(self.cleaned_data.values()):
            self.add_error("email", _("Type an e-mail address or a site."))
        return self.cleaned_data

    def who(self) -> Who:
        return Who(self.cleaned_data["email"], self.cleaned_data["site"])


def page(request: HttpRequest, site: Any) -> HttpResponse:
    """GET asks of whom; POST shows what is kept, hands it out, asks before it erases, and erases."""
    if not request.user.is_superuser:
        raise PermissionDenied
    form = WhoForm(request.POST if request.method == "POST" else None)
    context = {**site.each_context(request), "title": _("Personal data"), "form": form}
    context["days"] = SiteSettings.load().erase_after_days
    if not form.is_bound or not form.is_valid():
        return shown(request, context, "page", status=422 if form.is_bound else 200)
    action, who = request.POST.get("action", ""), form.who()
    if action in FILES:
        return file(who, action)
    if action == "erase" and request.POST.get("mode") in MODES:
        return erased(request, who, texts=MODES[request.POST["mode"]])
    sections = personal.report(who)
    first = [(section.title, section.items[:SHOWN], len(section.items) - SHOWN) for section in sections]
    context |= {"who": who, "counts": counted(sections), "sections": first}
    if action in MODES:
        return shown(request, context | {"mode": action}, "sure")
    return shown(request, context, "page")


def shown(request: HttpRequest, context: dict[str, Any], name: str, status: int = 200) -> HttpResponse:
    return TemplateResponse(request, f"admin/personal/{name}.html", context, status=status)


def counted(sections: list[Section]) -> list[tuple[Any, int, bool]]:
    """Each kind with how many there are, and whether erasing takes it."""
    return [(section.title, len(section.items), section.name != "accounts") for section in sections]


def file(who: Who, form: str) -> HttpResponse:
    make, kind = FILES[form]
    name = f"personal-data.{form}"
    return HttpResponse(
        make(who), content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def erased(request: HttpRequest, who: Who, *, texts: bool) -> HttpResponse:
    n = personal.erase(who, texts=texts)
    said = (
        ngettext("Erased, %(n)d comment or ping among it.", "Erased, %(n)d comments and pings among it.", n)
        if texts
        else ngettext("Erased; %(n)d text stays, by nobody.", "Erased; %(n)d texts stay, by nobody.", n)
    )
    messages.success(request, said % {"n": n} if n else _("Erased."))
    return HttpResponseRedirect(reverse("admin:personal_data"))
