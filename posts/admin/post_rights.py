"""Whose posts an admin page shows and who may change them: what the list and the form of posts share."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from posts.admin.base import BlogAdmin
from posts.admin.post_words import PUBLIC
from posts.models import Post


class PostRights(BlogAdmin):
    """Nobody meets a post that is not theirs to edit."""

    ordering = ("-updated", "-pk")

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
        return allowed and (not public or may_publish(request))

    def has_delete_permission(self, request: HttpRequest, obj: Post | None = None) -> bool:
        return super().has_delete_permission(request, obj) and self.has_change_permission(request, obj)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may_publish(request)


def may_publish(request: HttpRequest) -> bool:
    return request.user.has_perm("posts.publish_post")


def may_add_tags(request: HttpRequest) -> bool:
    return request.user.has_perm("posts.add_tag")


def post_to_change(request: HttpRequest, admin: Any, pk: int) -> Post:
    """The post with this key: 404 where it is not theirs, 403 where they may only read it."""
    post = get_object_or_404(
        Post.objects.editable_by(request.user).select_related("author", "updated_by"), pk=pk
    )
    if not admin.has_change_permission(request, post):
        raise PermissionDenied
    return post


def post_or_new(request: HttpRequest, admin: Any, number: str) -> Post:
    """The post that a form is about; without a number one that is yet to be saved."""
    if number:
        return post_to_change(request, admin, int(number) if number.isdecimal() and len(number) < 18 else 0)
    if not admin.has_add_permission(request):
        raise PermissionDenied
    return Post()
