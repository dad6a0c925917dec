"""`make interop`: real WordPress, and webmention-testpinger, against our blog, in both directions.

`needs` installs, `database` and `wordpress` start the other side, the exchanges are told one after the other,
and `__main__` prints them as a table. Everything is on loopback and in one temporary folder.
"""
