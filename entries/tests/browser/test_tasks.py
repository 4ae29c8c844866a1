"""The ten tasks of the editors' guide, done in a browser by those whose task it is."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from PIL import Image

from entries.desk.citation import Citation
from entries.desk.exercise import Exercise
from entries.desk.rows import Figure
from entries.desk.source import Source
from entries.desk.topic import Topic
from entries.publishing.submission import Proposal, Submission
from entries.record.edition import Edition
from entries.tests.factories import (
    citation,
    make_exercise,
    make_series,
    make_source,
    make_state,
    make_topic,
    participant,
    publish,
    submit,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def exercise(transactional_db):
    """An exercise that readers see, with a source."""
    china, source = make_state("CHN", title="China"), make_source()
    made = make_exercise(
        start="2007",
        personnel=4000,
        note="Held near Chebarkul.",
        participants=[participant("CHN", personnel=1600)],
        citations=[
            citation("start", "xinhua-2007", "start"),
            citation("personnel", "xinhua-2007", "personnel"),
        ],
    )
    publish(china, source, make_series(), made)
    return made


def form(entry):
    return f"/admin/entries/{type(entry)._meta.model_name}/{entry.pk}/change/"


def test_1_write_a_new_entry_and_save_the_unfinished_draft(desk):
    anna = desk("anna")
    anna.press("Topics")
    anna.press("Add topic")
    anna.fill(key="joint-exercises", title="Joint exercises", text="As said[^nobody].")
    anna.press("Save and continue editing")
    assert "was added successfully" in anna.said()
    assert anna.reads("Never published")
    assert anna.reads("its mark [^nobody] names no citation")
    topic = Topic.objects.get()
    assert (topic.version, topic.text) == (1, "As said[^nobody].")
    assert not Edition.objects.exists()


def test_2_cite_facts_one_with_a_source_that_is_not_there_yet(desk, exercise):
    anna = desk("anna")
    anna.open(form(exercise))
    anna.press("Citations")
    anna.page.click("#fact-participants\\.CHN a.addlink")
    anna.choose("source", "Xinhua")
    anna.fill(locator="p. 2")
    anna.press("Add the citation")
    assert "Saved: participants.CHN by xinhua-2007" in anna.said()
    anna.page.click("#fact-personnel a.addlink")
    anna.page.click("details.desk-new summary")
    anna.page.fill("#id_new-url", "https://example.org/drill")
    anna.page.fill("#id_new-title", "A drill in the Urals")
    anna.page.select_option("#id_new-source_type", "academic")
    anna.page.select_option("#id_stance", "contradicts")
    anna.fill(value="6500", quote="Some 6,500 took part.")
    anna.press("Add the citation")
    assert Source.objects.get(url="https://example.org/drill").title
    made = Citation.objects.get(value=6500)
    assert (made.stance, made.made_by) == ("contradicts", "anna")
    assert anna.reads("Sources disagree")


def test_3_verify_what_another_gave_many_at_once(desk, exercise):
    Citation.objects.update(made_by="anna")
    rita = desk("rita")
    rita.open(form(Source.objects.get()))
    rita.press("Uses")
    boxes = rita.page.locator("input[name=chosen]")
    assert boxes.count() == 2
    for number in range(2):
        boxes.nth(number).check()
    rita.press("Verify the chosen")
    assert "Verified: 2." in rita.said()
    assert set(Citation.objects.values_list("verified_by", flat=True)) == {"rita"}
    rita.open(form(exercise))
    rita.press("Submit for review")
    rita.fill(reason="Verified")
    rita.press("Submit for review")
    made = Submission.objects.latest("pk")
    assert (made.state, made.self_approval != "") == ("approved", True)


def test_4_put_entries_forward_together_and_see_what_is_missing(desk, exercise):
    make_source("new-source", title="A new source")
    make_topic(text="Said[^gone].", citations=[citation("title", "new-source")])
    anna = desk("anna")
    anna.open(form(Topic.objects.get()))
    anna.press("Submit for review")
    anna.page.get_by_label("A new source").check()
    anna.fill(reason="A new topic")
    anna.press("Submit for review")
    assert anna.reads("Nothing was put forward")
    anna.press("Text")
    assert anna.page.url.endswith("#id_text")
    anna.fill(text="Said[^new-source].")
    anna.press("Save and continue editing")
    anna.press("Submit for review")
    anna.page.get_by_label("A new source").check()
    anna.fill(reason="A new topic")
    anna.press("Submit for review")
    assert "waits for a reviewer" in anna.said()
    keys = set(Proposal.objects.filter(open=True).values_list("key", flat=True))
    assert keys == {"joint-exercises", "new-source"}


def test_5_review_comment_return_and_approve(desk, exercise):
    changed = {"personnel": 5000, "note": "Held near Chebarkul, in the Urals."}
    anna = desk("anna")
    anna.open(form(exercise))
    anna.fill(personnel="5000", note=changed["note"])
    anna.press("Save and continue editing")
    anna.press("Submit for review")
    anna.fill(reason="A newer count")
    anna.press("Submit for review")
    rita = desk("rita")
    rita.open("/admin/")
    rita.follow("A newer count")
    assert rita.reads("Personnel")
    assert rita.reads("Xinhua 2007")
    change = rita.page.get_by_role("article", name="Personnel", exact=True)
    change.locator("summary").click()
    change.locator("textarea").fill("Which page?")
    with rita.page.expect_navigation():
        change.get_by_role("button", name="Comment").click()
    assert rita.reads("Which page?")
    rita.page.fill("#id_return_text", "Give the page")
    rita.press("Return")
    assert "is returned" in rita.said()
    anna.open(form(exercise))
    assert anna.reads("It was returned: Give the page")
    anna.press("Submit for review")
    anna.fill(reason="A newer count, page given")
    anna.press("Submit for review")
    rita.open("/admin/")
    rita.follow("page given")
    rita.page.get_by_label("Word for Personnel", exact=True).select_option("corrected")
    rita.press("Approve")
    made = Submission.objects.latest("pk")
    assert (made.state, made.approver.username) == ("approved", "rita")
    assert made.proposals.get().words == {"personnel": "corrected"}


def approved(exercise, title):
    made = submit(make_topic(title.casefold(), title=title), reason=title)
    Submission.objects.filter(pk=made.pk).update(
        state="approved", approver=made.submitter, self_approval="Nobody else is here"
    )
    return made


def test_6_publish_now_and_at_a_time(desk, exercise):
    now, later = approved(exercise, "Now"), approved(exercise, "Later")
    paul = desk("paul")
    paul.open(f"/admin/entries/submission/{now.pk}/change/")
    paul.press("Publish")
    assert "Published as edition 2." in paul.said()
    paul.open(f"/admin/entries/submission/{later.pk}/change/")
    at = timezone.now() + timedelta(days=1)
    paul.page.fill("#id_at", f"{at:%Y-%m-%dT%H:%M}")
    paul.press("Schedule")
    assert "UTC (+0000)" in paul.said()
    assert paul.reads("publish_due has never run")
    Submission.objects.filter(pk=later.pk).update(publish_at=timezone.now())
    call_command("publish_due")
    paul.open("/en/topics/later/")
    assert paul.reads("Later")
    assert Edition.objects.count() == 3


def test_7_two_write_at_once_and_both_are_kept(desk, exercise):
    anna, boris = desk("anna"), desk("boris")
    anna.open(form(exercise))
    boris.open(form(exercise))
    assert boris.reads("Also open at: anna")
    boris.fill(personnel="5000", note="Held near Chebarkul in August.")
    boris.press("Save and continue editing")
    anna.fill(personnel="6000", summary="Hers", note="It was held near Chebarkul.")
    anna.press("Save and continue editing")
    assert anna.reads("somebody else saved it")
    anna.page.check("input[name='choice-personnel'][value=yours]")
    anna.press("Keep what is chosen")
    assert "Both were kept as you chose." in anna.said()
    kept = Exercise.objects.get(pk=exercise.pk)
    assert (kept.personnel, kept.summary) == (6000, "Hers")
    assert kept.note == "It was held near Chebarkul in August."


def test_8_look_back_restore_withdraw_and_bring_back(desk, exercise):
    anna = desk("anna")
    anna.open(form(exercise))
    anna.fill(personnel="5000")
    anna.press("Save and continue editing")
    anna.press("Preview")
    assert anna.reads("not published")
    assert anna.reads("5,000")
    anna.open(form(exercise))
    anna.press("History")
    assert anna.reads("Revision 1")
    anna.page.get_by_label("From revision 1", exact=True).check()
    anna.press("Compare the two chosen")
    assert anna.reads("Personnel")
    anna.press("Restore revision 1")
    anna.press("Restore as a new draft")
    assert Exercise.objects.get(pk=exercise.pk).personnel == 4000
    anna.open(form(exercise))
    anna.press("Withdraw")
    anna.fill(reason="It was another drill")
    anna.press("Ask for withdrawal")
    made = Submission.objects.latest("pk")
    rita, paul = desk("rita"), desk("paul")
    rita.open(f"/admin/entries/submission/{made.pk}/change/")
    rita.press("Approve")
    paul.open(f"/admin/entries/submission/{made.pk}/change/")
    paul.press("Publish")
    paul.open(f"/en/exercises/{exercise.address}/")
    assert paul.reads("withdrawn")
    paul.gone()
    anna.open(form(exercise))
    anna.press("Bring back")
    anna.press("Put the draft forward as it stands")
    anna.fill(reason="It was this drill")
    anna.press("Submit for review")
    assert Proposal.objects.filter(open=True, key=exercise.key).exists()


def test_9_import_a_spreadsheet_and_export_one(desk, exercise):
    anna = desk("anna")

    def look(*rows):
        sheet = "key,title,outcome,auspices,start,source\n" + "\n".join(rows)
        file = {"name": "drills.csv", "mimeType": "text/csv", "buffer": sheet.encode()}
        anna.open("/admin/entries/exercise/")
        anna.press("Import")
        anna.page.set_input_files("#id_file", file)
        anna.press("Show what would change")

    look("drill-1,First drill,held,other,08/09/2009,xinhua-2007")
    assert anna.reads("1 fault")
    assert anna.reads("08/09/2009")
    look(
        "drill-1,First drill,held,other,2009-08-09,xinhua-2007",
        "drill-2,Second drill,held,other,2010,xinhua-2007",
    )
    assert anna.reads("2 new, 0 changed, 0 unchanged")
    assert Exercise.objects.count() == 1
    anna.press("Import")
    assert "2 entries were imported as drafts." in anna.said()
    made = Exercise.objects.get(key="drill-1")
    assert (made.start, made.citations.get().fact) == ("2009-08-09", "start")
    anna.press("Export")
    with anna.page.expect_download() as waiting:
        anna.page.get_by_role("link", name="exercises as CSV").click()
    exported = waiting.value.path().read_text("utf-8-sig")
    assert "drill-2" in exported
    assert "2009-08-09" in exported


def test_10_add_an_image_and_work_off_a_list(desk, exercise, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    picture = io.BytesIO()
    Image.new("RGB", (800, 600), "navy").save(picture, "PNG")
    anna = desk("anna")
    anna.open(form(exercise))
    anna.page.click("#figures-group .add-row a")
    anna.page.set_input_files(
        "#id_figures-0-image",
        {"name": "map.png", "mimeType": "image/png", "buffer": picture.getvalue()},
    )
    anna.press("Save and continue editing")
    assert anna.reads("is empty")
    figure = Figure.objects.get()
    assert (figure.width, figure.height) == (800, 600)
    anna.page.fill("#id_figures-0-alt", "A map of the training ground")
    anna.page.fill("#id_figures-0-credit", "The desk")
    anna.page.fill("#id_figures-0-licence", "CC BY 4.0")
    anna.press("Save and continue editing")
    assert not anna.reads("is empty")
    anna.open("/admin/")
    anna.press("A single source")
    anna.press("Personnel")
    assert "/citations/?fact=personnel" in anna.page.url
    assert anna.page.input_value("#id_fact") == "personnel"
