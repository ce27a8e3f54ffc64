"""Every address of the site that takes an object or needs somebody to sign in, and what it is about.

A line is an address as the resolver writes it, below the heading of the kind of object that fills its
places. A new address that stands nowhere fails `test_every_address_is_declared` by its name: add a
line here, and who may open it in `policy.py` (docs/features/permissions.md says how).
"""

# Families: what Wagtail makes for each viewset. `{}` is the family's member.
SNIPPETS = (
    "search/synonymgroup", "core/privacynotice", "directory/organisation", "directory/servicepoint",
    "directory/emergencynumber", "glossary/glossaryterm", "glossary/faqitem", "taxonomy/place",
)  # fmt: skip
SNIPPET = (
    "admin/snippets/{}/", "admin/snippets/{}/results/", "admin/snippets/{}/add/",
    "admin/snippets/{}/edit/<int:pk>/", "admin/snippets/{}/delete/<int:pk>/",
    "admin/snippets/{}/usage/<int:pk>/", "admin/snippets/{}/history/<int:pk>/",
    "admin/snippets/{}/history-results/<int:pk>/", "admin/snippets/{}/copy/<int:pk>/",
)  # fmt: skip
DRAFTED = (
    "admin/snippets/{}/history/<int:pk>/revisions/<int:revision_id>/revert/",
    r"admin/snippets/{}/history/(?P<pk>.+)/revisions/compare/(?P<revision_id_a>live|earliest|\d+)\.\.\.(?P<revision_id_b>live|latest|\d+)/$",
    "admin/snippets/{}/history/<int:pk>/revisions/<int:revision_id>/unschedule/",
    "admin/snippets/{}/unpublish/<int:pk>/",
)
GUIDED = (
    "admin/snippets/{}/inspect/<int:pk>/",
    "admin/snippets/{}/lock/<int:pk>/", "admin/snippets/{}/unlock/<int:pk>/",
    "admin/snippets/{}/workflow/action/<int:pk>/<slug:action_name>/<int:task_state_id>/",
    "admin/snippets/{}/workflow/collect_action_data/<int:pk>/<slug:action_name>/<int:task_state_id>/",
    "admin/snippets/{}/workflow/confirm_cancellation/<int:pk>/",
    "admin/snippets/{}/workflow_history/<int:pk>/",
    "admin/snippets/{}/workflow_history/<int:pk>/detail/<int:workflow_state_id>/",
)  # fmt: skip
SCREENS = (
    "admin/{}/", "admin/{}/results/", "admin/{}/new/", "admin/{}/edit/<int:pk>/",
    "admin/{}/delete/<int:pk>/", "admin/{}/history/<int:pk>/", "admin/{}/history-results/<int:pk>/",
    "admin/{}/usage/<int:pk>/",
)  # fmt: skip
CHOOSER = (
    "admin/{}/", "admin/{}/results/", "admin/{}/chosen/<str:pk>/", "admin/{}/chosen-multiple/",
    "admin/{}/create/",
)  # fmt: skip
COPY = ("admin/{}/copy/<int:pk>/",)
API = ("admin/api/main/^{}/", "admin/api/main/^{}/<int:pk>/", "admin/api/main/^{}/find/")
# (addresses, their member, the kind of object)
FAMILIES: tuple[tuple[tuple[str, ...], str, str], ...] = (
    *((SNIPPET, name, name.partition("/")[2]) for name in SNIPPETS),
    *((CHOOSER, f"snippets/choose/{name}", name.partition("/")[2]) for name in SNIPPETS),
    (DRAFTED, "directory/organisation", "organisation"),
    (GUIDED, "directory/organisation", "organisation"),
    (DRAFTED, "directory/servicepoint", "servicepoint"),
    (SCREENS, "term", "term"), (COPY, "term", "term"),
    (SCREENS, "termlabel", "termlabel"), (COPY, "termlabel", "termlabel"),
    (SCREENS, "users", "user"), (COPY, "users", "user"),
    (SCREENS, "groups", "group"),
    (SCREENS, "locales", "locale"),
    (SCREENS, "sites", "site"), (COPY, "sites", "site"),
    (SCREENS, "facts", "fact"),
    (CHOOSER, "fact_chooser", "fact"),
    (CHOOSER, "documents/chooser", "document"),
    (CHOOSER, "images/chooser", "image"),
    (API, "pages", "page"), (API, "images", "image"), (API, "documents", "document"),
)  # fmt: skip

