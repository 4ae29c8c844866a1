"""Addresses, kept for ever."""

from django.urls import URLPattern, URLResolver, include, path, register_converter

from entries.site import converters, sitemaps
from entries.site.views import (
    about,
    citing,
    claims,
    compare,
    corrections,
    data,
    design,
    editions,
    entries,
    feeds,
    home,
    insights,
    lists,
    matrix,
    media,
    places,
    quality,
    reporting,
    search,
    sharing,
    signs,
)

register_converter(converters.Language, "language")
register_converter(converters.Plural, "plural")
register_converter(converters.Address, "address")
register_converter(converters.Number, "number")
register_converter(converters.Form, "form")
register_converter(converters.Insight, "insight")
register_converter(converters.Reference, "reference")
register_converter(converters.Archive, "archive")

app_name = "site"

entry_urls: list[URLPattern | URLResolver] = [
    path("", entries.entry, name="entry"),
    path("revisions/", entries.revision_list, name="revisions"),
    path("revisions/<number:number>/", entries.revision, name="revision"),
    path("feed.atom", feeds.entry, name="entry-feed"),
    path("cite/", citing.cite_entry, name="cite-entry"),
    path("cite/<form:form>/", citing.cite_entry, name="cite-entry-as"),
]
language_urls: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="suggest"),
    path("opensearch.xml", signs.opensearch, name="opensearch"),
    path("editions/feed.atom", feeds.editions, name="editions-feed"),
    path("corrections/feed.atom", feeds.corrections, name="corrections-feed"),
    path("<plural:plural>/feed.atom", feeds.kind, name="kind-feed"),
    path("editions/", editions.edition_list, name="editions"),
    path("editions/<number:number>/", editions.edition, name="edition"),
    path("design/", design.design, name="design"),
    path("states/compare/", compare.compare, name="compare"),
    path("about/", about.about, name="about"),
    path("claims/", claims.claim_list, name="claims"),
    path("data/", data.data, name="data"),
    path("data/api/", data.api_guide, name="api-guide"),
    path("quality/", quality.quality, name="quality"),
    path("quality/data.csv", quality.quality_csv, name="quality-csv"),
    path("corrections/", corrections.correction_list, name="corrections"),
    path("frameworks/matrix/", matrix.matrix, name="matrix"),
    path("frameworks/matrix.csv", matrix.matrix_csv, name="matrix-csv"),
    path("insights/", insights.index, name="insights"),
    path("insights/<insight:insight>/", insights.insight, name="insight"),
    path("insights/<insight:insight>.csv", insights.insight_csv, name="insight-csv"),
    path("report/", reporting.report_error, name="report"),
    path("report/<reference:reference>/", reporting.reported, name="reported"),
    path("insights/map/", places.places, name="places"),
    path("insights/map.csv", places.places_file, name="places-file"),
    path("cite/", citing.cite, name="cite"),
    path("cite/<form:form>/", citing.cite, name="cite-as"),
    path("<plural:plural>/", lists.entry_list, name="list"),
    path("<plural:plural>/<address:address>/", include(entry_urls)),
    # With the slash, so that an address without one is still led to the right one.
    path("<path:rest>/", home.nowhere, name="nowhere"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.root, name="root"),
    path("favicon.ico", media.favicon, name="favicon"),
    path("icon-<number:size>.png", signs.touch_icon, name="touch-icon"),
    path("manifest.webmanifest", signs.manifest, name="manifest"),
    path("robots.txt", signs.robots, name="robots"),
    path(".well-known/security.txt", signs.security, name="security"),
    path("sitemap.xml", sitemaps.index, name="sitemap-index"),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap"),
    path("og/<number:edition>.png", sharing.site_picture, name="picture"),
    path(
        "og/<number:edition>/<plural:plural>/<address:address>.png",
        sharing.entry_picture,
        name="picture-of",
    ),
    path("data/<archive:name>", data.archive, name="archive"),
    path("data/<archive:name>.sha256", data.archive_sums, name="archive-sums"),
    path("media/<path:name>", media.image, name="media"),
    path("<language:language>/", include(language_urls)),
]
