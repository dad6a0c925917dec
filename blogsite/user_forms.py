"""The forms about a user: a name, one role, whether they may sign in; and what becomes of their posts when they go."""

from typing import Any

from django import forms
from django.contrib.auth.forms import BaseUserCreationForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blogsite import roles
from posts.models import Author

LAST = gettext_lazy("This is the last administrator: make somebody else one first.")


def role_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=list(roles.WORDS.items()),
        help_text=gettext_lazy(
            "Author: their own posts and what is said under them. Editor: all posts and all that is said. "
            "Moderator: what is said, and no posts. Administrator: everything. Reader: nothing in here."
        ),
    )


class NewUserForm(BaseUserCreationForm):
    role = role_field()

    class Meta(BaseUserCreationForm.Meta):
        fields = ("username", "email", "role")

    def clean_username(self) -> str:
        """Names that only differ in their letters' case are taken for one another."""
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise ValidationError(_("There is a user of that name already."))
        return username


class UserForm(forms.ModelForm):
    role = role_field()

    class Meta:
        model = User
        fields = ("username", "email", "is_active", "role")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].initial = roles.role_of(self.instance)
        active: Any = self.fields["is_active"]
        active.label = gettext_lazy("May sign in")
        active.help_text = gettext_lazy(
            "Switched off, this user is signed out everywhere; what they wrote stays."
        )

    def clean(self) -> dict[str, Any]:
        """The last administrator stays one. The rows are locked until the form is saved."""
        data = super().clean() or self.cleaned_data
        for field, stays in (("role", roles.ADMINISTRATOR), ("is_active", True)):
            if data.get(field, stays) != stays and roles.is_last_administrator(self.instance):
                self.add_error(field, LAST)
        return data


class RemovalForm(forms.Form):
    """Where the posts of a user go who is deleted."""

    posts_to = forms.ModelChoiceField(
        Author.objects.none(),
        required=False,
        label=gettext_lazy("Their posts"),
        empty_label=gettext_lazy("stay under their name"),
    )

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data)
        self.user, self.profile = user, Author.objects.filter(user=user).first()
        choice: Any = self.fields["posts_to"]
        choice.queryset = Author.objects.exclude(user=user)
        choice.label_from_instance = lambda author: _("become posts of %s") % author

    def clean(self) -> None:
        if roles.is_last_administrator(self.user):
            raise ValidationError(LAST)

    def remove(self) -> None:
        """Call it in the transaction of `clean`. The profile stays while there are posts of its own."""
        to = self.cleaned_data["posts_to"]
        self.user.delete()
        if self.profile and to:
            self.profile.hand_over(to)
