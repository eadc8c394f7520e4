"""The addresses of the doors for maps and for catalogues of maps."""

from django.urls import path

from hundred.interfaces.api.ogc import catalogue_views, views
from hundred.interfaces.api.ogc.wire import RECORDS

app_name = "ogc"
urlpatterns = [
    path("conformance", views.conformance, name="conformance"),
    path("api", views.api, name="api"),
    path("collections", views.collections, name="collections"),
    path(f"collections/{RECORDS}/items", catalogue_views.items, name="records"),
    path(f"collections/{RECORDS}/items/<slug:slug>", catalogue_views.item, name="record"),
    path("collections/<str:name>", views.collection, name="collection"),
    path("collections/<str:name>/queryables", views.queryables, name="queryables"),
    path("collections/<str:name>/items", views.items, name="items"),
    path("collections/<str:name>/items/<str:feature>", views.item, name="item"),
]
