"""The store has an image once, with its renditions, and never another in its place."""

from io import BytesIO

import pytest
from django.core.files.storage import InMemoryStorage, default_storage

from entries.desk.images import RefusedImageError, keep, take_in
from entries.documents.images import renditions
from entries.tests.desk.images.pictures import encoded, own_store, picture


@pytest.fixture(autouse=True)
def store():
    with own_store():
        yield default_storage


def taken(image=None):
    return take_in(BytesIO(encoded(image or picture(700, 500))), "map.png")


def names(store):
    folders, files = store.listdir("figures")
    assert folders == []
    return {f"figures/{name}" for name in files}


def test_an_image_is_kept_with_all_its_renditions(store):
    taken_in = taken()
    name = keep(taken_in)
    assert names(store) == {name, *(one.name for one in renditions(name))}
    with store.open(name) as kept:
        assert kept.read() == taken_in.content


def test_the_same_image_is_kept_once(store, monkeypatch):
    name = keep(taken())
    before = names(store)
    monkeypatch.setattr(InMemoryStorage, "save", None)
    assert keep(taken()) == name
    assert names(store) == before


def test_what_was_broken_off_is_completed(store):
    name = keep(taken())
    store.delete(name)
    store.delete(f"{name}.640.webp")
    keep(taken())
    assert names(store) == {name, *(one.name for one in renditions(name))}


def test_two_who_keep_the_same_at_once_leave_one(store, monkeypatch):
    name = keep(taken())
    before = names(store)
    monkeypatch.setattr(InMemoryStorage, "exists", lambda *_: False)
    assert keep(taken()) == name
    assert names(store) == before


def test_another_image_has_another_name(store):
    assert keep(taken()) != keep(taken(picture(700, 501)))


def test_what_is_refused_leaves_nothing(store):
    with pytest.raises(RefusedImageError):
        keep(take_in(BytesIO(b"GIF89a"), "map.png"))
    assert not store.exists("figures")
