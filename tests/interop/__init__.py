"""`make interop`: real WordPress, and webmention-testpinger, against our blog, in both directions.

`needs` installs, `database` and `wordpress` start the other side, `tap` listens on the wire, `running` sets the
stage. The exchanges stand in `ours_*` (to WordPress), `theirs_*` (from it) and `mentions`; each is a row of the
table, and what happened is read from what both sides stored. Everything is on loopback, in one temporary folder.
"""
