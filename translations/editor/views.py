"""The translation editor: a form of sentences that works without JavaScript and saves one at a
time with it."""

import re
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views import View
from wagtail.admin import messages

from translations import names
from translations.editor import aids, presence, saving, sending, submitting
from translations.editor.access import DeskView
from translations.editor.diff import diff
from translations.editor.segments import CHANGED, MACHINE, NEW, Row
from translations.law import rights
from translations.machine import services

PER_PAGE = 60
AFTER, BEFORE = "after", "before"  # a row: the sentences that come then
LOCKED = 423  # RFC 4918, 11.3
SHOWN = {
    "todo": gettext_lazy("To do"), CHANGED: pgettext_lazy("sentences", "Changed"),
    NEW: pgettext_lazy("sentences", "New"), MACHINE: pgettext_lazy("sentences", "Machine"),
    "checks": gettext_lazy("Checks"), "all": pgettext_lazy("sentences", "All"),
}  # fmt: skip


class EditorView(DeskView, View):
    """Rows of the chosen tab; saves texts, and says of one that it is done or still right."""

    template_name = "translations/editor/editor.html"

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Nothing is typed yet."""
        super().setup(request, *args, **kwargs)
        self.outcome = saving.Outcome()

    @property
    def show(self) -> str:
        """The tab: what there is to do, if anything."""
        asked = self.request.GET.get("show", "")
        return asked if asked in SHOWN else ("todo" if self.desk.count["todo"] else "all")

    def shown(self, name: str) -> list[Row]:
        """The rows of a tab."""
        rows = self.desk.rows
        if name == "todo":
            return [row for row in rows if row.todo]
        if name == "checks":
            return [row for row in rows if any(check.open for check in row.checks)]
        return rows if name == "all" else [row for row in rows if row.state == name]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form."""
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Keep what was typed, then do what the button says."""
        wants_json = request.headers.get("Accept", "").startswith("application/json")
        if self.lock:
            if wants_json:
                return JsonResponse({"message": self.lock}, status=LOCKED)
            messages.error(request, self.lock)
            self.outcome = self.nothing_kept()
            return self.render_to_response(self.get_context_data())
        self.outcome = saving.save_all(self.desk, request.POST, request.user)
        verb, _colon, key = request.POST.get("do", "save").partition(":")
        chosen = self.desk.row(int(key)) if key.isdigit() else None
        if wants_json:
            return self.answer(verb, chosen)
        if not self.outcome.well:
            messages.error(request, _("Not everything was saved: look at the rows marked below."))
            return self.render_to_response(self.get_context_data())
        if chosen and not self.done(verb, chosen):
            return redirect(self.back_to(chosen))
        if verb == "send":
            return self.send()
        if self.outcome.saved and verb == "save":
            messages.success(request, _("Saved."))
        return redirect(self.onward(verb, chosen))

    def send(self) -> HttpResponse:
        """Send at once where nothing is open; else show what is."""
        self.desk.again()
        aids.add_checks(self.desk, self.desk.rows)
        nothing = not any(check.open for row in self.desk.rows for check in row.checks)
        if nothing and not self.desk.count["todo"]:
            return submitting.send(self)
        return redirect(self.url("send"))

    def plain_url(self) -> str:
        """Wagtail's own page about the translation, for who may publish it."""
        if not rights.may_publish(self.request.user, self.page):
            return ""
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk]) + "?plain=1"

    def machine_url(self) -> str:
        """Where a machine's help is asked for; nothing where none is set up or nothing is new."""
        wanted = services.offers(self.desk.locale) and any(
            row.kept is None for row in self.desk.rows
        )
        return self.url("machine") if wanted else ""

    def nothing_kept(self) -> saving.Outcome:
        """Under a lock: what was typed stays in the fields, and in no database."""
        outcome = saving.Outcome()
        for row in self.desk.rows:
            text = self.request.POST.get(f"t{row.pk}")
            if text is not None and text.replace("\r\n", "\n").strip() != row.target.strip():
                row.typed, row.fault = text, _("Not saved.")
                outcome.trouble.append(row)
        return outcome

    def done(self, verb: str, row: Row) -> bool:
        """Mark a row as the button says. Whether that could be done."""
        if verb == "still":
            if saving.still_right(self.desk, row, self.request.user):
                return True
            messages.error(
                self.request, _("There is a new sentence in this place: it needs a translation.")
            )
            return False
        if verb == "next":
            saving.accept(self.desk, row, self.request.user)
        return True

    def answer(self, verb: str, row: Row | None) -> JsonResponse:
        """For the script: what happened to the one text it sent."""
        if self.outcome.homeless:
            reason = _("The original has changed and no longer has this sentence. Copy your text.")
            return JsonResponse({"message": reason}, status=410)
        sent = [name[1:] for name in self.request.POST if re.fullmatch(r"t\d+", name)]
        row = row or (self.desk.row(int(sent[0])) if sent else None)
        if row is None:
            return JsonResponse({"message": _("The text is missing.")}, status=400)
        if self.outcome.trouble:
            status = 409 if row.theirs is not None else 422
            body = {"message": row.fault, "theirs": row.theirs, "version": row.version}
            return JsonResponse(body, status=status)
        if verb in {"next", "still"} and not self.done(verb, row):
            return JsonResponse({"message": _("This sentence needs a translation.")}, status=422)
        key = row.pk
        self.desk.again()
        row = self.desk.row(key) or row
        aids.add_checks(self.desk, [row])
        return JsonResponse({
            "version": row.version, "state": row.state, "label": str(row.label),
            "message": _("Saved."), "count": self.desk.count,
            "checks": [str(check.message) for check in row.checks if check.open],
        })  # fmt: skip

    def back_to(self, row: Row | None) -> str:
        """The same tab, at a row."""
        query = self.request.GET.urlencode()
        return (
            f"{self.request.path}{'?' + query if query else ''}{f'#s{row.number}' if row else ''}"
        )

    def next_after(self, row: Row | None) -> str:
        """The same tab, at the next row with something to do."""
        number = row.number if row else 0
        self.desk.again()
        waiting = [one for one in self.desk.rows if one.todo]
        after = next((one for one in waiting if one.number > number), next(iter(waiting), None))
        return self.back_to(after)

    def onward(self, verb: str, row: Row | None) -> str:
        """Where the button leads."""
        if row and verb in {AFTER, BEFORE}:
            return self.turned(verb, row)
        return self.next_after(row) if verb in {"next", "still"} else self.back_to(row)

    def turned(self, verb: str, row: Row) -> str:
        """The same tab, at the row after or before one that may have left it by being saved."""
        self.desk.again()
        show = self.show
        if show == "checks":
            aids.add_checks(self.desk, self.desk.rows)
        rows = self.shown(show)
        if not rows:
            return self.back_to(None)
        if verb == BEFORE:
            place = sum(one.number < row.number for one in rows) - 1
        else:
            place = sum(one.number <= row.number for one in rows)
        place = min(max(place, 0), len(rows) - 1)
        query = urlencode({"show": show, "p": place // PER_PAGE + 1})
        return f"{self.request.path}?{query}#s{rows[place].number}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything the form shows; a fixed number of queries."""
        desk = self.desk
        aids.add_checks(desk, desk.rows)
        rows = self.shown(self.show)
        troubled = self.outcome.trouble
        rows += [row for row in troubled if row not in rows]
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))
        shown = list(page.object_list)
        shown += [row for row in troubled if row not in shown]
        aids.add_memory(desk, shown)
        aids.add_terms(desk, shown)
        aids.add_facts(desk, shown)
        aids.add_comments(desk, shown)
        for row in shown:
            if row.was:
                row.was_shown, row.source_shown = diff(row.was, row.source)
        sessions, colleagues = presence.enter(desk.page, self.request.user)
        count = desk.count
        good = count["all"] - count["todo"]
        return super().get_context_data(**kwargs) | self.why() | {
            "rows": shown, "page_obj": page, "show": self.show, "count": count, "good": good,
            "tabs": [(name, label, len(self.shown(name))) for name, label in SHOWN.items()],
            "open_checks": sum(1 for row in desk.rows for check in row.checks if check.open),
            "homeless": self.outcome.homeless,
            "editing_sessions": sessions, "colleagues": colleagues,
            "first_todo": next((row for row in shown if row.todo), None),
            "may_withdraw": bool(self.lock) and sending.may_withdraw(desk.page, self.request.user),
            "withdraw_url": self.url("withdraw"), "exchange_url": self.url("exchange"),
            "general_comment": sending.returned(desk.page), "plain_url": self.plain_url(),
            "names_url": names.address(desk.locale.language_code),
            "machine_url": self.machine_url(),
        }  # fmt: skip
