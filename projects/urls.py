"""Addresses of the projects as data."""

from django.urls import path

from projects import api

neutral = [path("api/projects/", api.project_list, name="projects-api")]
