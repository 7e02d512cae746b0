"""The languages in which the site itself is offered."""

from django.conf import settings

SITE_LANGUAGES = [code for code, _name in settings.LANGUAGES]

# Readers of Open Graph data know a language by one of its countries.
OPEN_GRAPH_LOCALES = {
    "en": "en_GB",
    "fr": "fr_FR",
    "es": "es_ES",
    "ar": "ar_AR",
    "zh-hans": "zh_CN",
    "ru": "ru_RU",
    "vi": "vi_VN",
}
