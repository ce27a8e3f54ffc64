"""Addresses that are no pages: chooser, feeds, calendars, sitemap, health."""

from django.urls import path

from delivery import feeds, views
from delivery.sitemaps import sitemap, sitemap_index

neutral = [
    path("", views.chooser, name="chooser"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap_index, name="sitemap-index"),
    path("sitemap-<slug:code>.xml", sitemap, name="sitemap"),
    path("theme/<int:hue>-<int:saturation>.css", views.theme, name="theme"),
    path("-/live", views.live, name="live"),
    path("-/ready", views.ready, name="ready"),
]

in_language = [
    path("feed/<slug:kind>.atom", feeds.feed, name="feed"),
    path("calendar/<int:pk>.ics", feeds.page_calendar, name="calendar"),
    path("calendar/<slug:kind>.ics", feeds.kind_calendar, name="calendar-kind"),
    path("qr/<int:pk>.svg", views.qr, name="qr"),
]
