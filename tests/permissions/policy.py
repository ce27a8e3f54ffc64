"""Who may see what, as the house decides it; nothing here is read from the code it judges.

The words are those of `objects` and `furniture`. Everybody sees what readers see (`PUBLIC`) and
what their role is given; what a role is given it must meet somewhere, or the line is wrong.
"""

OWN_CALLS = "own-live-text own-draft own-review"
OTHER_CALLS = (
    "other-live-text other-draft other-review other-locked other-private other-comment twin"
)
GUIDES = "guide-live-text guide-draft guide-review"
ARABIC = "ar-live-text ar-draft ar-sentence"
ENGLISH = "en-live-text en-draft en-sentence"
OWN_MEDIA = "image-own file-own document-own tag-own"
ALL_MEDIA = (
    f"{OWN_MEDIA} image-other document-other tag-other image-house document-house tag-house "
    "file-other file-house file-private image-private document-private tag-private content-private collection-other collection-private"
)
COLLEAGUE = "stranger stranger-login"

# What everybody may meet, also in the admin: titles of what is published, files handed to readers.
PUBLIC = "own-live other-live guide-live ar-live en-live content-own content-other content-house"

SEES: dict[str, str] = {
    "anonymous": "",
    "reader": "",
    "people": f"{COLLEAGUE} stranger-mail group",
    "organisation": f"{OWN_CALLS} {OWN_MEDIA} application-own contact-own feedback-own reported-own",
    "translator": ARABIC,
    "reviewer": ARABIC,
    "editor": f"{OWN_CALLS} {OTHER_CALLS} {GUIDES} {ALL_MEDIA} {COLLEAGUE} feedback-own feedback-other "
        "reported-own reported-other demand submission",
    "officer": f"{GUIDES} {ALL_MEDIA} stranger feedback-own feedback-other reported-own reported-other demand link",
    "publisher": f"{OWN_CALLS} {OTHER_CALLS} {GUIDES} {ARABIC} {ENGLISH} {ALL_MEDIA} {COLLEAGUE} "
        "feedback-own feedback-other reported-own reported-other submission link job group demand",
    "admin": f"{OWN_CALLS} {OTHER_CALLS} {GUIDES} {ARABIC} {ENGLISH} {ALL_MEDIA} {COLLEAGUE} stranger-mail "
        "feedback-own feedback-other reported-own reported-other submission link job group demand "
        "organisation synonym redirect",
}  # fmt: skip
# Names of the set-up that are no secret among those who work on pages; a file behind a restriction
# "for who has signed in" is handed to everybody who has.
STAFF = "workflow task site synonym content-private"

# The objects a role tries an address with: those it works on, and those that are none of its business.
OWN: dict[str, str] = {
    "organisation": "own-live own-review own-folder",
    "translator": "ar-live ar-folder ar-translation",
    "reviewer": "ar-draft ar-folder ar-translation",
    "editor": "guide-live other-draft guide-folder",
    "officer": "guide-review guide-folder",
    "publisher": "other-review other-draft ar-live guide-folder ar-translation en-translation",
    "admin": "guide-live other-review other-draft guide-folder ar-translation en-translation",
}
FOREIGN: dict[str, str] = {
    "anonymous": "other-draft other-folder ar-translation",
    "reader": "other-draft other-private other-folder ar-translation",
    "people": "other-draft guide-review other-folder ar-translation",
    "organisation": "other-live other-draft other-review other-private guide-draft other-folder "
        "ar-folder ar-translation",
    "translator": "guide-live guide-review en-draft guide-folder en-translation",
    "reviewer": "guide-live en-draft en-folder en-translation",
    "editor": "ar-live en-draft ar-folder ar-translation",
    "officer": "other-draft own-review ar-live other-folder ar-translation",
    "publisher": "",
    "admin": "",
}  # fmt: skip
# Roles with no right on any snippet share out their kinds, two for each: the screens are the same code.
THIN = ("anonymous", "reader", "people", "reviewer", "translator", "officer")
OUTSIDE = ("anonymous",)  # who may not enter the admin

# Wagtail lets whoever changes media delete them.
MEDIA = (
    "image-own image-other image-house image-private "
    "document-own document-other document-house document-private"
)
# What a role may change of the objects it tries. Nothing else has another row when it has asked.
CHANGES: dict[str, str] = {
    "anonymous": "",
    "reader": "",
    "people": "stranger",
    "organisation": "own-review own-folder image-own document-own application-own",
    "translator": "ar-live",
    "reviewer": "ar-draft",
    "editor": f"guide-live other-draft alias {MEDIA}",
    "officer": f"guide-review alias {MEDIA}",
    "publisher": f"other-review other-draft ar-live ar-translated alias planned {MEDIA}",
    "admin": f"guide-live other-review ar-translated alias planned {MEDIA} stranger group site redirect "
    "workflow task organisation",
}
# What may have another row as well: pages above those that are copied or deleted, what is decided on
# a list; an administrator may change everything but what people answered.
MAY_TOO: dict[str, str] = {
    "organisation": "own-live",
    "translator": "ar-folder ar-translation ar-translated ar-override",
    "reviewer": "ar-folder ar-translation ar-translated ar-override",
    "editor": "own-folder other-folder guide-folder",
    "officer": "guide-folder link replacement",
    "publisher": "own-folder other-folder guide-folder ar-folder ar-translation en-translation "
    "ar-override en-override link replacement proposal",
}
PERSONAL = ("application",)

