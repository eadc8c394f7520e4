"""The addresses that clients of CKAN know; those of actions with and without a version and a last slash."""

from django.urls import path

from hundred.interfaces.api.ckan import views

app_name = "ckan"
urlpatterns = [
    path("api/3", views.version),
    path("api/3/", views.version),
    path("api/3/action/<str:name>", views.action, name="action"),
    path("api/3/action/<str:name>/", views.action),
    path("api/action/<str:name>", views.action),
    path("api/action/<str:name>/", views.action),
    path("datastore/dump/<slug:resource>", views.dump, name="dump"),
    path("dataset/<slug:name>", views.dataset),
    path("dataset/<slug:name>/resource/<slug:resource>", views.resource),
    path("dataset/<slug:name>/resource/<slug:resource>/download", views.resource, {"download": "yes"}),
    path("dataset/<slug:name>/resource/<slug:resource>/download/<str:download>", views.resource),
    path("organization/<slug:name>", views.organization),
    path("group/<slug:name>", views.group),
]
