"""What comments and pings tell of one person: found for them, and erased for them."""
