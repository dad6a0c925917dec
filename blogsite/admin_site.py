"""The one AdminSite of the blog: who may enter, what its first page shows, and its own security policy."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import NONCE, SELF
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page

from blogsite.roles import works_here

# Inline scripts (the editor's import map) and the editor's one style element carry this request's nonce.
ADMIN_POLICY = {"script-src": [SELF, NONCE], "style-src": [SELF, NONCE]}


class BlogAdminSite(AdminSite):
    """Django's admin under the blog's own name, for those who have work in it."""

    site_header = site_title = "Crosstalk"
    index_title = _("At a glance")
    index_template = "admin/glance.html"
    enable_nav_sidebar = False  # ours stands in templates/admin/base_site.html and needs no script

    def has_permission(self, request: HttpRequest) -> bool:
        return works_here(request.user)

    def admin_view(self, view: Callable, cacheable: bool = False) -> Any:
        """As Django's, and compressed; a signed-in Reader is told 403 instead of being asked to sign in once more.

        Lengths tell nobody of secrets: the CSRF token is masked anew in each answer, other sites' requests carry no
        session, as its cookie is SameSite, and Django adds bytes at random.
        """
        inner = gzip_page(super().admin_view(view, cacheable))

        @wraps(inner)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            response: Any = inner(request, *args, **kwargs)
            response._csp_replace = ADMIN_POLICY
            return response

        return guarded

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Our own pages; and signing out is for everybody who is signed in, Readers too.

        Django's view_on_site is left out: it names the address of any row to everybody who may enter.
        """
        from blogsite.admin_pages import PAGES

        inherited = [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
        return [
            path("logout/", never_cache(self.logout), name="logout"),
            path("login/code/", self.login_code, name="login_code"),
            *(path(at, self.admin_view(view), {"site": self}, name=name) for at, view, name in PAGES),
            *inherited,
        ]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        from blogsite.navigation import grouped

        apps = super().get_app_list(request, app_label)
        return apps if app_label else grouped(request, apps)

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        from blogsite.sign_in import SignInView

        return SignInView.as_view(extra_context={**self._sign_in_words(), **(extra_context or {})})(request)

    @method_decorator(never_cache)
    def login_code(self, request: HttpRequest) -> Any:
        from blogsite.sign_in import SignInCodeView

        return SignInCodeView.as_view(extra_context=self._sign_in_words())(request)

    def _sign_in_words(self) -> dict[str, Any]:
        return {"site_header": self.site_header, "site_title": self.site_title, "title": _("Sign in")}

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """At a glance; a POST is its quick draft."""
        from blogsite.glance import glance
        from posts.admin.quick_draft import QuickDraft, kept

        draft = QuickDraft(request.POST if request.method == "POST" else None)
        if draft.is_bound and (answer := kept(request, draft)):
            return answer
        response = super().index(request, {**glance(request), "draft": draft, **(extra_context or {})})
        response.status_code = 422 if draft.is_bound else 200
        return response
