"""The admin of posts: saving goes through the verbs, and nobody meets a post that is not theirs to edit."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from posts.admin import panels
from posts.admin.base import BlogAdmin, author_of, edits_everything, library
from posts.admin.filters import StateTabs
from posts.admin.post_form import NAMES, PUBLIC, PostForm, state_line
from posts.models import Author, Post

SIDE = (
    ("Publish", ("state", "published_at", "password", "sticky", "slug", "author")),
    ("Categories and tags", ("categories", "tags", "series", "series_position")),
    ("Image", ("image",)),
    ("Excerpt", ("excerpt",)),
    ("Discussion", ("comments_open", "pings_open", "protocols_in_off")),
    ("Pings", ("tells_others", "send_trackbacks", "protocols_out_off")),
)


@admin.register(Post)
class PostAdmin(BlogAdmin):
    form = PostForm
    list_display = ("title", "shown_state", "author", "discussion", "date")
    list_display_links = ("title",)
    list_filter = (StateTabs, "categories")
    list_select_related = ("author",)
    search_fields = ("title", "html", "slug")
    ordering = ("-updated", "-pk")
    actions = ("trash", "restore", "publish", "delete_for_good")
    autocomplete_fields = ("tags", "image", "author")
    change_form_template = "admin/posts/post/change_form.html"

    # Whose

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        return Post.objects.editable_by(request.user).order_by(*self.ordering)

    def _theirs(self, request: HttpRequest, post: Post | None) -> bool:
        return post is None or self.get_queryset(request).filter(pk=post.pk).exists()

    def has_view_permission(self, request: HttpRequest, obj: Post | None = None) -> bool:
        return super().has_view_permission(request, obj) and self._theirs(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Post | None = None) -> bool:
        """Who may not publish may not rewrite what is public either."""
        public = obj is not None and obj.state in PUBLIC
        allowed = super().has_change_permission(request, obj) and self._theirs(request, obj)
        return allowed and (not public or self._may_publish(request))

    def has_delete_permission(self, request: HttpRequest, obj: Post | None = None) -> bool:
        return super().has_delete_permission(request, obj) and self.has_change_permission(request, obj)

    def _may_publish(self, request: HttpRequest) -> bool:
        return request.user.has_perm("posts.publish_post")

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: Post | None = None) -> Any:
        hidden = () if edits_everything(request) else ("author",)
        side = [(name, {"fields": [f for f in fields if f not in hidden]}) for name, fields in SIDE]
        return [(None, {"fields": ["title", "html"]}), *side]

    def get_form(
        self, request: HttpRequest, obj: Post | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.may_publish = self._may_publish(request)
        return form

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "image":
            kwargs["queryset"] = library(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial = super().get_changeform_initial_data(request)
        user: Any = request.user
        own = Author.objects.filter(user=user).first()  # made when the first post is saved
        return {"author": own.pk if own else None, **initial}

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        post = context.get("original") or Post()
        context |= {
            "state_line": state_line(post),
            "may_publish": self._may_publish(request),
            "is_public": post.is_public,
            "in_trash": post.state == Post.State.TRASH,
            "panels": panels.shown(request, post) if post.pk else [],
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Post, form: PostForm, change: bool) -> None:
        """By the verb that leads to the chosen state, in the one transaction that also keeps categories and tags."""
        if obj.author_id is None or not (change or edits_everything(request)):
            obj.author = author_of(request)
        wanted, obj.state = obj.state, form.stored_state or Post.State.DRAFT
        obj.become(wanted, obj.published_at)

    # The list

    @admin.display(description="state", ordering="state")
    def shown_state(self, post: Post) -> SafeString:
        words = (
            "Password" if post.is_protected and post.state == "published" else NAMES[Post.State(post.state)]
        )
        return format_html('<span class="state state-{}">{}</span>', post.state, words)

    @admin.display(description="comments, pings")
    def discussion(self, post: Post) -> SafeString:
        return format_html('<span class="quiet">{} · {}</span>', post.comment_count, post.ping_count)

    @admin.display(description="date", ordering="published_at")
    def date(self, post: Post) -> str:
        at = timezone.localtime(
            post.published_at if post.published_at and post.state in PUBLIC else post.updated
        )
        return f"{at:%-d %b %Y, %H:%M}"

    # Leaving

    def delete_model(self, request: HttpRequest, obj: Post) -> None:
        """The first time into the trash; from there for good."""
        if obj.state == Post.State.TRASH:
            obj.delete()
        else:
            obj.trash()

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What goes with a post is its own; nobody needs another permission for it."""
        return [str(obj) for obj in objs], {}, set(), []

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for post in queryset:
            if post.state != Post.State.TRASH:
                self.log_change(request, post, "Moved to the trash.")
        gone: Any = [post for post in queryset if post.state == Post.State.TRASH]
        return super().log_deletions(request, gone) if gone else None

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        kept = Post.objects.filter(pk=obj_id).exists()
        text = (
            "“{}” is in the trash; it can be restored from there." if kept else "“{}” was deleted for good."
        )
        self.message_user(request, text.format(obj_display), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:posts_post_changelist"))

    # Bulk actions: the queryset holds only what is theirs

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        in_trash = request.GET.get("state") == Post.State.TRASH
        for name in ("trash", "publish") if in_trash else ("restore", "delete_for_good"):
            actions.pop(name, None)
        return actions

    @admin.action(description="Move to the trash", permissions=["delete"])
    def trash(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        self._each(request, queryset, "delete", Post.trash, "moved to the trash")

    @admin.action(description="Restore", permissions=["change"])
    def restore(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        if not self._may_publish(request):
            queryset = queryset.exclude(state_before_trash__in=PUBLIC)
        self._each(request, queryset.filter(state=Post.State.TRASH), "change", Post.restore, "restored")

    @admin.action(description="Publish now", permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        self._each(request, queryset.exclude(state=Post.State.TRASH), "change", Post.publish, "published")

    @admin.action(description="Delete for good", permissions=["delete"])
    def delete_for_good(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        self._each(
            request, queryset.filter(state=Post.State.TRASH), "delete", Post.delete, "deleted for good"
        )

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return self._may_publish(request)

    def _each(self, request: HttpRequest, posts: QuerySet[Post], needed: str, verb: Any, words: str) -> None:
        allowed = getattr(self, f"has_{needed}_permission")
        done = 0
        for post in posts:
            if allowed(request, post):
                verb(post)
                done += 1
        self.message_user(request, f"{done} {'post' if done == 1 else 'posts'} {words}.", messages.SUCCESS)
