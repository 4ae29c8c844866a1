"""Who may send something in, and how often."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from entries.inbox.knock import MOST_A_DAY, MOST_AN_HOUR, Knock, mark, may_enter

NOW = timezone.now()
HOUR = timedelta(hours=1)


class KnockTests(TestCase):
    def test_some_an_hour_may_enter_and_no_more(self):
        answers = [may_enter("192.0.2.1", NOW) for _ in range(MOST_AN_HOUR + 2)]
        self.assertEqual(answers, [True] * MOST_AN_HOUR + [False] * 2)
        self.assertTrue(may_enter("192.0.2.2", NOW))
        self.assertTrue(may_enter("192.0.2.1", NOW + HOUR))

    def test_some_a_day_may_enter_and_no_more(self):
        asked = [
            may_enter("192.0.2.1", NOW + n * timedelta(minutes=20)) for n in range(30)
        ]
        self.assertEqual(sum(asked), MOST_A_DAY)
        self.assertTrue(may_enter("192.0.2.1", NOW + timedelta(days=2)))

    def test_a_household_of_ipv6_is_one(self):
        self.assertEqual(mark("2001:db8:1:2::1"), mark("2001:db8:1:2:ffff::9"))
        self.assertNotEqual(mark("2001:db8:1:2::1"), mark("2001:db8:1:3::1"))
        self.assertEqual(mark("::ffff:192.0.2.1"), mark("192.0.2.1"))
        self.assertEqual(mark("unix:"), mark(""))

    def test_no_address_is_kept_and_nothing_after_a_day(self):
        may_enter("192.0.2.1", NOW)
        self.assertRegex(Knock.objects.get().who, "^[0-9a-f]{64}$")
        may_enter("192.0.2.2", NOW + timedelta(days=1))
        self.assertEqual([one.who for one in Knock.objects.all()], [mark("192.0.2.2")])
