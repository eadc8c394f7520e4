"""Every address of the site, by interface."""

from django.urls import include, path

from hundred.interfaces.api.dcat import views as dcat
from hundred.interfaces.api.dcat.rdf import BY_MEDIA
from hundred.interfaces.api.ogc import views as ogc
from hundred.interfaces.negotiation import page_or
from hundred.interfaces.web.pages import about, datasets

urlpatterns = [
    path("api/v1/", include("hundred.interfaces.api.native.urls")),
    path("", include("hundred.interfaces.api.ckan.urls")),
    path("", include("hundred.interfaces.api.dcat.urls")),
    path("ogc/", page_or(ogc.landing, about.maps, {"application/json": True}, first="application/json")),
    path("ogc/", include("hundred.interfaces.api.ogc.urls")),
    # one address for people and programs
    path("datasets/<slug:slug>", page_or(dcat.dataset, datasets.dataset, BY_MEDIA)),
    path("", include("hundred.interfaces.web.urls")),
]

handler400 = "hundred.interfaces.web.errors.bad_request"
handler403 = "hundred.interfaces.web.errors.forbidden"
handler404 = "hundred.interfaces.web.errors.not_found"
handler500 = "hundred.interfaces.web.errors.server_error"
handler429 = "hundred.interfaces.web.errors.too_many"  # not Django's: the sign-in's throttle asks for it
