"""The addresses of the catalogue for other catalogues."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from hundred.interfaces.api.dcat import views
from hundred.interfaces.api.dcat.rdf import BY_SUFFIX


class _Suffix(StringConverter):
    """The ends of addresses that name a form of RDF."""

    regex = "|".join(BY_SUFFIX)


register_converter(_Suffix, "rdf")

urlpatterns = [
    path("catalog", views.catalog, name="catalog"),
    path("catalog.<rdf:suffix>", views.catalog, name="catalog-rdf"),
    path("data.json", views.data_json, name="data-json"),
    path("datasets/<slug:slug>/croissant.json", views.croissant_json, name="croissant"),
    path("datasets/<slug:slug>.<rdf:suffix>", views.dataset, name="dataset-rdf"),
]
