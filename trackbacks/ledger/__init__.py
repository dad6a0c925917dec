"""The Pings page at /admin/pings/: how many went out and came in, two lists, and the trace of each ping."""