ABOUT = {
    "page": r"""
admin/api/main/^pages/<int:pk>/action/<str:action_name>/
admin/pages/<int:page_id>/usage/
admin/pages/<int:page_id>/edit/
admin/pages/<int:page_id>/edit/preview/
admin/pages/<int:page_id>/view_draft/
admin/pages/<int:page_id>/delete/
admin/pages/<int:page_id>/unpublish/
admin/pages/<int:page_to_move_id>/move/
admin/pages/<int:page_to_move_id>/move/<int:destination_id>/confirm/
admin/pages/<int:page_to_move_id>/set_position/
admin/pages/<int:page_id>/copy/
admin/pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/
admin/pages/workflow/collect_action_data/<int:page_id>/<slug:action_name>/<int:task_state_id>/
admin/pages/workflow/confirm_cancellation/<int:page_id>/
admin/pages/workflow/preview/<int:page_id>/<int:task_id>/
admin/pages/<int:page_id>/privacy/
admin/pages/<int:page_id>/lock/
admin/pages/<int:page_id>/unlock/
admin/pages/<int:page_id>/revisions/
admin/pages/<int:page_id>/revisions/<int:revision_id>/view/
admin/pages/<int:page_id>/revisions/<int:revision_id>/revert/
admin/pages/<int:page_id>/revisions/<int:revision_id>/unschedule/
admin/pages/^(?P<pk>\d+)/revisions/compare/(?P<revision_id_a>live|earliest|\d+)\.\.\.(?P<revision_id_b>live|latest|\d+)/$
admin/pages/<int:page_id>/workflow_history/
admin/pages/<int:page_id>/workflow_history/detail/<int:workflow_state_id>/
admin/pages/<int:page_id>/history/
admin/pages/<int:page_id>/history/results/
admin/workflows/remove/<int:page_pk>/
admin/localize/submit/page/<int:page_id>/
admin/desk/calls/<int:pk>/repeat/
admin/desk/calls/<int:pk>/poster/
admin/desk/verification/<int:pk>/
admin/desk/writing/<int:page_id>/
admin/desk/writing/<int:page_id>/fix/
admin/desk/writing/<int:page_id>/panel/
it/qr/<int:pk>.svg
it/segnalazioni/<int:page_id>/
""",
    "folder": """
admin/pages/<int:parent_page_id>/
admin/pages/<int:parent_page_id>/results/
admin/pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/
admin/pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/preview/
admin/pages/<int:parent_page_id>/add_subpage/
admin/choose-page/<int:parent_page_id>/
""",
    "translation": """
admin/localize/update/<int:translation_source_id>/
admin/localize/translate/<int:translation_id>/strings/<int:string_segment_id>/edit/
admin/localize/translate/<int:translation_id>/pofile/download/
admin/localize/translate/<int:translation_id>/pofile/upload/
admin/localize/translate/<int:translation_id>/machine_translate/
admin/localize/translate/<int:translation_id>/preview/
admin/localize/translate/<int:translation_id>/disable/
admin/desk/translations/<slug:lang>/
admin/desk/translations/<slug:lang>/facts/
admin/desk/translations/page/<int:source_id>/
admin/desk/translations/page/<int:source_id>/<slug:lang>/
admin/desk/translations/<slug:lang>/<int:source_id>/
admin/desk/translations/<slug:lang>/<int:source_id>/machine/
admin/desk/translations/<slug:lang>/<int:source_id>/send/
admin/desk/translations/<slug:lang>/<int:source_id>/withdraw/
admin/desk/translations/<slug:lang>/<int:source_id>/review/
admin/desk/translations/<slug:lang>/<int:source_id>/file/
admin/desk/translations/<slug:lang>/<int:source_id>/file/xliff/
""",
    "term-translation": """
admin/localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/
admin/localize/api/snippets/<slug:app_label>/<slug:model_name>/
admin/localize/api/snippets/<slug:app_label>/<slug:model_name>/<str:pk>/
""",
    "collection": """
admin/collections/<int:pk>/
admin/collections/<int:pk>/delete/
admin/collections/<int:collection_id>/privacy/
documents/authenticate_with_password/<int:restriction_id>/
""",
    "image": """
admin/images/<int:image_id>/
admin/images/<int:image_id>/delete/
admin/images/<int:image_id>/generate_url/
admin/images/<int:image_id>/generate_url/output/
admin/images/<int:image_id>/preview/<str:filter_spec>/
admin/images/usage/<int:image_id>/
admin/images/multiple/<int:image_id>/
admin/images/multiple/<int:image_id>/delete/
admin/images/chooser/<int:image_id>/select_format/
""",
    "document": r"""
admin/documents/edit/<int:document_id>/
admin/documents/delete/<int:document_id>/
admin/documents/multiple/<int:doc_id>/
admin/documents/multiple/<int:doc_id>/delete/
admin/documents/usage/<int:document_id>/
documents/^(\d+)/(.*)$
""",
    "upload-image": """
admin/images/multiple/create_from_uploaded_image/<int:uploaded_file_id>/
admin/images/multiple/delete_upload/<int:uploaded_file_id>/
""",
    "upload-document": """
admin/documents/multiple/create_from_uploaded_document/<int:uploaded_file_id>/
admin/documents/multiple/delete_upload/<int:uploaded_file_id>/
""",
    "workflow": """
admin/workflows/enable/<int:pk>/
admin/workflows/disable/<int:pk>/
admin/workflows/edit/<int:pk>/
admin/workflows/usage/<int:pk>/
admin/workflows/usage/<int:pk>/results/
admin/workflows/remove/<int:page_pk>/<int:workflow_pk>/
""",
    "task": """
admin/workflows/tasks/add/<str:app_label>/<str:model_name>/
admin/workflows/tasks/edit/<int:pk>/
admin/workflows/tasks/disable/<int:pk>/
admin/workflows/tasks/enable/<int:pk>/
admin/workflows/task_chooser/<int:task_id>/
""",
    "form": """
admin/forms/submissions/<int:page_id>/
admin/forms/submissions/<int:page_id>/results/
admin/forms/submissions/<int:page_id>/delete/
""",
    "redirect": """
admin/redirects/<int:redirect_id>/
admin/redirects/<int:redirect_id>/delete/
""",
    "setting": """
admin/settings/<slug:app_name>/<slug:model_name>/
admin/settings/<slug:app_name>/<slug:model_name>/<int:pk>/
admin/settings/<slug:app_name>/<slug:model_name>/<int:pk>/preview/
""",
    "session": """
admin/editing-sessions/ping/<str:app_label>/<str:model_name>/<str:object_id>/<int:session_id>/
admin/editing-sessions/release/<int:session_id>/
""",
    "fact": """
admin/facts/inspect/<int:pk>/
admin/facts/confirm/<int:pk>/
""",
    "application": "admin/desk/applications/<int:pk>/delete/",
    "link": """
admin/desk/links/<int:pk>/
admin/desk/links/<int:pk>/replace/
""",
    "replacement": "admin/desk/links/replaced/<int:pk>/",
    "run": "admin/desk/translations/runs/<int:run_id>/",
    "bundle": """
admin/desk/translations/exchange/<uuid:key>/
admin/desk/translations/exchange/<uuid:key>/file/
""",
    "step": "admin/desk/nudge/<int:pk>/",
    "proposal": "admin/facts/proposal/<int:pk>/",
    "planned": "admin/facts/planned/<int:pk>/withdraw/",
    "alias": "admin/pages/<int:page_id>/convert_alias/",
    "translated": "admin/localize/page/<int:page_id>/convert_to_alias/",
    "preview": "admin/localize/translate/<int:translation_id>/preview/<str:mode>/",
    "override": "admin/localize/translate/<int:translation_id>/overrides/<int:overridable_segment_id>/edit/",
    "dated": "it/calendar/<int:pk>.ics",
    "calls-file": "admin/calls/import/<uuid:key>/",
    "page-type": """
admin/pages/usage/<slug:content_type_app_name>/<slug:content_type_model_name>/
admin/pages/usage/<slug:content_type_app_name>/<slug:content_type_model_name>/results/
admin/pages/create/<slug:app_label>/<slug:model_name>
""",
    "tag": "admin/tag-autocomplete/<slug:app_name>/<slug:model_name>/",
    "bulk": "admin/bulk/<str:app_label>/<str:model_name>/<str:action>/",
    # Lists and forms that take no object: everything in them is looked at, with a search and exports.
    "list": """
admin/
admin/pages/
admin/pages/search/
admin/pages/search/results/
admin/choose-page/
admin/choose-page/search/
admin/choose-page/chosen-multiple/
admin/tag-autocomplete/
admin/collections/
admin/collections/add/
admin/workflows/list/
admin/workflows/list/results/
admin/workflows/add/
admin/workflows/tasks/select_type/
admin/workflows/tasks/index/
admin/workflows/tasks/index/results/
admin/workflows/task_chooser/
admin/workflows/task_chooser/results/
admin/workflows/task_chooser/create/
admin/account/
admin/dismissibles/
admin/block-preview/
admin/localize/reports/translations/results/
admin/desk/insurance/results/
admin/desk/insurance/remind/
admin/desk/applications/
admin/desk/applications/register/
admin/desk/applications/export/
admin/desk/unanswered/results/
admin/desk/numbers/results/
admin/desk/calls/
admin/desk/demand/
admin/desk/demand/choose/
admin/desk/translations/
admin/desk/translations/runs/
admin/desk/translations/bulk/translate/
admin/desk/translations/bulk/assign/
admin/desk/translations/bulk/machine/
admin/desk/translations/bulk/export/
admin/desk/translations/exchange/
admin/desk/links/replaced/
admin/desk/my-work/
admin/desk/jobs/
admin/desk/feedback/
admin/desk/links/results/
admin/desk/verification/results/
admin/desk/verification/law/
admin/desk/verification/law/undo/
admin/calls/import/
admin/forms/
admin/forms/results/
admin/redirects/results/
admin/redirects/add/
admin/redirects/import/
admin/redirects/import/process/
admin/snippets/
admin/documents/
admin/documents/results/
admin/documents/add/
admin/documents/multiple/add/
admin/images/
admin/images/results/
admin/images/add/
admin/images/multiple/add/
admin/choose-external-link/
admin/reports/locked/results/
admin/reports/workflow/results/
admin/reports/workflow_tasks/results/
admin/reports/site-history/results/
admin/reports/aging-pages/results/
admin/reports/page-types-usage/results/
""",
    "report": """
admin/reports/locked/
admin/reports/workflow/
admin/reports/workflow_tasks/
admin/reports/site-history/
admin/reports/aging-pages/
admin/reports/page-types-usage/
admin/localize/reports/translations/
admin/desk/insurance/
admin/desk/unanswered/
admin/desk/numbers/
admin/desk/links/
admin/desk/verification/
admin/redirects/
""",
    # What every reader may open: asked by nobody in particular, and still no draft may be in it.
    "open": r"""
sitemap.xml
api/hsds/
api/hsds/openapi.json
^api/hsds/organizations/?$
^api/hsds/services/?$
api/search/
api/suggest/
api/calls/
api/projects/
it/segnalazioni/
""",
}

