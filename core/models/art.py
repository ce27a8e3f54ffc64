"""The drawn pictures a page may carry instead of a photograph (templates/components/art/)."""

from django.utils.translation import gettext_lazy as _

ART_CHOICES = [
    (name, label)
    for name, label in (
        ("", _("none")),
        ("bridge", _("bridge")),
        ("door", _("open door")),
        ("harbour", _("harbour")),
        ("rope", _("boat at its mooring")),
        ("route", _("route")),
        ("square", _("town square")),
        ("letter", _("letter")),
        ("school", _("school")),
        ("market", _("market")),
        ("book", _("book")),
        ("hands", _("hands")),
        ("ferry", _("ferry")),
    )
]
