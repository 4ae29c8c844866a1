"""Images that come with a folder of documents go through the same door."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from entries.desk.entry import Entry
from entries.desk.images import RefusedImageError
from entries.desk.rows import Figure
from entries.documents.images import renditions
from entries.exchange.folders import write_documents
from entries.exchange.images import FolderImages
from entries.tests.desk.images.bombs import BOMBS
from entries.tests.desk.images.pictures import (
    SECRET,
    encoded,
    kept,
    own_store,
    picture,
    telling,
)
from entries.tests.factories import make_document, make_exercise, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store():
    with own_store():
        yield default_storage


def document(image="emblem.png", key="limits", **fields):
    figure = {"key": "emblem", "image": image, "alt": "Emblem"}
    return make_document("topic", key, figures=[figure], **fields)


def folder_with(path, content, name="emblem.png", **fields):
    """A folder of one document and its image."""
    write_documents(path, [document(name, **fields)])
    file = path / "images" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return path


def imported(folder):
    call_command("import_documents", str(folder))
    return Figure.objects.get()


def everything(store, folder="figures"):
    return store.listdir(folder)[1] if store.exists(folder) else []


def test_an_image_is_taken_in_and_the_document_names_it_as_the_store_does(
    tmp_path, store
):
    figure = imported(folder_with(tmp_path, telling("PNG")))
    assert figure.image.startswith("figures/emblem-40x30-")
    assert (figure.width, figure.height) == (40, 30)
    for name in (figure.image, *(one.name for one in renditions(figure.image))):
        with store.open(name) as stored:
            assert SECRET.encode() not in stored.read()


def test_the_same_folder_again_changes_nothing(tmp_path, store):
    for form in ("PNG", "JPEG"):
        folder = folder_with(tmp_path / form, encoded(form=form), key=form.lower())
        call_command("import_documents", str(folder))
        before = sorted(everything(store))
        version = Entry.objects.get(key=form.lower()).version
        call_command("import_documents", str(folder))
        assert Entry.objects.get(key=form.lower()).version == version
        assert sorted(everything(store)) == before


def test_a_corrected_image_is_another_one(tmp_path):
    first = imported(folder_with(tmp_path, encoded())).image
    second = imported(folder_with(tmp_path, encoded(picture(50, 50)))).image
    assert first != second
    assert second.startswith("figures/emblem-50x50-")


def test_images_travel_with_their_documents(tmp_path, store):
    name = kept()
    make_topic("limits", figures=[{"key": "emblem", "image": name}])
    call_command("export_documents", str(tmp_path))
    with store.open(name) as stored:
        stored.seek(0)
        assert (tmp_path / "images" / name).read_bytes() == stored.read()
    store.delete(name)
    Entry.objects.all().delete()
    assert imported(tmp_path).image == name
    assert store.exists(name)


def test_an_export_is_imported_without_a_change(tmp_path, store):
    name = kept(called="photograph.jpg")
    make_topic("limits", figures=[{"key": "emblem", "image": name}])
    call_command("export_documents", str(tmp_path))
    before = sorted(everything(store))
    version = Entry.objects.get().version
    assert imported(tmp_path).image == name
    assert Entry.objects.get().version == version
    assert sorted(everything(store)) == before


def test_another_image_of_a_name_that_the_store_has_is_a_fault(tmp_path, store):
    name = kept()
    folder = folder_with(tmp_path, encoded(picture(41, 30)), name)
    with pytest.raises(CommandError, match="the store has another image of this name"):
        imported(folder)
    assert not Entry.objects.exists()


def test_a_name_that_only_the_store_has_is_enough(tmp_path):
    name = kept()
    write_documents(tmp_path, [document(name)])
    figure = imported(tmp_path)
    assert (figure.image, figure.width) == (name, 40)


def test_an_export_writes_over_what_is_another_image(tmp_path):
    name = kept()
    make_topic("limits", figures=[{"key": "emblem", "image": name}])
    folder = folder_with(tmp_path, b"another", name)
    call_command("export_documents", str(folder))
    assert (tmp_path / "images" / name).read_bytes().startswith(b"\x89PNG")


def test_a_missing_image_is_a_fault(tmp_path):
    write_documents(tmp_path, [document()])
    with pytest.raises(CommandError) as refused:
        imported(tmp_path)
    said = "topics/limits.json · limits · figures.emblem.image: images/emblem.png: "
    assert f"{said}there is no such file" in str(refused.value)


@pytest.mark.parametrize("name", ["png-400-megapixels", "png-and-page", "page"])
def test_a_bomb_is_a_fault_and_leaves_nothing(tmp_path, store, name):
    make, said = BOMBS[name]
    with pytest.raises(CommandError, match=said):
        imported(folder_with(tmp_path, make()))
    assert not Entry.objects.exists()
    assert everything(store) == []


def test_a_refused_import_leaves_no_files(tmp_path, store):
    folder = folder_with(tmp_path, encoded())
    make_exercise("vostok-2018")
    write_documents(
        folder, [document(), make_document("exercise", "vostok-2018", note="Other")]
    )
    with pytest.raises(CommandError, match="edited on the desk since the last import"):
        imported(folder)
    assert everything(store) == []


def test_a_file_that_changes_meanwhile_is_not_mistaken(tmp_path, store):
    folder = folder_with(tmp_path, encoded())
    images = FolderImages(folder)
    assert list(images.look_at([document()])) == []
    (folder / "images" / "emblem.png").write_bytes(encoded(picture(50, 50)))
    with pytest.raises(RefusedImageError, match="changed while it was imported"):
        images.keep()


def test_an_image_of_older_days_stays_where_it_is(tmp_path, store):
    name = store.save("figures/2026/old.png", ContentFile(encoded()))
    write_documents(tmp_path, [document(name)])
    assert imported(tmp_path).image == name
