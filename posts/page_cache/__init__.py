"""Stored pages for anonymous readers: changes -> version; store -> serving, which answers before Django does.

docs/adr/0008-stored-pages.md says why it is made this way.
"""
