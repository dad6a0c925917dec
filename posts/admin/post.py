"""The admin of posts: the form, saved by the verbs, and leaving; the list is `posts/admin/post_list.py`."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from js_asset import Media, Script

from posts.admin import autosaving, panels, post_pages, post_quick
from posts.admin.base import author_of, edits_everything, library
from posts.admin.post_context import form_context, restored
from posts.admin.post_form import PostForm
from posts.admin.post_list import PostList
from posts.admin.post_rights import may_add_tags, may_publish
from posts.models import Author, Autosave, Post, SiteSettings

SIDE = (
    (_("Publish"), ("state", "published_at", "password", "sticky", "author")),
    (_("Categories and tags"), ("categories", "tags", "series", "series_position")),
    (_("Image"), ("image",)),
    (_("Excerpt"), ("excerpt",)),
    (_("Discussion"), ("comments_open", "pings_open", "protocols_in_off")),
    (_("Pings"), ("tells_others", "send_trackbacks", "protocols_out_off")),
)
# Part of the media, and so behind the editor's import map: many browsers take none after the first module.
SCRIPTS = Media(
    js=[
        Script(f"admin_theme/{name}.js", type="module")
        for name in ("publishing", "autosave", "tags", "category_tree", "pasted_lines")
    ]
)


@admin.register(Post)
class PostAdmin(PostList):
    form = PostForm
    autocomplete_fields = ("image", "author")
    change_form_template = "admin/posts/post/change_form.html"

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: Post | None = None) -> Any:
        hidden = () if edits_everything(request) else ("author",)
        side = [(name, {"fields": [f for f in fields if f not in hidden]}) for name, fields in SIDE]
        return [(None, {"fields": ["title", "slug", "html"]}), *side]

    def get_form(
        self, request: HttpRequest, obj: Post | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.may_publish = may_publish(request)
        form.may_add_tags = may_add_tags(request)
        row = restored(request)
        form.restored = row.data if row else None
        return form

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "image":
            kwargs["queryset"] = library(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial = super().get_changeform_initial_data(request)
        user: Any = request.user
        own = Author.objects.filter(user=user).first()  # made when the first post is saved
        begun = SiteSettings.load().for_new_posts()
        return {**begun, "author": own.pk if own else None, **initial}

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context |= form_context(request, self, context["adminform"].form, context.get("original"))
        context["media"] = SCRIPTS + context["media"]
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Post, form: PostForm, change: bool) -> None:
        """By the verb that leads to the chosen state, in the one transaction that also keeps categories and tags."""
        if obj.author_id is None or not (change or edits_everything(request)):
            obj.author = author_of(request)
        wanted, obj.state, obj.by = obj.state, form.stored_state or Post.State.DRAFT, request.user
        obj.become(wanted, obj.published_at)
        panels.saved(obj)
        for row in Autosave.objects.of(request.user).filter(key=request.POST.get("key", "")):
            row.discard() if row.post_id else row.delete()

    def response_post_save_add(self, request: HttpRequest, obj: Post) -> HttpResponseRedirect:
        """Back to the sheet; the browser may drop the copy that it kept of this form."""
        key = urlencode({"saved": request.POST.get("key", "")})
        return HttpResponseRedirect(f"{post_pages.change_url(obj)}?{key}")

    response_post_save_change = response_post_save_add

    def get_urls(self) -> list[URLPattern]:
        def page(route: str, view: Any, name: str) -> URLPattern:
            guarded = self.admin_site.admin_view(view)
            return path(route, guarded, {"admin": self}, name=f"posts_post_{name}")

        return [
            page("autosave/", autosaving.autosave, "autosave"),
            page("autosave/<int:pk>/discard/", autosaving.discard, "discard"),
            page("screen/", post_quick.screen, "screen"),
            page("<int:pk>/quick/", post_quick.quick, "quick"),
            page("preview/", post_pages.preview, "preview"),
            page("preview/<int:pk>/", post_pages.previewed, "previewed"),
            page("<int:pk>/share/", post_pages.share, "share"),
            page("<int:pk>/take-back/", post_pages.take_back, "take_back"),
            page("<int:pk>/revisions/", post_pages.revisions, "revisions"),
            page("<int:pk>/revisions/<int:number>/restore/", post_pages.restore, "restore"),
            *super().get_urls(),
        ]

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
                self.log_change(request, post, str(_("Moved to the trash.")))
        gone: Any = [post for post in queryset if post.state == Post.State.TRASH]
        return super().log_deletions(request, gone) if gone else None

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        kept = Post.objects.filter(pk=obj_id).exists()
        text = (
            _("“{}” is in the trash; it can be restored from there.")
            if kept
            else _("“{}” was deleted for good.")
        )
        self.message_user(request, text.format(obj_display), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:posts_post_changelist"))
