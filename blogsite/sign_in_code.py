"""The second step of signing in, for who has a second factor: nobody is signed in before the code is right."""

import time
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from blogsite import second_factor

PENDING = "sign-in"  # in the session: who has given the right password
SECONDS = 300  # that they may look for their phone
FEW = 3  # recovery codes, after which it is said how many are left


def ask(request: HttpRequest, user: User, wanted: str) -> HttpResponse:
    """The password was right: send this user to the page that asks for the code."""
    request.session.cycle_key()  # whoever planted the session does not get on from here
    request.session[PENDING] = {"user": user.pk, "at": time.time(), "password": user.get_session_auth_hash()}
    query = f"?{urlencode({'next': wanted})}" if wanted else ""
    return HttpResponseRedirect(reverse("admin:login_code") + query)


def pending(request: HttpRequest) -> User | None:
    """Who has given the right password a short while ago, with that still being the password."""
    found = request.session.get(PENDING) or {}
    if not 0 <= time.time() - found.get("at", 0) <= SECONDS:
        return None
    user = User.objects.filter(pk=found["user"], is_active=True).first()
    if user is None or not constant_time_compare(found["password"], user.get_session_auth_hash()):
        return None
    return user if second_factor.is_on(user) else None


def sentence(refused: second_factor.CodeRefused) -> str:
    """What to tell whose code was refused."""
    if not refused.wait:
        return _("This code is not right, or was used already. Wait for the next one and try again.")
    if refused.wait < 60:
        words = ngettext("%d second", "%d seconds", refused.wait) % refused.wait
    else:
        minutes = -(-refused.wait // 60)
        words = ngettext("%d minute", "%d minutes", minutes) % minutes
    return _("After wrong codes you have to wait before the next try: %s.") % words


class CodeField(forms.CharField):
    """A code of the app or a recovery code; browsers and phones offer it by themselves."""

    def __init__(self, **options: Any) -> None:
        attributes = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        widget = forms.TextInput(attrs=attributes | options.pop("attrs", {}))
        super().__init__(**{"max_length": 40, "label": gettext_lazy("Code"), "widget": widget, **options})


class CodeForm(forms.Form):
    code = CodeField(attrs={"autofocus": True})
    retry_after: int | None = None

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = pending(request)

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        try:
            second_factor.take(self.user, code)
        except second_factor.CodeRefused as refused:
            self.retry_after = refused.wait or None
            raise ValidationError(sentence(refused)) from None
        return code

    def get_user(self) -> User | None:
        return self.user


def tell_of_few(request: HttpRequest, user: User) -> None:
    """Say it before the last recovery code is gone."""
    left = second_factor.recovery_codes_left(user)
    if left <= FEW:
        words = ngettext("You have %d recovery code left.", "You have %d recovery codes left.", left)
        messages.warning(request, words % left)
