"""The admin of pings: what was sent and what was answered, what was received; and the panel on the page of a post."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from posts.admin.base import BlogAdmin
from posts.models import Post
from trackbacks.models import IncomingPing, OutgoingPing
from trackbacks.words import OPEN, received_words, sent_words

VERBS = {"resend": "will be told again", "cancel": "will not be told"}


class StateTabs(admin.SimpleListFilter):
    """By state, with how many there are of each."""

    title = "state"
    parameter_name = "state"
    template = "admin/tabs_filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        rows = model_admin.get_queryset(request).order_by().values_list("state").annotate(n=Count("pk"))
        self.counts = dict(rows)
        return [(state, model_admin.words(state)) for state in sorted(self.counts)] or [("", "None yet")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(state=self.value()) if self.value() else queryset

    def choices(self, changelist: Any) -> Iterator[Any]:
        tabs: list[tuple[Any, Any, int]] = [(None, "All", sum(self.counts.values()))]
        tabs += [
            (state, name, self.counts[state]) for state, name in self.lookup_choices if state in self.counts
        ]
        for state, name, n in tabs:
            query: dict[str, Any] = {self.parameter_name: state} if state else {}
            address = changelist.get_query_string(query, [self.parameter_name])
            yield {"selected": self.value() == state, "query_string": address, "display": name, "n": n}


class ReadOnlyAdmin(BlogAdmin):
    """Rows that only the machinery writes."""

    ordering = ("-created", "-pk")
    list_filter = (StateTabs,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="post", ordering="post")
    def about(self, ping: Any) -> SafeString:
        return format_html('<a href="{}">{}</a>', ping.post.get_absolute_url(), ping.post.title)


@admin.register(OutgoingPing)
class OutgoingPingAdmin(ReadOnlyAdmin):
    list_title = "Sent pings"
    list_display = ("target", "about", "protocol", "in_words", "message", "attempts", "next_try")
    list_select_related = ("post",)
    search_fields = ("target", "host", "message")
    actions = ("resend", "cancel")
    fields = ("target", "about", "in_words", "protocol", "endpoint", "message", "attempts", "next_try", "excerpt",
              "sent_at", "last_error", "created")  # fmt: skip
    readonly_fields = fields

    def words(self, state: str) -> str:
        return sent_words(state)

    def get_queryset(self, request: HttpRequest) -> QuerySet[OutgoingPing]:
        mine = Post.objects.editable_by(request.user)
        return super().get_queryset(request).filter(post__in=mine.order_by())

    def has_resend_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("trackbacks.change_outgoingping")

    @admin.display(description="state", ordering="state")
    def in_words(self, ping: OutgoingPing) -> SafeString:
        return format_html(
            '<span class="state state-{}">{}</span>', ping.shown_state, sent_words(ping.shown_state)
        )

    @admin.display(description="next try", ordering="due_at")
    def next_try(self, ping: OutgoingPing) -> str:
        return next_try(ping)

    @admin.action(description="Tell again", permissions=["resend"])
    def resend(self, request: HttpRequest, queryset: QuerySet[OutgoingPing]) -> None:
        self._each(request, queryset, "resend")

    @admin.action(description="Cancel", permissions=["resend"])
    def cancel(self, request: HttpRequest, queryset: QuerySet[OutgoingPing]) -> None:
        self._each(request, queryset, "cancel")

    def _each(self, request: HttpRequest, pings: QuerySet[OutgoingPing], verb: str) -> None:
        done = sum(
            may(verb, ping) and getattr(ping, verb)() is not False for ping in pings.select_related("post")
        )
        noun = "blog" if done == 1 else "blogs"
        self.message_user(request, f"{done} {noun} {VERBS[verb]}.", messages.SUCCESS)

    def get_urls(self) -> list[URLPattern]:
        """The buttons of the panel: one POST for one ping."""
        verb = path(
            "<int:pk>/<str:verb>/now/", self.admin_site.admin_view(require_POST(self.one)), name="ping_verb"
        )
        return [verb, *super().get_urls()]

    def one(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        """Do it, and go back to the page of the post."""
        ping = get_object_or_404(self.get_queryset(request), pk=pk)
        if verb not in VERBS or not self.has_resend_permission(request):
            raise PermissionDenied
        self._each(request, self.get_queryset(request).filter(pk=pk), verb)
        return HttpResponseRedirect(reverse("admin:posts_post_change", args=[ping.post_id]) + "#pings")


@admin.register(IncomingPing)
class IncomingPingAdmin(ReadOnlyAdmin):
    list_title = "Received pings"
    list_display = ("source", "about", "protocol", "in_words", "became", "received", "created")
    list_select_related = ("post", "comment")
    search_fields = ("source", "host", "title")
    fields = ("source", "about", "in_words", "became", "why", "protocol", "target", "title", "excerpt", "blog_name",
              "address", "user_agent", "received", "attempts", "looked_at", "missing_since", "last_error",
              "created")  # fmt: skip
    readonly_fields = fields

    def words(self, state: str) -> str:
        return received_words(state)

    def get_queryset(self, request: HttpRequest) -> QuerySet[IncomingPing]:
        pings = super().get_queryset(request)
        if request.user.has_perm("comments.moderate_all"):
            return pings
        return pings.filter(post__author__user=request.user)

    @admin.display(description="state", ordering="state")
    def in_words(self, ping: IncomingPing) -> SafeString:
        return format_html('<span class="state state-{}">{}</span>', ping.state, received_words(ping.state))

    @admin.display(description="became")
    def became(self, ping: IncomingPing) -> SafeString | str:
        if not ping.comment:
            return ""
        where = f"{reverse('admin:discussion')}?{urlencode({'q': ping.source})}"
        return format_html('<a class="state state-{}" href="{}">{}</a>', ping.status, where, ping.status)

    @admin.display(description="why")
    def why(self, ping: IncomingPing) -> str:
        return "; ".join(ping.reasons)


def next_try(ping: OutgoingPing) -> str:
    """When it is tried again, in words; empty when there is nothing left to do."""
    if ping.due_at is None or ping.state not in OPEN:
        return ""
    return "now" if ping.due_at <= timezone.now() else f"{timezone.localtime(ping.due_at):%-d %b, %H:%M}"


def may(verb: str, ping: OutgoingPing) -> bool:
    """Whether the verb makes sense: nobody is told twice, or of a post that is not public (PROMISES 17)."""
    if verb == "cancel":
        return ping.state in OPEN
    return ping.state not in (*OPEN, "delivered") and ping.post.talks
