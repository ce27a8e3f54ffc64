"""Addresses that are no pages: chooser, feeds, calendars, sitemap, health."""

from django.urls import path, re_path

from delivery import feeds, reading, views
from delivery.hsds import views as hsds
from delivery.sitemaps import sitemap, sitemap_index

neutral = [
    path("", views.chooser, name="chooser"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap_index, name="sitemap-index"),
    path("sitemap-<slug:code>.xml", sitemap, name="sitemap"),
    path("theme/<int:hue>-<int:saturation>.css", views.theme, name="theme"),
    path("api/hsds/", hsds.root, name="hsds"),
    path("api/hsds/openapi.json", hsds.description, name="hsds-openapi"),
    re_path(r"^api/hsds/organizations/?$", hsds.organization_list, name="hsds-organizations"),
    re_path(
        r"^api/hsds/organizations/(?P<key>[^/]+)/?$", hsds.organization, name="hsds-organization"
    ),
    re_path(r"^api/hsds/services/?$", hsds.service_list, name="hsds-services"),
    re_path(r"^api/hsds/services/(?P<key>[^/]+)/?$", hsds.service, name="hsds-service"),
    path("-/live", views.live, name="live"),
    path("-/ready", views.ready, name="ready"),
]

in_language = [
    path("feed/<slug:kind>.atom", feeds.feed, name="feed"),
    path("calendar/<int:pk>.ics", feeds.page_calendar, name="calendar"),
    path("calendar/<slug:kind>.ics", feeds.kind_calendar, name="calendar-kind"),
    path("qr/<int:pk>.svg", views.qr, name="qr"),
    path("lingue/", reading.choose, name="reading"),
]
