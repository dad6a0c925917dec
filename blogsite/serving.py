"""What the web process serves: the WSGI application, in a worker that never outlives its parent."""

from blogsite.processes import end_with_parent
from blogsite.wsgi import application
from posts.page_cache import store

__all__ = ["application"]

# Killed with -9, granian's main process would otherwise leave this worker behind, still holding the port.
end_with_parent()
store.begin()