EVERYBODY = "reader people organisation translator reviewer editor officer publisher admin"
ON_PAGES = "organisation translator reviewer editor officer publisher admin"
ON_MEDIA = "organisation editor officer publisher admin"

# Whose screen it is, by how its address begins (= for the whole address); the longest beginning counts.
OPENS: tuple[tuple[str, str], ...] = (
    (
        EVERYBODY,
        """=admin/ admin/choose-page/ admin/choose-external-link/ admin/tag-autocomplete/ admin/account/
        admin/snippets/choose/ admin/fact_chooser/ admin/images/chooser/ admin/documents/chooser/
        admin/workflows/task_chooser/ admin/reports/site-history/ admin/localize/reports/
        admin/api/main/^images/ admin/api/main/^documents/ admin/api/main/^pages/
        admin/desk/my-work/""",
    ),
    (
        ON_PAGES,
        """=admin/pages/ admin/pages/search/ admin/forms/ admin/reports/workflow/
        admin/reports/workflow_tasks/ admin/reports/aging-pages/ admin/desk/feedback/""",
    ),
    (ON_MEDIA, "admin/images/ admin/documents/"),
    ("publisher admin", "admin/reports/locked/ admin/reports/page-types-usage/ admin/desk/jobs/"),
    ("people admin", "admin/users/"),
    (
        "admin",
        """admin/groups/ admin/locales/ admin/sites/ admin/term/ admin/termlabel/ admin/snippets/
        admin/redirects/ admin/workflows/ admin/collections/ admin/settings/""",
    ),
    ("editor officer publisher admin", "admin/facts/"),
    ("translator reviewer editor officer publisher admin", "admin/desk/translations/"),
    (
        "officer publisher admin",
        """admin/facts/new/ admin/desk/insurance/ admin/desk/unanswered/ admin/desk/numbers/
        admin/desk/links/ admin/desk/verification/""",
    ),
    ("organisation", "admin/desk/applications/ admin/desk/calls/"),
    ("organisation editor publisher admin", "admin/calls/import/"),
    ("reviewer editor officer publisher admin", "admin/desk/demand/"),
    # What is done to many at once acts on those of one's own.
    (
        "organisation reviewer editor officer publisher admin",
        "=admin/bulk/wagtailcore/page/delete/",
    ),
    ("organisation editor officer publisher admin", "=admin/bulk/wagtailcore/page/move/"),
    (
        "publisher admin",
        "=admin/bulk/wagtailcore/page/publish/ =admin/bulk/wagtailcore/page/unpublish/",
    ),
    (ON_MEDIA, "admin/bulk/media/"),
    (
        "editor officer publisher admin",
        """=admin/bulk/media/customimage/add_to_collection/
        =admin/bulk/media/customdocument/add_to_collection/""",
    ),
    ("people admin", "admin/bulk/accounts/"),
    ("admin", "=admin/bulk/accounts/user/delete/ admin/bulk/directory/"),
    (f"anonymous {EVERYBODY}", "sitemap.xml api/ ^api/ it/segnalazioni/"),
)

# Sent, never looked at, or opened only by a query: no GET says whose they are.
SENT = (
    "admin/dismissibles/", "admin/block-preview/", "admin/desk/insurance/remind/",
    "admin/desk/applications/export/", "admin/desk/demand/choose/", "admin/redirects/import/process/",
    "/undo/", "/machine/", "/translate/", "/assign/", "/export/", "/create/", "/find/", "/chosen-multiple/",
)  # fmt: skip


def plain(address: str) -> bool:
    """Whether a GET without more shows whose screen it is."""
    return not (address.endswith(SENT) or "<" in address or "(" in address)


# Addresses that stay closed even to an administrator, and why.
CLOSED: dict[str, str] = {
    "admin/locales/new/": "the site has all languages of its settings: Wagtail offers no other",
    "admin/snippets/": "each kind has its own entry in the menu: Wagtail's list of the others is empty",
    "admin/settings/<slug:app_name>/<slug:model_name>/<int:pk>/preview/": "no setting has a preview",
    "admin/images/<int:image_id>/generate_url/": "the site serves no copies of images on demand",
    "admin/images/<int:image_id>/generate_url/output/": "the site serves no copies of images on demand",
    "admin/desk/calls/<int:pk>/repeat/": "for the editors of the organisation alone",
    "admin/desk/calls/<int:pk>/poster/": "for the editors of the organisation alone",
    "admin/desk/applications/<int:pk>/delete/": "the organisation is the controller of these data",
}


def whose(address: str) -> list[str]:
    """The roles to which an address may open; none where only its object decides.

    A list or form without an object (`plain`) opens to all of them.
    """
    found = [
        (len(start), roles)
        for roles, text in OPENS
        for start in text.split()
        if (address == start[1:] if start[0] == "=" else address.startswith(start))
    ]
    return max(found)[1].split() if found else []
