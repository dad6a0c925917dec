"""The list of posts in the admin: its columns, its tabs, and what is done to many at once by the verbs of each."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ALL_VAR, ORDER_VAR, PAGE_VAR, ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from posts import local
from posts.admin.filters import NARROWED_BY, StateTabs
from posts.admin.paging import DeepPaginator
from posts.admin.post_bulk import bulk_page
from posts.admin.post_columns import LABELS, ROWS, Screen, labels
from posts.admin.post_rights import PostRights, may_publish
from posts.admin.post_words import NAMES, PUBLIC
from posts.models import Post
from posts.search.everywhere import matching

TRASHED = ngettext_lazy("%(n)d post moved to the trash.", "%(n)d posts moved to the trash.", "n")
RESTORED = ngettext_lazy("%(n)d post restored.", "%(n)d posts restored.", "n")
PUBLISHED = ngettext_lazy("%(n)d post published.", "%(n)d posts published.", "n")
DELETED = ngettext_lazy("%(n)d post deleted for good.", "%(n)d posts deleted for good.", "n")
# What in the address says where one is in the list, and not of what it is.
ONLY_SHOWN = {StateTabs.parameter_name, ORDER_VAR, PAGE_VAR, ALL_VAR}
UNSEEN = ("html", "excerpt", "send_trackbacks")  # a text may have 1 MB


class PostChangeList(ChangeList):
    """As many rows as its user wants, each read with what its columns show."""

    def get_results(self, request: HttpRequest) -> None:
        self.screen = screen = Screen.of(request.user)
        self.list_per_page = screen.rows
        many = {"in_categories": "categories", "with_tags": "tags"}
        unseen = UNSEEN[1:] if "length" in screen.columns else UNSEEN
        self.queryset = (
            self.queryset.select_related("author", "series")
            .prefetch_related(*(many[name] for name in many if name in screen.columns))
            .defer(*unseen)
        )
        self.queryset.known = self.known(request)
        super().get_results(request)
        self.result_list = list(self.result_list)
        screen.fill(self.result_list)
        for post in self.result_list:
            post.may_edit = may_publish(request) or post.state not in PUBLIC

    def known(self, request: HttpRequest) -> int | None:
        """How many rows there are, where that was counted already: by a search, or on the tab that alone narrows."""
        if self.query and hasattr(request, "_found"):
            return int(request._found)
        narrowed = {name for name, value in request.GET.items() if value} - ONLY_SHOWN
        tabs = [spec for spec in self.filter_specs if isinstance(spec, StateTabs)]
        return None if narrowed else tabs[0].n

    @property
    def narrowing(self) -> list[Any]:
        return [spec for spec in self.filter_specs if isinstance(spec, NARROWED_BY)]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query) or any(spec.chosen for spec in self.narrowing)

    @property
    def choices_of_columns(self) -> list[tuple[str, Any, bool]]:
        return [(name, label, name in self.screen.columns) for name, label in labels().items()]

    choices_of_rows = ROWS


class PostList(PostRights):
    list_display = ("named", *LABELS)
    list_display_links = None
    list_filter = (StateTabs, *NARROWED_BY)
    paginator = DeepPaginator
    search_fields = ("title",)  # that there is a search; how is `get_search_results`
    actions = ("edit_many", "trash", "restore", "publish", "delete_for_good")
    change_list_template = "admin/posts/post/change_list.html"

    def get_list_display(self, request: HttpRequest) -> Any:
        return Screen.of(request.user).display()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PostChangeList

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        keys = matching(queryset, search_term)
        if keys is None:
            return queryset, False
        request._found = len(keys)  # type: ignore[attr-defined]  # the filters have narrowed before
        return queryset.filter(pk__in=keys), False

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def named(self, post: Any) -> SafeString:
        verbs = []
        if getattr(post, "may_edit", False):
            verbs.append(("quick", reverse("admin:posts_post_quick", args=[post.pk]), _("Quick edit")))
        if post.is_public:
            verbs.append(("view", post.get_absolute_url(), _("View")))
        links = format_html_join(" ", '<a class="{}" href="{}">{}</a>', verbs)
        pinned = format_html(' <span class="quiet">{}</span>', _("on top")) if post.sticky else ""
        where = reverse("admin:posts_post_change", args=[post.pk])
        title = post.title or _("(no title)")
        return format_html(
            '<a href="{}">{}</a>{}<span class="row-verbs">{}</span>', where, title, pinned, links
        )

    @admin.display(description=LABELS["shown_state"], ordering="state")
    def shown_state(self, post: Post) -> SafeString:
        with_password = post.is_protected and post.state == "published"
        words = _("Password") if with_password else NAMES[Post.State(post.state)]
        return format_html('<span class="state state-{}">{}</span>', post.state, words)

    @admin.display(description=LABELS["in_categories"], empty_value="")
    def in_categories(self, post: Post) -> str:
        return ", ".join(category.name for category in post.categories.all())

    @admin.display(description=LABELS["with_tags"], empty_value="")
    def with_tags(self, post: Post) -> str:
        return ", ".join(tag.name for tag in post.tags.all())

    @admin.display(description=LABELS["in_series"], empty_value="")
    def in_series(self, post: Post) -> str:
        number = f" {post.series_position}" if post.series_position is not None else ""
        return f"{post.series}{number}" if post.series else ""

    @admin.display(description=LABELS["comments"])
    def comments(self, post: Post) -> int:
        return post.comment_count

    @admin.display(description=LABELS["pings"])
    def pings(self, post: Post) -> int:
        return post.ping_count

    @admin.display(description=LABELS["length"])
    def length(self, post: Post) -> str:
        return local.number(post.words)

    @admin.display(description=LABELS["date"], empty_value="")
    def date(self, post: Post) -> str:
        return local.brief(post.published_at) if post.published_at and post.state in PUBLIC else ""

    @admin.display(description=LABELS["changed"], ordering="updated")
    def changed(self, post: Post) -> str:
        return local.brief(post.updated)

    # Bulk actions: the queryset holds only what is theirs

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        in_trash = request.GET.get("state") == Post.State.TRASH
        for name in ("edit_many", "trash", "publish") if in_trash else ("restore", "delete_for_good"):
            actions.pop(name, None)
        return actions

    @admin.action(description=gettext_lazy("Edit…"), permissions=["change"])
    def edit_many(self, request: HttpRequest, queryset: QuerySet[Post]) -> Any:
        return bulk_page(request, self, queryset)

    @admin.action(description=gettext_lazy("Move to the trash"), permissions=["delete"])
    def trash(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        self._each(request, queryset, "delete", Post.trash, TRASHED)

    @admin.action(description=gettext_lazy("Restore"), permissions=["change"])
    def restore(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        if not may_publish(request):
            queryset = queryset.exclude(state_before_trash__in=PUBLIC)
        self._each(request, queryset.filter(state=Post.State.TRASH), "change", Post.restore, RESTORED)

    @admin.action(description=gettext_lazy("Publish now"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        self._each(request, queryset.exclude(state=Post.State.TRASH), "change", Post.publish, PUBLISHED)

    @admin.action(description=gettext_lazy("Delete for good"), permissions=["delete"])
    def delete_for_good(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        self._each(request, queryset.filter(state=Post.State.TRASH), "delete", Post.delete, DELETED)

    def _each(self, request: HttpRequest, posts: QuerySet[Post], needed: str, verb: Any, words: Any) -> None:
        allowed = getattr(self, f"has_{needed}_permission")
        done = 0
        for post in posts:
            if allowed(request, post):
                post.by = request.user
                verb(post)
                done += 1
        self.message_user(request, words % {"n": done}, messages.SUCCESS)
