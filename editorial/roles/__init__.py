"""Roles: from a table that people read to groups, rights, collections and workflows."""
