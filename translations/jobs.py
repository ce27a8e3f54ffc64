"""Work of the desk that is not done while an editor waits."""

from collections.abc import Callable
from uuid import UUID

from django_tasks import task
from wagtail.log_actions import log
from wagtail.models import Page

from core import locales, reads
from translations import lifecycle, similar, sources, staleness, states, values
from translations.machine import shown
from translations.models import MinorVersion, SourceStats, SourceText
from translations.partial import texts as partial

MINOR = "translations.minor"


@task()
def source_published(keys: list[str]) -> int:
    """Compare published source pages with their translations; how many texts changed."""
    return sum(compare(UUID(key)) for key in keys)


@task()
def source_moved(keys: list[str]) -> int:
    """Take translations along to where their pages moved; how many."""
    return sum(len(lifecycle.move(UUID(key))) for key in keys)


@task()
def translation_published(pages: list[int]) -> None:
    """Note what translations now correspond to."""
    for page in Page.objects.filter(pk__in=pages):
        if SourceStats.objects.filter(pk=page.translation_key).exists():
            partial.note(page)
            shown.note(page)
            staleness.record(page)
            values.follow(page.translation_key)


@task()
def look_again(keys: list[str]) -> None:
    """Compute the states of pages anew: something was written, sent or approved."""
    for key in keys:
        states.refresh(UUID(key))
        shown.look_again(UUID(key))


def compare(key: UUID) -> int:
    """Bring everything the desk knows about one source page up to date; how many places changed."""
    page = sources.find(key)
    if page is None:
        SourceStats.objects.filter(pk=key).delete()
        return 0
    row = sources.note(page)
    changed: list[str] = []
    if page.live:
        held = SourceText.objects.filter(source=row).values_list("revision_id", flat=True)
        if not held or held[0] is None or held[0] != page.live_revision_id:
            minor = MinorVersion.objects.filter(revision_id=page.live_revision_id).exists()
            sources.renew(page)
            similar.index_page(key)
            changed = staleness.follow(page, minor=minor)
            if minor and changed:
                version = page.live_revision
                log(instance=page, action=MINOR, user=version.user, revision=version)
            values.follow(key)
        lifecycle.come_back(key)
    states.refresh(key)
    return len(changed)


def refresh_all(show: Callable[[int], None] | None = None) -> int:
    """Compare every source page and forget those that are gone; how many pages there are.

    How often they are read comes first: the order of work follows from it.
    """
    count_reads()
    similar.index_all()
    rows = Page.objects.filter(locale=locales.source(), alias_of=None, depth__gt=1)
    keys = list(rows.values_list("translation_key", flat=True))
    for number, key in enumerate(keys, 1):
        compare(key)
        if show:
            show(number)
    return len(keys)


def count_reads() -> int:
    """Note how often each page was read in the last four weeks; how many numbers changed."""
    found = reads.reads_28d()
    changed = []
    for row in SourceStats.objects.only("key", "reads_28d"):
        number = found.get(row.key, 0)
        if row.reads_28d != number:
            row.reads_28d = number
            changed.append(row)
    SourceStats.objects.bulk_update(changed, ["reads_28d"], batch_size=500)
    return len(changed)
