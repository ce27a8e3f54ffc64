"""What is asked for: one object of each kind and state, each with a word of its own in its texts.

A word found in an answer tells which object was shown. Words begin alike, so that one search finds
all of them. Pages and media are made here, everything else in `furniture`.
"""

import io
import re
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Comment,
    Page,
    PageViewRestriction,
)
from wagtail.search import index
from wagtail_localize.models import OverridableSegment

from accounts.models import User
from guides.models import GuidePage
from media.models import CustomDocument, CustomImage
from tests.permissions.people import OTHER, OWN
from tests.translations import desk
from volunteering.models import CallFolderPage, CallPage

START = "canarino"
WORD = re.compile(rf"{START}[a-z]+zz")


def word(name: str) -> str:
    """The word of an object: one token for every search engine, in no text of the demonstration."""
    return f"{START}{name.replace('-', '')}zz"


@dataclass
class Thing:
    """An object, and what fills the places of an address that is about it.

    `by` is the role that began it where nobody else may go on with it, or "stranger"; `files` are
    sent with each form about it.
    """

    name: str
    kind: str
    item: Any
    places: dict[str, Any] = field(default_factory=dict)
    by: str = ""
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def word(self) -> str:
        return word(self.name)


class Scene:
    """All objects, by name."""

    def __init__(self) -> None:
        self.things: dict[str, Thing] = {}
        self.ready: dict[str, Any] = {}
        self.stranger = User.objects.create(
            username=word("stranger-login"), first_name=word("stranger"), last_name="x",
            email=f"{word('stranger-mail')}@example.org",
        )  # fmt: skip
        self.stranger.groups.set(Group.objects.filter(name=f"Organisation: {OTHER}"))
        self.mate = User.objects.create(username="matrix-mate", first_name="Mate", last_name="x")
        self.pages()
        self.media()

    def add(self, name: str, kind: str, item: Any, **places: Any) -> Thing:
        self.things[name] = Thing(name, kind, item, places)
        return self.things[name]

    def of(self, kind: str) -> list[Thing]:
        return [thing for thing in self.things.values() if thing.kind == kind]

    def rows(self) -> dict[str, Any]:
        """The row of each object in the database as it is now."""
        found: dict[str, Any] = {}
        items = [thing for thing in self.things.values() if thing.item is not None]
        for model in {type(thing.item) for thing in items}:
            mine = [thing for thing in items if type(thing.item) is model]
            plain: Any = Page if issubclass(model, Page) else model
            kept = plain._base_manager.filter(pk__in=[thing.item.pk for thing in mine])
            values = {row[plain._meta.pk.attname]: row for row in kept.values()}
            found |= {thing.name: values.get(thing.item.pk) for thing in mine}
        return found

    def changed(self) -> set[str]:
        """The names of objects whose row is not what it was when the scene was ready."""
        now = self.rows()
        return {name for name, row in self.ready.items() if row != now[name]}

    # Pages ------------------------------------------------------------------------------------

    def pages(self) -> None:
        """Calls of two organisations and guides in three languages, live, drafts and in between."""
        model = CallPage.objects.get(slug="conversazione-italiano", locale__language_code="it")
        own, other = (
            CallFolderPage.objects.get(slug=slug, locale=model.locale) for slug in (OWN, OTHER)
        )
        for folder, name in ((own, "own"), (other, "other")):
            self.folder(f"{name}-folder", folder, "volunteering", "callpage")
            self.page(f"{name}-live", model, folder, live=True, draft=True)
            self.page(f"{name}-draft", model, folder)
        self.page("own-review", model, own, review=True)
        self.page("other-review", model, other, review=True)
        locked = self.page("other-locked", model, other)
        Page.objects.filter(pk=locked.pk).update(
            locked=True, locked_by=self.stranger, locked_at=timezone.now()
        )
        private = self.page("other-private", model, other, live=True)
        PageViewRestriction.objects.create(page=private, restriction_type="login")
        guide = GuidePage.objects.get(slug="residenza", locale__language_code="it")
        self.folder("guide-folder", guide.get_parent(), "guides", "guidepage")
        self.page("guide-live", guide, guide.get_parent(), live=True, draft=True)
        self.page("guide-draft", guide, guide.get_parent())
        self.page("guide-review", guide, guide.get_parent(), review=True)
        for code in ("ar", "en"):
            version = GuidePage.objects.get(slug="residenza", locale__language_code=code)
            above = version.get_parent()
            self.folder(f"{code}-folder", above, "guides", "guidepage")
            self.page(f"{code}-live", version, above, live=True, draft=True)
            self.page(f"{code}-draft", version, above)
            self.translation(code, guide, version)
        alias = self.things["guide-live"].item.create_alias(update_slug="m-alias")
        self.add("alias", "alias", alias, page_id=alias.pk)
        call = self.things["own-live"].item
        for name, page in (("live", call), ("draft", self.things["other-draft"].item)):
            self.add(f"dated-{name}", "dated", None, pk=page.pk)
        # Where it cannot be moved to: its address is taken there.
        above = own.get_parent()
        self.page("twin", self.things["other-draft"].item, above, slug="other-review")
        self.things["other-review"].places["destination_id"] = above.pk
        Comment.objects.create(
            page=self.things["other-draft"].item,
            user=self.stranger,
            text=word("other-comment"),
            contentpath="title",
        )

    def folder(self, name: str, page: Page, app: str, model: str) -> None:
        """A page that others may stand below."""
        self.add(
            name, "folder", page, parent_page_id=page.pk, content_type_app_name=app,
            content_type_model_name=model,
        )  # fmt: skip

    def page(
        self, name: str, model: Any, above: Page, *, live: bool = False, draft: bool = False,
        review: bool = False, slug: str = "",
    ) -> Page:  # fmt: skip
        """A copy of a page with its word as title; with `draft` it has another in a later version."""
        author = self.stranger if name.startswith("other") else self.mate
        texts = {
            "slug": word(slug or name),
            "title": word(name),
            "draft_title": word(name),
            "owner": author,
        }
        if isinstance(above.specific, CallFolderPage):
            texts["host"] = above.specific.organisation
        made: Any = model.copy(
            to=above, copy_revisions=False, keep_live=live, user=author, reset_translation_key=True,
            update_attrs=texts,
        )  # fmt: skip
        made = made.specific_class.objects.get(pk=made.pk)
        if draft:
            made.title = word(f"{name}-text")
            made.save_revision(user=author, log_action=True)
        elif not live:
            made.save_revision(user=author, log_action=True)
        if review:
            made.get_workflow().start(made, author)
        made = made.specific_class.objects.get(pk=made.pk)
        index.insert_or_update_object(made)
        state = made.workflow_states.first()
        self.add(
            name, "page", made,
            page_id=made.pk, parent_page_id=made.pk, page_to_move_id=made.pk, pk=made.pk,
            destination_id=above.pk, revision_id=made.latest_revision_id,
            revision_id_a="earliest", revision_id_b="latest", source_id=made.pk, page_pk=made.pk,
            workflow_state_id=state.pk if state else 1,
            task_state_id=state.current_task_state_id if state else 1,
            task_id=state.current_task_state.task_id if state else 1,
        )  # fmt: skip
        return made

    def translation(self, code: str, guide: GuidePage, version: GuidePage) -> None:
        """The guide's translation into a language, with the word in one of its sentences.

        The English one is in review.
        """
        row = desk.translation(code, guide)
        piece = desk.segment(row)
        desk.write(row, piece, word(f"{code}-sentence"))
        if code == "en":
            desk.with_workflow(version).start(version, self.mate)
        self.add(f"{code}-translated", "translated", version, page_id=version.pk)
        made = self.add(
            f"{code}-translation", "translation", row,
            translation_id=row.pk, string_segment_id=piece.pk, lang=code, source_id=guide.pk,
            translation_source_id=row.source_id, page_id=guide.pk,
        )  # fmt: skip
        made.files["file"] = str(row.export_po()).encode()
        value = OverridableSegment.objects.select_related("source").order_by("pk")[0]
        other = value.source.translations.get(target_locale=row.target_locale)
        self.add(
            f"{code}-override", "override", other, translation_id=other.pk,
            overridable_segment_id=value.pk,
        )  # fmt: skip

    # Media ------------------------------------------------------------------------------------

    def media(self) -> None:
        """A picture and a file in the collection of each organisation, of the house, and private."""
        root = Collection.get_first_root_node()
        shelves = {name: Collection.objects.get(name=f"Organisation: {slug}") for name, slug in (
            ("own", OWN), ("other", OTHER))}  # fmt: skip
        other = shelves["other"]
        other.name = word("collection-other")
        other.save()
        shelves |= {"house": root, "private": root.add_child(name=word("collection-private"))}
        restriction = CollectionViewRestriction.objects.create(
            collection=shelves["private"], restriction_type="login"
        )
        for name, shelf in shelves.items():
            author = self.stranger if name == "other" else self.mate
            self.add(
                f"collection-{name}", "collection", shelf, pk=shelf.pk, collection_id=shelf.pk,
                restriction_id=restriction.pk,
            )  # fmt: skip
            image = CustomImage.objects.create(
                title=word(f"image-{name}"), file=ContentFile(dot(), name=f"{word(f'file-{name}')}.png"),
                collection=shelf,
                uploaded_by_user=author,
            )  # fmt: skip
            image.tags.add(word(f"tag-{name}"))
            self.add(
                f"image-{name}", "image", image, pk=image.pk, image_id=image.pk,
                filter_spec="max-10x10",
            )  # fmt: skip
            document = CustomDocument.objects.create(
                title=word(f"document-{name}"), collection=shelf,
                uploaded_by_user=author,
                file=ContentFile(word(f"content-{name}").encode(), name=f"m-{name}.txt"),
            )  # fmt: skip
            self.add(
                f"document-{name}", "document", document, pk=document.pk, document_id=document.pk,
                doc_id=document.pk, filename=document.filename,
            )  # fmt: skip
            for thing in (image, document):
                index.insert_or_update_object(thing)


def dot() -> bytes:
    """The smallest picture."""
    buffer = io.BytesIO()
    Image.new("1", (8, 8)).save(buffer, "PNG")
    return buffer.getvalue()
