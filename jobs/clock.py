"""The one clock of leases and due times: the database's, so that machines whose clocks differ share no job.

SQLite has no machine but this one, so there it is the process's own clock (which tests can move).
"""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

# A row written with the web machine's clock is due a little early rather than a sweep late.
TOLERANCE = timedelta(seconds=2)


def _is_shared() -> bool:
    return connection.vendor != "sqlite"


def expression() -> Now | datetime:
    """Now, for use inside a query: no round trip."""
    return Now() if _is_shared() else timezone.now()


def now() -> datetime:
    """Now, as an aware datetime; one short query where the database is a server."""
    if not _is_shared():
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        return cursor.fetchone()[0]


def is_due() -> Q:
    """Rows whose time has come."""
    return Q(due_at__lte=expression() + TOLERANCE if _is_shared() else timezone.now())


def is_free() -> Q:
    """Rows that nobody holds a running lease on."""
    return Q(lease_until=None) | Q(lease_until__lt=expression())
