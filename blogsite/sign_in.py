"""Signing in: one text for every failure, and few tries, counted in the database over all processes (PROMISES 22)."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.crypto import salted_hmac
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from blogsite import second_factor, sign_in_code
from blogsite.roles import works_here
from posts.models import Hit
from posts.throttling import Limit, TooMany, count

WINDOW = timedelta(minutes=15)
PER_NAME = Limit("sign-in-name", 5, WINDOW)
PER_ADDRESS = Limit("sign-in-address", 20, WINDOW)  # a family or an office shares one
FAILED = _(
    "That user name and password do not match. After several failed tries in a row "
    "no sign-in is accepted for {minutes} minutes, so that nobody can guess."
)


def name_key(username: str) -> str:
    """What the tries of one name are counted by; not the name, for people type passwords in the wrong field."""
    return salted_hmac("blogsite.sign-in", username.strip().casefold(), algorithm="sha256").hexdigest()


class SignInForm(AuthenticationForm):
    """User name and password; a try is counted before it is looked at, so that parallel tries find no gap."""

    error_messages = {
        "invalid_login": format_lazy(FAILED, minutes=int(WINDOW.total_seconds()) // 60),
        "inactive": format_lazy(FAILED, minutes=int(WINDOW.total_seconds()) // 60),
    }
    retry_after: int | None = None  # seconds, where there were too many tries

    def clean(self) -> dict[str, Any]:
        username = self.cleaned_data.get("username", "")
        if not username or not self.cleaned_data.get("password"):
            return self.cleaned_data
        request: Any = self.request
        try:
            count_try(request, username)
        except TooMany as refused:
            self.retry_after = refused.retry_after
            raise self.get_invalid_login_error() from None
        cleaned = super().clean()
        forgive(request, username)
        return cleaned

    def confirm_login_allowed(self, user: AbstractBaseUser) -> None:
        """Readers may sign in as well; only who is switched off may not."""
        if not user.is_active:
            raise ValidationError(self.error_messages["inactive"], code="invalid_login")


def count_try(request: HttpRequest, username: str) -> None:
    """Wherever a password is asked for; called before it is looked at. Raises TooMany."""
    count({PER_NAME: name_key(username), PER_ADDRESS: request.META.get("REMOTE_ADDR", "")})


def forgive(request: HttpRequest, username: str) -> None:
    """After a success: the name's earlier failures and this try do not count; the address keeps its other failures."""
    address = request.META.get("REMOTE_ADDR", "")
    Hit.objects.filter(what=PER_NAME.what, who=name_key(username)).delete()
    last = Hit.objects.filter(what=PER_ADDRESS.what, who=address[:255]).order_by("-pk").first()
    if last:
        last.delete()


class SignInView(LoginView):
    """The page at /admin/login/. Who has no work in the admin lands on the home page."""

    authentication_form = SignInForm
    template_name = "admin/login.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in ("GET", "HEAD") and request.user.is_authenticated:
            return HttpResponseRedirect(self.landing(request.user))
        return super().dispatch(request, *args, **kwargs)

    def landing(self, user: Any) -> str:
        """Where this user goes now: back to where they came from, as far as they may go there."""
        wanted = self.get_redirect_url()
        if works_here(user):
            return wanted or reverse("admin:index")
        return wanted if wanted and not is_admin_address(wanted) else "/"

    def get_success_url(self) -> str:
        return self.landing(self.request.user)

    def form_valid(self, form: Any) -> HttpResponse:
        user = form.get_user()
        if second_factor.is_on(user):
            return sign_in_code.ask(self.request, user, self.get_redirect_url())
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        if form.retry_after is not None:
            response.status_code = 429
            response.headers["Retry-After"] = str(form.retry_after)
        return response


class SignInCodeView(SignInView):
    """The page at /admin/login/code/, for who has given the right password and has a second factor."""

    authentication_form = sign_in_code.CodeForm  # type: ignore[assignment]
    template_name = "admin/login_code.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if sign_in_code.pending(request):
            return super().dispatch(request, *args, **kwargs)
        return HttpResponseRedirect(reverse("admin:login"))

    def form_valid(self, form: Any) -> HttpResponse:
        response = LoginView.form_valid(self, form)
        self.request.session.pop(sign_in_code.PENDING, None)
        sign_in_code.tell_of_few(self.request, form.get_user())
        return response


def is_admin_address(url: str) -> bool:
    try:
        return "admin" in resolve(urlsplit(url).path).app_names
    except Resolver404:
        return False
