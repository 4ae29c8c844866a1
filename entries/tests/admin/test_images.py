"""Images in forms: taken in or refused at their field, shown to editors alone."""

import re
from io import BytesIO
from unittest.mock import patch

from django.contrib.auth.models import Permission
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, TestCase
from PIL import Image

from entries.desk.images import take_in
from entries.desk.rows import Figure
from entries.desk.topic import Topic
from entries.documents.images import renditions
from entries.tests.admin.forms import (
    add_row,
    address,
    administrator,
    client_of,
    filled,
    staff,
)
from entries.tests.desk.images.bombs import BOMBS
from entries.tests.desk.images.pictures import (
    SECRET,
    encoded,
    kept,
    own_store,
    picture,
    telling,
)
from entries.tests.factories import make_topic


def upload(content, name="Map.png"):
    return SimpleUploadedFile(name, content)


class ImageTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = administrator()
        cls.topic = make_topic()

    def setUp(self):
        self.enterContext(own_store())
        self.client = client_of(self.user)
        self.address = address(self.topic)
        self.data = filled(self.client.get(self.address))

    def with_image(self, **columns):
        image = columns.pop("image", None) or upload(telling("PNG"))
        return add_row(self.data, "figures", image=image, **columns)

    def figure(self):
        return Figure.objects.get(entry=self.topic)


class UploadTests(ImageTestCase):
    def test_what_is_uploaded_is_kept_anew_and_the_row_says_its_size(self):
        self.client.post(self.address, self.with_image(alt="A map"))

        figure = self.figure()
        self.assertRegex(figure.image, r"^figures/map-40x30-[0-9a-f]{32}\.png$")
        self.assertEqual((figure.width, figure.height), (40, 30))
        self.assertEqual((figure.key, figure.alt), ("map", "A map"))
        for name in (figure.image, *(one.name for one in renditions(figure.image))):
            with default_storage.open(name) as stored:
                self.assertNotIn(SECRET.encode(), stored.read())

    def test_a_bomb_is_an_error_at_its_field_and_leaves_nothing(self):
        for name in ("png-400-megapixels", "jpeg-and-archive", "webp-moving", "gif"):
            with self.subTest(name):
                make, said = BOMBS[name]
                response = self.client.post(
                    self.address, self.with_image(image=upload(make()), alt="A map")
                )

                (form,) = response.context["inline_admin_formsets"][4].formset.forms
                self.assertIn(said, form.errors["image"][0])
                self.assertContains(response, "A map")
        self.assertFalse(Figure.objects.exists())
        self.assertFalse(default_storage.exists("figures"))

    def test_an_empty_file_and_none_are_errors_at_the_field(self):
        for image, said in ((upload(b""), "no JPEG"), ("", "is required")):
            data = add_row(self.data, "figures", image=image, alt="A map")
            self.assertContains(self.client.post(self.address, data), said)

    def test_another_file_takes_its_place_and_brings_its_own_size(self):
        self.client.post(self.address, self.with_image())
        before = self.figure()
        data = filled(self.client.get(self.address))

        image = upload(encoded(picture(64, 20), "JPEG"), "other.jpg")
        self.client.post(self.address, {**data, "figures-0-image": image})

        figure = self.figure()
        self.assertEqual((figure.pk, figure.key), (before.pk, "map"))
        self.assertEqual((figure.width, figure.height), (64, 20))
        self.assertTrue(figure.image.startswith("figures/other-64x20-"))
        self.assertTrue(default_storage.exists(before.image))

    def test_a_row_that_keeps_its_image_keeps_it(self):
        self.client.post(self.address, self.with_image())
        before = self.figure()
        data = filled(self.client.get(self.address))
        del data["figures-0-image"]

        self.client.post(self.address, {**data, "figures-0-alt": "A map"})

        self.assertEqual(
            (self.figure().image, self.figure().alt), (before.image, "A map")
        )

    def test_a_form_with_another_fault_keeps_what_was_uploaded(self):
        response = self.client.post(
            self.address, {**self.with_image(alt="A map"), "title": ""}
        )
        self.assertContains(response, "map is taken in, and waits")
        (form,) = response.context["inline_admin_formsets"][4].formset.forms
        html = str(form["image"])
        token = html.split('value="')[1].split('"')[0]

        self.client.post(self.address, self.with_image(image=token, alt="A map"))

        self.assertEqual(self.figure().alt, "A map")
        self.assertEqual(self.figure().width, 40)

    def test_a_name_that_the_desk_did_not_give_is_no_image(self):
        other = make_topic("other", figures=[{"key": "x", "image": kept()}])
        name = other.figures.get().image

        response = self.client.post(self.address, self.with_image(image=name, alt="A"))

        self.assertContains(response, "This field is required.")
        self.assertFalse(Figure.objects.filter(entry=self.topic).exists())

    def test_nobody_waits_while_it_is_decoded(self):
        depth = len(connection.savepoint_ids)
        found = []

        def taken(*what):
            found.append(len(connection.savepoint_ids))
            return take_in(*what)

        with patch("entries.admin.images.take_in", taken):
            self.client.post(self.address, self.with_image())
        self.assertEqual(found, [depth])

    def test_who_may_not_change_the_entry_uploads_nothing(self):
        reader = staff("reader")
        reader.user_permissions.add(Permission.objects.get(codename="view_topic"))
        answer = client_of(reader).post(self.address, self.with_image())
        self.assertEqual(answer.status_code, 403)
        self.assertFalse(default_storage.exists("figures"))

    def test_whoever_is_late_does_not_upload_again(self):
        theirs = client_of(administrator("olga"))
        theirs.post(self.address, {**self.data, "summary": "Hers"})

        page = self.client.post(self.address, self.with_image(alt="A map"))

        self.assertTemplateUsed(page, "admin/entries/entry/conflict.html")
        answers = {
            "token": page.context["token"],
            "started_from": page.context["started_from"],
        }
        for one in (*page.context["clashes"], *page.context["others"]):
            answers[f"choice-{one.path}"] = one.chosen
        self.client.post(address(self.topic, "merge"), answers)
        figure = self.figure()
        self.assertEqual((figure.alt, figure.width, figure.height), ("A map", 40, 30))
        self.assertEqual(Topic.objects.get().summary, "Hers")


