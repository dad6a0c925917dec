"""Comments and pings in one table, their history, what moderators did at once, and the counters."""

from comments.models.akismet_month import AkismetMonth
from comments.models.batch import ModerationBatch
from comments.models.comment import PostComment
from comments.models.figures import DayCount
from comments.models.history import ModerationEvent, StatusCount
from comments.models.keys import QueueKeys
from comments.models.learned import Lesson, WordCount
from comments.models.notice import Notice
from comments.models.progress import Progress
from comments.models.report import Report
from comments.models.sender import KnownSender

__all__ = [
    "AkismetMonth",
    "DayCount",
    "KnownSender",
    "Lesson",
    "ModerationBatch",
    "ModerationEvent",
    "Notice",
    "PostComment",
    "Progress",
    "QueueKeys",
    "Report",
    "StatusCount",
    "WordCount",
]
