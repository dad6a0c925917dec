"""The list of posts in the admin: its columns, its tabs, and what is done to many at once by the verbs of each."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from posts import local
from posts.admin.filters import StateTabs
from posts.admin.post_rights import PostRights, may_publish
from posts.admin.post_words import NAMES, PUBLIC
from posts.models import Post

TRASHED = ngettext_lazy("%(n)d post moved to the trash.", "%(n)d posts moved to the trash.", "n")
RESTORED = ngettext_lazy("%(n)d post restored.", "%(n)d posts restored.", "n")
PUBLISHED = ngettext_lazy("%(n)d post published.", "%(n)d posts published.", "n")
DELETED = ngettext_lazy("%(n)d post deleted for good.", "%(n)d posts deleted for good.", "n")


class PostList(PostRights):
    list_display = ("title", "shown_state", "author", "discussion", "date")
    list_display_links = ("title",)
    list_filter = (StateTabs, "categories")
    list_select_related = ("author",)
    search_fields = ("title", "html", "slug")
    actions = ("trash", "restore", "publish", "delete_for_good")

    @admin.display(description=_("state"), ordering="state")
    def shown_state(self, post: Post) -> SafeString:
        words = (
            _("Password")
            if post.is_protected and post.state == "published"
            else NAMES[Post.State(post.state)]
        )
        return format_html('<span class="state state-{}">{}</span>', post.state, words)

    @admin.display(description=_("comments, pings"))
    def discussion(self, post: Post) -> SafeString:
        return format_html('<span class="quiet">{} · {}</span>', post.comment_count, post.ping_count)

    @admin.display(description=_("date"), ordering="published_at")
    def date(self, post: Post) -> str:
        public = post.published_at and post.state in PUBLIC
        return local.brief(post.published_at if public else post.updated)

    # Bulk actions: the queryset holds only what is theirs

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        in_trash = request.GET.get("state") == Post.State.TRASH
        for name in ("trash", "publish") if in_trash else ("restore", "delete_for_good"):
            actions.pop(name, None)
        return actions

    @admin.action(description=_("Move to the trash"), permissions=["delete"])
    def trash(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        self._each(request, queryset, "delete", Post.trash, TRASHED)

    @admin.action(description=_("Restore"), permissions=["change"])
    def restore(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        if not may_publish(request):
            queryset = queryset.exclude(state_before_trash__in=PUBLIC)
        self._each(request, queryset.filter(state=Post.State.TRASH), "change", Post.restore, RESTORED)

    @admin.action(description=_("Publish now"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        self._each(request, queryset.exclude(state=Post.State.TRASH), "change", Post.publish, PUBLISHED)

    @admin.action(description=_("Delete for good"), permissions=["delete"])
    def delete_for_good(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        self._each(request, queryset.filter(state=Post.State.TRASH), "delete", Post.delete, DELETED)

    def _each(self, request: HttpRequest, posts: QuerySet[Post], needed: str, verb: Any, words: Any) -> None:
        allowed = getattr(self, f"has_{needed}_permission")
        done = 0
        for post in posts:
            if allowed(request, post):
                verb(post)
                done += 1
        self.message_user(request, words % {"n": done}, messages.SUCCESS)