class ShownTests(ImageTestCase):
    def setUp(self):
        super().setUp()
        self.image = kept(picture(700, 500))
        row = {"key": "map", "image": self.image, "alt": "A map"}
        self.topic = make_topic(figures=[row])
        self.shown = f"/admin/entries/figure/{self.figure().pk}/image/"

    def test_the_form_shows_it_small_with_its_size(self):
        page = self.client.get(self.address)
        self.assertContains(page, f'src="{self.shown}" alt="A map"')
        self.assertContains(page, "700 × 500 pixels")

        answer = self.client.get(self.shown)
        self.assertEqual(answer["Content-Type"], "image/webp")
        self.assertIn("no-store", answer["Cache-Control"])
        with Image.open(BytesIO(b"".join(answer.streaming_content))) as image:
            self.assertEqual(image.size, (320, 229))

    def test_who_may_see_the_entry_sees_it_and_nobody_else(self):
        reader, guest = staff("reader"), staff("guest")
        reader.user_permissions.add(Permission.objects.get(codename="view_topic"))
        guest.user_permissions.add(Permission.objects.get(codename="view_state"))
        page = client_of(reader).get(self.address)
        self.assertContains(page, self.shown)
        self.assertEqual(client_of(reader).get(self.shown).status_code, 200)
        self.assertEqual(client_of(guest).get(self.shown).status_code, 403)
        self.assertEqual(Client().get(self.shown).status_code, 302)

    def test_the_preview_shows_what_readers_do_not_get_yet(self):
        page = self.client.get(address(self.topic, "preview")).content.decode()
        found = set(re.findall(r"/admin/entries/image/[^/]+/", page))
        self.assertEqual(len(found), 6)
        self.assertNotIn("/media/", page)
        for one in found:
            answer = self.client.get(one)
            self.assertIn("no-store", answer["Cache-Control"])
            self.assertTrue(answer["Content-Type"].startswith("image/"))
            self.assertEqual(Client().get(one).status_code, 302)
            self.assertEqual(client_of(staff(one[-9:-1])).get(one).status_code, 403)
        forged = self.client.get(f"/admin/entries/image/{self.image[8:]}/")
        self.assertEqual(forged.status_code, 404)

    def test_readers_get_neither_it_nor_its_renditions(self):
        names = [self.image, *(one.name for one in renditions(self.image))]
        for name in names:
            self.assertEqual(Client().get(f"/media/{name}").status_code, 404)

    def test_what_left_the_store_or_is_no_image_is_404(self):
        for name in ("figures/gone.png", "page.html"):
            make_topic(figures=[{"key": "map", "image": name}])
            answer = self.client.get(self.shown)
            self.assertEqual(answer.status_code, 404)
