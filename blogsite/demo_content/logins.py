"""The demo's logins: made once, with random passwords that are shown once and kept nowhere in plain text."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.crypto import get_random_string

from blogsite import roles

LOGINS = {"admin": "administrator", "charlie": "editor", "alice": "author", "bob": "moderator"}
MAIL = "demo.invalid"  # marks them as the demo's own
PASSWORD_LENGTH = 14  # letters and digits: 83 bits


def exist() -> bool:
    return User.objects.filter(email__endswith=f"@{MAIL}").exists()


@transaction.atomic
def make() -> dict[str, tuple[str, str]]:
    """User name -> role and password of those that were made now; a name that somebody has already is left alone."""
    made = {}
    for name, role in LOGINS.items():
        if User.objects.filter(username=name).exists():
            continue
        password = get_random_string(PASSWORD_LENGTH)
        user = User.objects.create_user(name, email=f"{name}@{MAIL}", password=password)
        roles.give(user, role)
        made[name] = (role, password)
    return made
