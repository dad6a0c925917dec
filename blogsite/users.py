"""Users and roles in the admin, for administrators alone, whatever permissions a group was given."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Exists, ManyToManyField, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django_otp.plugins.otp_totp.models import TOTPDevice

from blogsite import roles, second_factor
from blogsite.user_forms import NewUserForm, RemovalForm, UserForm
from posts import local
from posts.admin.base import BlogAdmin
from posts.models import Post


class ForAdministrators(BlogAdmin):
    """A permission on users would be one on everything: who may give roles may take any."""

    actions = None  # each is asked about by itself: where a user's posts go, and that our own roles stay

    def get_view_on_site_url(self, obj: Any = None) -> None:
        """None of them has a page."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser


class UserAdmin(ForAdministrators, DjangoUserAdmin):
    form, add_form = UserForm, NewUserForm
    add_form_template = None
    list_display = (
        "username",
        "shown_name",
        "shown_role",
        "signed_in",
        "posts",
        "two_factors",
        "may_sign_in",
    )
    list_filter = ()
    search_fields = ("username", "email", "author__display_name")
    filter_horizontal = ()
    readonly_fields = ("set_password", "two_factors_here", "signed_in")
    fieldsets = (
        (None, {"fields": ("username", "email", "role", "is_active")}),
        (gettext_lazy("Signing in"), {"fields": ("set_password", "two_factors_here", "signed_in")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "email", "role", "password1", "password2")}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """With what the list shows, asked once for a page."""
        of_user = Post.objects.order_by().filter(author__user_id=OuterRef("pk"))
        posts = of_user.values("author").annotate(n=Count("pk")).values("n")
        on = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        found: Any = super().get_queryset(request).select_related("author").prefetch_related("groups")
        annotated: QuerySet[User] = found.annotate(n_posts=Subquery(posts), has_two=Exists(on))
        return annotated

    @admin.display(description=gettext_lazy("name"), ordering="author__display_name")
    def shown_name(self, user: User) -> str:
        return str(getattr(user, "author", None) or user.get_full_name() or "–")

    @admin.display(description=gettext_lazy("role"))
    def shown_role(self, user: User) -> str:
        return str(roles.WORDS[roles.role_of(user)])

    @admin.display(description=gettext_lazy("last sign-in"), ordering="last_login")
    def signed_in(self, user: User) -> str:
        return local.moment(user.last_login) if user.last_login else _("never")

    @admin.display(description=gettext_lazy("posts"))
    def posts(self, user: Any) -> str:
        if not user.n_posts:
            return "0"
        address = f"{reverse('admin:posts_post_changelist')}?author={user.author.slug}"
        return format_html('<a href="{}">{}</a>', address, user.n_posts)

    @admin.display(description=gettext_lazy("two-factor"))
    def two_factors(self, user: Any) -> str:
        return pgettext("two-factor", "on") if user.has_two else pgettext("two-factor", "off")

    @admin.display(description=gettext_lazy("may sign in"), boolean=True, ordering="is_active")
    def may_sign_in(self, user: User) -> bool:
        return user.is_active

    @admin.display(description=gettext_lazy("Password"))
    def set_password(self, user: User) -> str:
        address = reverse("admin:auth_user_password_change", args=[user.pk])
        return format_html('<a href="{}">{}</a>', address, _("Give them another password"))

    @admin.display(description=gettext_lazy("Two-factor sign-in"))
    def two_factors_here(self, user: Any) -> str:
        if not user.has_two:
            return self.two_factors(user)
        address = reverse("admin:auth_user_second_factor", args=[user.pk])
        return format_html('{} · <a href="{}">{}</a>', self.two_factors(user), address, _("Reset it"))

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """A role that was not changed is left as it is, with whatever else the owner gave."""
        super().save_model(request, obj, form, change)
        if not change or "role" in form.changed_data:
            roles.give(obj, form.cleaned_data["role"])

    def get_urls(self) -> list[Any]:
        reset = self.admin_site.admin_view(self.reset_view)
        return [path("<int:pk>/second-factor/", reset, name="auth_user_second_factor"), *super().get_urls()]

    def reset_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """For who lost phone and recovery codes: asked once more, then done."""
        user = self._found(request, pk)
        if request.method == "POST":
            second_factor.turn_off(user)
            self.log_change(request, user, [{"changed": {"fields": ["Two-factor sign-in"]}}])
            messages.success(request, _("%s signs in by the password alone now.") % user)
            return HttpResponseRedirect(reverse("admin:auth_user_change", args=[pk]))
        return self._page(request, user, "admin/user_second_factor.html", _("Reset the second factor"))

    @transaction.atomic
    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Django's would list what goes; here is asked where the posts go, and said what stays."""
        user = self._found(request, object_id)
        form = RemovalForm(user, request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            self.log_deletions(request, User.objects.filter(pk=user.pk))
            form.remove()
            messages.success(request, _("The user %s is gone.") % user)
            return HttpResponseRedirect(reverse("admin:auth_user_changelist"))
        return self._page(request, user, "admin/user_removal.html", _("Delete a user"), form=form)

    def _found(self, request: HttpRequest, pk: Any) -> User:
        """Raises Http404 and PermissionDenied."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        return get_object_or_404(self.get_queryset(request), pk=pk if str(pk).isdecimal() else 0)

    def _page(self, request: HttpRequest, user: Any, template: str, title: str, **more: Any) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "title": title, "about": user, **more}
        status = 422 if "form" in more and more["form"].errors else 200
        return TemplateResponse(request, template, context, status=status)


class RoleAdmin(ForAdministrators, DjangoGroupAdmin):
    """What each role may do. The names of ours are fixed: users are given roles by them."""

    list_title = gettext_lazy("Roles")
    filter_horizontal = ()
    formfield_overrides: ClassVar = {ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    list_display = ("named",)

    @admin.display(description=gettext_lazy("role"), ordering="name")
    def named(self, group: Group) -> str:
        return str(roles.WORDS.get(group.name.lower(), group.name))

    def get_readonly_fields(self, request: HttpRequest, obj: Group | None = None) -> Any:
        return ("name",) if obj and obj.name in roles.PERMISSIONS else ()

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return super().has_delete_permission(request) and not (obj and obj.name in roles.PERMISSIONS)
