"""Minutes that a scribe keeps in a chat: topics, speakers, actions and resolutions on lines."""


def test_topics_are_items_and_titles_above_the_attendance_are_none(fixture):
    (meeting,) = fixture("chat_log.html").meetings
    assert [item.title for item in meeting.items] == ["Moon phases", "Next call"]
    assert meeting.body == "Tide Tables Community Group"
    assert meeting.date.isoformat() == "2031-03-05"


def test_people_stand_under_the_labels_of_a_list_of_definitions(fixture):
    (meeting,) = fixture("chat_log.html").meetings
    assert [(row.name, row.status, row.roles) for row in meeting.attendance] == [
        ("Wilf Lunt", "present", ("secretary",)),
        ("Zoë Märtz", "present", ("chair",)),
        ("Ode S. Pill", "present", ()),
        ("Una Brock", "apologies", ()),
    ]


def test_an_owner_may_be_called_by_a_handle(fixture):
    (meeting,) = fixture("chat_log.html").meetings
    assert [(action.item, action.owners) for action in meeting.actions] == [
        ("Moon phases", ("wlunt",))
    ]


def test_a_note_that_repeats_an_action_says_when_it_is_due(fixture):
    (meeting,) = fixture("chat_log.html").meetings
    assert meeting.actions[0].due.date.isoformat() == "2031-03-12"


def test_what_is_resolved_is_decided(fixture):
    (meeting,) = fixture("chat_log.html").meetings
    assert [decision.text for decision in meeting.decisions] == [
        "widen the margin of the tables by an hour."
    ]


def test_summaries_and_contents_repeat_nothing(fixture):
    (meeting,) = fixture("chat_summary.html").meetings
    assert [item.title for item in meeting.items] == ["Paint", "Bells"]
    assert [(action.item, action.owners) for action in meeting.actions] == [("Paint", ("Bert",))]
    assert [decision.item for decision in meeting.decisions] == ["Bells"]


def test_a_heading_that_is_a_date_is_no_item(fixture):
    (meeting,) = fixture("chat_summary.html").meetings
    assert meeting.date.isoformat() == "2031-06-11"
    assert meeting.body == "Buoy Working Group"
