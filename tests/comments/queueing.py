"""What tests of the queue share: pressing its buttons, in place or as a plain form."""

import re

from comments.models import PostComment

QUEUE = "/admin/discussion/"
IN_PLACE = {"HX-Request": "true"}


def waiting(*rows):
    """As after the filters: each has a verdict, so that none is being checked."""
    PostComment.objects.filter(pk__in=[row.pk for row in rows]).update(verdict="ham")
    return rows


def press(client, action, *rows, seen=True, query="", headers=None, **data):
    """One POST, by somebody who sees the rows as they are in memory, sees other rows as well, or sends keys alone."""
    versions = [f"{row.pk}:{row.version}" for row in (rows if seen is True else seen or ())]
    data = {"action": action, "ids": [row.pk for row in rows], "seen": versions, **data}
    return client.post(QUEUE + query, data, headers=headers)


def now(row):
    return PostComment.objects.get(pk=row.pk).status


def told(client, **query):
    """The words of the page, without its tags."""
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", client.get(QUEUE, query).content.decode()))
