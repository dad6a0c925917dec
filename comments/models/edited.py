"""What a moderator may do with the words of a comment or ping."""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from comments import prints
from comments.models import door
from comments.models.history import ModerationEvent
from posts.page_cache.changes import pages_changed


class Edited:
    """Mixed into PostComment."""

    EDITABLE = ("user_name", "user_url", "title", "comment")
    RENDERED = ("html", "text_hash", "print_a", "print_b", "print_c")  # what `render` makes of the text

    @transaction.atomic
    def edit(self: Any, words: dict[str, str], by: User, *, batch: Any = None) -> bool:
        """Other words for it: the status stays, and its history keeps the words as they were."""
        rows = type(self).norel_objects.filter(pk=self.pk)
        list(rows.select_for_update().values_list("pk"))
        before = rows.values(*self.EDITABLE, "status").first()
        if before is None or all(before[name] == text for name, text in words.items()):
            return False
        status = before.pop("status")
        for name in self.EDITABLE:
            setattr(self, name, words.get(name, before[name]))
        self.render()
        self.from_host = prints.host_of(self.source_url or self.user_url)
        self.save(update_fields=[*self.EDITABLE, *self.RENDERED, "from_host"])
        said = door.signed(by, "edited")
        ModerationEvent.objects.create(
            comment=self, old=status, new=status, before=before, batch=batch, **said
        )
        pages_changed()
        return True
