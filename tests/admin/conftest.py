"""Alice, an author who is signed in; and quick password hashes, for these tests make many users."""

import pytest

from tests.factories import make_user


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def alice(client):
    user = make_user("alice", role="author")
    client.force_login(user)
    return user
