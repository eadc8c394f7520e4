from django.apps import AppConfig


class WebConfig(AppConfig):
    """Makes the built page assets findable; the web has no models."""

    name = "hundred.interfaces.web"
    label = "web"
