"""What belongs to a whole site and is the same in every language.

Texts of the frame (tagline, footer) are translated, so they live on the HomePage.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable

from core import colours


@register_setting(icon="site", order=10)
class SiteSettings(BaseSiteSetting, ClusterableModel):
    """Name, look and channels of a site."""

    name = models.CharField(_("name of the site"), max_length=60, default="Approdo")
    owner = models.CharField(
        _("who publishes it"), max_length=120, blank=True, help_text=_("Shown in the top bar.")
    )
    logo = models.ForeignKey(
        "media.CustomImage", verbose_name=_("logo"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
        help_text=_("Replaces the drawn mark. Wider than tall, at least 88 pixels high."),
    )  # fmt: skip
    hue = models.PositiveSmallIntegerField(
        _("hue"), default=201, validators=[MaxValueValidator(359)],
        help_text=_("0 red, 120 green, 201 harbour blue, 280 violet. All colours follow it."),
    )  # fmt: skip
    saturation = models.PositiveSmallIntegerField(
        _("saturation (%)"), default=72, validators=[MaxValueValidator(100)]
    )
    newsletter_url = models.URLField(_("newsletter"), blank=True)
    job_posting_markup = models.BooleanField(
        _("describe open calls to search engines as JobPosting"),
        default=False,
        help_text=_("Volunteering is not work (D.Lgs. 117/2017, art. 17): off by default."),
    )

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("owner"), FieldPanel("logo")], _("Name")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("hue"), FieldPanel("saturation")])], _("Colour")
        ),
        MultiFieldPanel([FieldPanel("newsletter_url")], _("Channels")),
        InlinePanel("follow_channels", heading=_("Follow us"), label=_("Channel")),
        InlinePanel("donation_links", heading=_("Support us"), label=_("Way to donate")),
        FieldPanel("job_posting_markup"),
    ]

    class Meta(BaseSiteSetting.Meta):
        verbose_name = _("site settings")

    def clean(self) -> None:
        super().clean()
        ratio = colours.lowest_contrast(self.hue, self.saturation)
        if ratio < colours.MINIMUM:
            raise ValidationError(
                {
                    "hue": _(
                        "With this colour the contrast falls to %(ratio).1f:1; at least 7:1 is needed. "
                        "Choose a blue, violet or red hue, or less saturation."
                    )
                    % {"ratio": ratio}
                }
            )

    @property
    def has_own_colour(self) -> bool:
        return (self.hue, self.saturation) != (201, 72)


class FollowChannel(Orderable):
    """A place where the site's news can be followed. A plain link, never a widget."""

    class Kind(models.TextChoices):
        TELEGRAM = "telegram", "Telegram"
        WHATSAPP = "whatsapp", "WhatsApp"
        FACEBOOK = "facebook", "Facebook"
        INSTAGRAM = "instagram", "Instagram"
        YOUTUBE = "youtube", "YouTube"
        MASTODON = "mastodon", "Mastodon"
        OTHER = "other", _("other")

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="follow_channels")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    url = models.URLField(_("address"))
    label = models.CharField(_("label"), max_length=60, blank=True)

    def __str__(self) -> str:
        return self.label or self.get_kind_display()


class DonationLink(Orderable):
    """Where somebody can give money. The site itself takes none."""

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="donation_links")
    provider = models.CharField(_("provider"), max_length=60)
    url = models.URLField(_("address"))

    def __str__(self) -> str:
        return self.provider


def settings_for(request: Any) -> SiteSettings:
    """The settings of the site that a request belongs to (one query, kept on the request)."""
    return SiteSettings.for_request(request)
