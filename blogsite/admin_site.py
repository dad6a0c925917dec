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
        """As Django's; a signed-in Reader is told 403 instead of being asked to sign in once more."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            response: Any = inner(request, *args, **kwargs)
            response._csp_replace = ADMIN_POLICY
            return response

        return guarded

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Queue, statistics, pings and doctor; and signing out is for everybody who is signed in, Readers too.

        Django's view_on_site is left out: it names the address of any row to everybody who may enter.
        """
        from blogsite import checkup, personal_page, profile, second_factor_page, styleguide
        from comments import akismet_page
        from comments.figures import views as figures
        from comments.queue import answering, own_pages
        from comments.queue import views as queue
        from trackbacks.ledger import answer, of_post
        from trackbacks.ledger import views as pings

        def page(address: str, view: Callable, name: str) -> URLPattern:
            return path(address, self.admin_view(view), {"site": self}, name=name)

        inherited = [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
        return [
            path("logout/", never_cache(self.logout), name="logout"),
            path("login/code/", self.login_code, name="login_code"),
            page("discussion/", queue.queue, "discussion"),
            page("discussion/today/", own_pages.today, "discussion_today"),
            page("discussion/keys/", own_pages.keys, "discussion_keys"),
            page("discussion/progress/<int:pk>/", own_pages.progress, "discussion_progress"),
            page("discussion/<int:pk>/reply/", answering.reply, "discussion_reply"),
            page("discussion/<int:pk>/edit/", answering.edit, "discussion_edit"),
            page("profile/", profile.page, "profile"),
            page("profile/second-factor/", second_factor_page.page, "second_factor"),
            page("statistics/", figures.page, "statistics"),
            page("doctor/", checkup.page, "doctor"),
            page("personal-data/", personal_page.page, "personal_data"),
            page("doctor/ask/", checkup.ask, "doctor_ask"),
            page("akismet/", akismet_page.page, "akismet"),
            page("akismet/check/", akismet_page.check, "akismet_check"),
            page("styleguide/", styleguide.page, "styleguide"),
            page("pings/", pings.overview, "pings"),
            page("pings/check/", pings.check, "pings_check"),
            page("pings/sent/", pings.sent, "pings_sent"),
            page("pings/sent/act/", pings.act_on_many, "pings_sent_act"),
            page("pings/received/", pings.received, "pings_received"),
            page("pings/sent/<int:pk>/", pings.sent_trace, "ping_sent"),
            page("pings/received/<int:pk>/", pings.received_trace, "ping_received"),
            page("pings/sent/<int:pk>/<slug:verb>/", pings.act, "ping_verb"),
            page("answer/", answer.answer, "answer"),
            page("pings/post/<int:pk>/", of_post.page, "post_pings"),
            page("pings/post/<int:pk>/<slug:verb>/", of_post.act, "post_pings_verb"),
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
