"""Who works in the queue."""

import pytest

from tests.factories import make_user


@pytest.fixture
def moderator(client):
    """Alice, who is signed in as `client`."""
    user = make_user("alice", role="moderator")
    client.force_login(user)
    return user
