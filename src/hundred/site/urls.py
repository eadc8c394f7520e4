"""Every address of the site, by interface."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("hundred.interfaces.api.native.urls")),
    path("", include("hundred.interfaces.web.urls")),
]

handler400 = "hundred.interfaces.web.errors.bad_request"
handler403 = "hundred.interfaces.web.errors.forbidden"
handler404 = "hundred.interfaces.web.errors.not_found"
handler500 = "hundred.interfaces.web.errors.server_error"
handler429 = "hundred.interfaces.web.errors.too_many"  # not Django's: the sign-in's throttle asks for it
