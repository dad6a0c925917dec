"""Comments and pings in one table, their history, and the counters of the queue."""

from comments.models.comment import PostComment
from comments.models.history import ModerationEvent, StatusCount
from comments.models.report import Report
from comments.models.sender import KnownSender

__all__ = ["KnownSender", "ModerationEvent", "PostComment", "Report", "StatusCount"]
