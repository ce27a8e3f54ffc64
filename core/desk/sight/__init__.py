"""What somebody sees of pages that are not theirs: what readers see, and nothing more.

Wagtail shows the titles of drafts, names of colleagues and of what is restricted in choosers,
reports, filters and messages to everybody who may enter the admin.
"""
