"""Everybody's own second factor: set up with a picture and a code; new recovery codes, or off, by password and code."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blogsite import second_factor
from blogsite.sign_in import count_try, forgive
from blogsite.sign_in_code import CodeField, sentence
from posts.models import SiteSettings
from posts.throttling import TooMany


class ProofForm(forms.Form):
    """Password and code of who is at work: an open desk is not enough to change how they sign in."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = CodeField()

    def __init__(self, request: HttpRequest, verb: str = "") -> None:
        super().__init__(request.POST if verb else None)
        self.user: Any = request.user
        self.request, self.verb = request, verb
        self.recovery_codes: list[str] = []

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        try:
            count_try(self.request, self.user.get_username())
        except TooMany:
            raise ValidationError(_("Too many tries. Please wait a quarter of an hour.")) from None
        if not self.user.check_password(password):
            raise ValidationError(_("This is not your password."))
        forgive(self.request, self.user.get_username())
        return password

    def clean(self) -> None:
        """The code is used up only where the password is right."""
        if self.errors:
            return
        code = self.cleaned_data["code"]
        try:
            if self.verb == "confirm":
                self.recovery_codes = second_factor.confirm(self.user, code)
            else:
                second_factor.take(self.user, code)
        except second_factor.CodeRefused as refused:
            self.add_error("code", sentence(refused))


def page(request: HttpRequest, site: Any) -> HttpResponse:
    """What stands here depends on how far the user is; nothing changes but by a button."""
    verb = request.POST.get("verb", "") if request.method == "POST" else ""
    if verb == "begin":
        second_factor.begin(request.user)
        return HttpResponseRedirect(reverse("admin:second_factor"))
    if verb in VERBS:
        form = ProofForm(request, verb)
        if form.is_valid():
            return VERBS[verb](request, site, form)
        return _shown(request, site, form=form, status=422)
    if request.method == "POST":
        raise BadRequest(_("There is no such action."))
    return _shown(request, site, form=ProofForm(request))


def _confirm(request: HttpRequest, site: Any, form: ProofForm) -> HttpResponse:
    """It is on. The password is stored anew, which ends every other session: they began without a code."""
    user: Any = request.user
    user.set_password(form.cleaned_data["password"])
    user.save(update_fields=["password"])
    update_session_auth_hash(request, user)
    return _shown(request, site, codes=form.recovery_codes, just_on=True)


def _codes(request: HttpRequest, site: Any, form: ProofForm) -> HttpResponse:
    return _shown(request, site, codes=second_factor.new_recovery_codes(request.user))


def _off(request: HttpRequest, site: Any, form: ProofForm) -> HttpResponse:
    second_factor.turn_off(request.user)
    messages.success(request, _("Two-factor sign-in is off. Your password alone is enough again."))
    return HttpResponseRedirect(reverse("admin:second_factor"))


VERBS = {"confirm": _confirm, "codes": _codes, "off": _off}


def _shown(request: HttpRequest, site: Any, status: int = 200, **more: Any) -> HttpResponse:
    user, device = request.user, second_factor.begun(request.user)
    on = second_factor.is_on(user)
    context = {
        **site.each_context(request),
        "title": _("Two-factor sign-in"),
        "on": on,
        "left": second_factor.recovery_codes_left(user) if on else 0,
        **more,
    }
    if device and not on:
        picture = second_factor.picture(device, SiteSettings.read().title)
        context |= {"picture": picture, "key": second_factor.key_text(device)}
    return TemplateResponse(request, "admin/second_factor.html", context, status=status)