# Addresses that say nothing about any object, and why.
NOTHING = {
    "admin/test404/": "Wagtail's page of an error",
    "admin/failwhale/": "Wagtail's page of an error",
    "admin/choose-email-link/": "a form for an address typed by hand",
    "admin/choose-phone-link/": "a form for a number typed by hand",
    "admin/choose-anchor-link/": "a form for a name typed by hand",
    "admin/sprite/": "drawings of icons",
    "admin/jsi18n/": "words of the admin's scripts",
    "admin/localize/jsi18n/": "words of the admin's scripts",
    "admin/calls/import/template.csv": "an empty table",
    "admin/login/": "where people sign in",
    "admin/logout/": "ends the session of who asks",
    "admin/password_reset/": "asks for a mail",
    "admin/password_reset/done/": "says that a mail was sent",
    "admin/password_reset/confirm/<uidb64>/<token>/": "needs the token of a mail",
    "admin/password_reset/complete/": "says that it is done",
    "admin/^.*/$": "answers 404",
    "": "leads to a language",
    "robots.txt": "rules for robots",
    "sitemap-<slug:code>.xml": "addresses of live pages, tested in tests/delivery",
    "theme/<int:hue>-<int:saturation>.css": "colours of a page",
    "-/live": "for machines that watch",
    "-/ready": "for machines that watch",
    "^api/hsds/organizations/(?P<key>[^/]+)/?$": "tested with drafts in tests/delivery",
    "^api/hsds/services/(?P<key>[^/]+)/?$": "tested with drafts in tests/delivery",
    "^api/calls/(?P<key>[^/]+)/?$": "tested with drafts in tests/volunteering",
    "^media/(?P<path>images/.+)$": "copies made for pages; their names cannot be guessed",
    "it/feed/<slug:kind>.atom": "live pages, tested in tests/delivery",
    "it/calendar/<slug:kind>.ics": "live pages, tested in tests/delivery",
    "it/lingue/": "further languages a reader chooses for themselves",
    "it/candidatura/cancellata/": "says that it is done",
    r"it/^candidatura/(?P<token>[A-Za-z0-9_-]{43})/$": "needs a token that only the applicant has",
    r"it/^candidatura/(?P<token>[A-Za-z0-9_-]{43})/modifica/$": "needs the same token",
    r"it/^candidatura/(?P<token>[A-Za-z0-9_-]{43})/cancella/$": "needs the same token",
    r"it/^candidatura/(?P<token>[A-Za-z0-9_-]{43})/dati.json$": "needs the same token",
    "it/segnalazioni/codice/<str:code>/": "needs a code that only the reader has",
    r"it/^((?:[\w\-]+/)*)$": "the pages themselves, by their own test",
    "it/_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/":
        "asks for a password",
    "it/_util/login/": "where people sign in",
}  # fmt: skip


def table() -> dict[str, str]:
    """Every declared address with the kind of what it is about ("" where it is about nothing)."""
    found = {
        address.format(member): kind for family, member, kind in FAMILIES for address in family
    }
    for kind, text in ABOUT.items():
        found |= dict.fromkeys(text.split("\n") if "\n" in text else [text], kind)
    found.pop("", None)
    return found | dict.fromkeys(NOTHING, "")
