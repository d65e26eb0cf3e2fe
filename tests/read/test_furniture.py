"""Page furniture is found, and no sentence of a story is taken for it."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import VocabularyError
from onrecord.read import compile_furniture
from onrecord.read.furniture import furniture

Patterns = tuple[re.Pattern[str], ...]

LEAD = "Jane Doe has promised to keep the Fernvale clinic open."
MORE = "The minister told the council that closing it would be wrong."


def marked(text: str, patterns: Patterns) -> list[str]:
    return [span.of(text) for span in furniture(text, patterns)]


FURNITURE = [
    "Sign in",
    "Sign in or register to comment",
    "Already registered?",
    "Register now to read every article and get free bulletins",
    "Subscribe now",
    "Register for free to enjoy every article",
    "This article is available only to subscribers.",
    "Forgotten your password?",
    "My account",
    "Have you registered with us yet?",
    "More on this topic",
    "Related articles:",
    "Most read stories",
    "You may also like",
    "More from this section",
    "Read more",
    "Read more: Clinic closure plans in full",
    "Back to top",
    "View the full article on our website",
    "For more information see our guidelines on comments.",
    "Join the conversation",
    "Tell us in the comments below!",
    "comments powered by Disqus",
    "Please enable JavaScript to view the comments powered by Disqus.",
    "View all comments (12)",
    "23 Comments",
    "Have your say",
    "Comments are closed for this article",
    "Before commenting please read our house rules.",
    "If you see a comment you think is abusive, you can flag it. We look at every one of them.",
    "Sign up for our daily newsletter",
    "Subscribe to the Fernvale Echo’s free health bulletin and never miss a story.",
    "Newsletter sign up",
    "Your e-mail address:",
    "Unsubscribe at any time.",
    "Get the latest Fernvale headlines in your inbox",
    "This website uses cookies. Some of them are needed for it to work.",
    "We use cookies to improve your experience on our website.",
    "By continuing to use this site you agree to our terms.",
    "Accept all cookies",
    "Privacy policy",
    "© 2019 Fernvale Echo Ltd",
    "All rights reserved.",
    "Advertisement",
    "Share this article",
    "Share on Facebook",
    "Tweet",
    "Facebook Twitter WhatsApp",
    "Follow us on Twitter @fernvaleecho",
    "Follow @fernvaleecho",
    "1,204 shares",
    "Getty Images",
    "Pictured left: Jane Doe with nurses",
    "Photo: Ann Lee",
    "Picture by Ann Lee",
    "(Photo by Ann Lee/Getty Images)",
    "Photograph: Ann Lee for the Fernvale Echo",
    "Jane Doe wants to keep the clinic open. Photo: Ann Lee/PA Wire",
    "Jane Doe on a visit to the clinic. Credit: Ann Lee/PA Wire",
    "Campaigners outside the clinic: Ann Lee/PA",
    "Image caption Jane Doe says that she will not close the clinic.",
    "Image source, Getty Images",
    "File photo dated 04/03/19 of Jane Doe, who says the clinic is safe",
    "Jane Doe (L) meets nurses at the Fernvale clinic with Tom Bright",
    "Jane Doe (second left) with nurses at the Fernvale clinic",
    "Page 2 of 5",
    "https://echo.example/clinic",
    "Last updated: 4 March 2019",
]

STORY = [
    "“Sign in sheets were done away with,” she said.",
    "Sign in sheets were done away with at the clinic, Jane Doe said.",
    "Register now or lose the clinic, says Jane Doe.",
    "Subscribe to the idea of a family doctor, Jane Doe told nurses by email.",
    "Sign up to our plan, she said in an email.",
    "The related articles of the law were struck out.",
    "Read more books, the minister said.",
    "Comments powered by anger do not help, he added.",
    "Before commenting, the minister read the report.",
    "We use cookies to bribe the children, said one nurse on the trust's website.",
    "By using the site, the trust hopes to save £3m.",
    "Cookies were handed out at the protest.",
    "Copyright law has to change, she argued.",
    "Share prices of the company fell by a third.",
    "Follow the money, he told MPs.",
    "He paid tribute to the photo by Ann Lee",
    "Credit where it is due: the clinic is open.",
    "He said: “Credit: where it is due.”",
    "The photo: a fake.",
    "Image source code was lost, the trust admitted.",
    "Image copyright was at the heart of the case.",
    "Jane Doe (L) said the clinic would stay open",
    "Jane Doe (left) said the clinic was safe.",
    "Anna Smith (C) 12,345",
    "Those who have (rightly) protested should be heard.",
    "Page 2 of the report says that it must close.",
    "Published in 2019, the report says that the clinic is safe.",
    "The law was published on 4 March 2019.",
    "Profile - Jane Doe",
    "• May 2010 Minister for health",
    "“We are open,” reads a sign in the window.",
    "Further cuts",
    "Top doctors",
    "Personalised care",
    "2007",
    "In 2007 Jane Doe promised “a new clinic” for Fernvale.",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_marked(line: str, patterns: Patterns) -> None:
    assert marked(f"{LEAD}\n\n{line}\n\n{MORE}", patterns) == [line]


@pytest.mark.parametrize("line", STORY)
def test_the_story_is_not(line: str, patterns: Patterns) -> None:
    assert marked(f"{LEAD}\n\n{line}\n\n{MORE}", patterns) == []
    assert marked(f"{LEAD}\n{line}\n{MORE}", patterns) == []
    assert marked(f"{LEAD}\n\n{MORE}\n\n{line}", patterns) == []


EXAMPLES = [line.replace("’", "'").rstrip(":") for line in FURNITURE]


def test_an_apostrophe_may_be_curly(patterns: Patterns) -> None:
    assert marked(f"{LEAD}\n\nEditor’s picks\n\n{MORE}", patterns) == ["Editor’s picks"]


def test_a_wrapped_sentence_is_read_as_one(patterns: Patterns) -> None:
    text = f"{LEAD}\n\nThe nurses had been asked to\nsign in\nat the door of the clinic.\n\n{MORE}"
    assert marked(text, patterns) == []
    text = f"{LEAD}\n\nOn the left of the picture is a sign that reads\nSign in\nand it is old."
    assert marked(text, patterns) == []


def test_furniture_that_is_wrapped_is_marked_line_by_line(patterns: Patterns) -> None:
    prompt = "Subscribe to our weekly\nhealth newsletter"
    assert marked(f"{LEAD}\n\n{prompt}\n\n{MORE}", patterns) == prompt.split("\n")


def test_lines_below_one_another(patterns: Patterns) -> None:
    text = f"{LEAD}\n{MORE}\nShare this story\nTweet\nEmail\nSign in"
    assert marked(text, patterns) == ["Share this story", "Tweet", "Email", "Sign in"]


def test_links_at_the_end_go_with_their_heading(patterns: Patterns) -> None:
    links = ["Nurses' fury over clinic", "Can the clinic survive?"]
    text = "\n\n".join([LEAD, MORE, "More on this story", *links])
    assert marked(text, patterns) == ["More on this story", *links]


def test_links_amid_the_story_end_with_their_paragraph(patterns: Patterns) -> None:
    text = f"{LEAD}\n\nRelated articles\n- Clinic: the facts\n\nProfile - Jane Doe\n\n{MORE}"
    assert marked(text, patterns) == ["Related articles", "- Clinic: the facts"]


def test_prose_below_a_heading_of_links_is_kept(patterns: Patterns) -> None:
    text = f"{LEAD}\n\nRelated articles\n{MORE}\n\n{MORE}"
    assert marked(text, patterns) == ["Related articles"]


def test_a_headline_below_a_prompt_is_kept(patterns: Patterns) -> None:
    text = f"Already registered?\nClinic saved\n\n{LEAD}\n\n{MORE}"
    assert marked(text, patterns) == ["Already registered?"]


def test_a_lead_printed_twice_is_marked_once() -> None:
    text = f"Clinic saved\n\n{LEAD}\n\n{LEAD}\n\n{MORE}"
    (span,) = furniture(text)
    assert span.start == text.rindex(LEAD)
    assert span.of(text) == LEAD


def test_words_repeated_further_down_are_kept() -> None:
    text = "\n\n".join([LEAD, *(f"Point {n} of the plan was read out." for n in range(9)), LEAD])
    assert furniture(text) == ()


def test_short_words_repeated_are_kept() -> None:
    assert furniture(f"{LEAD}\n\nNo deal\n\nNo deal\n\n{MORE}") == ()


def test_a_dateline_at_the_top_is_marked() -> None:
    text = "\n\n".join(
        ["Clinic saved", "11/08/2013 04:16 BST", LEAD, MORE, "It was", "No", "12/08/2013"]
    )
    assert marked(text, ()) == ["11/08/2013 04:16 BST"]


def test_patterns_are_data() -> None:
    patterns = compile_furniture(["# a comment", "", "  the end of the page  "])
    assert marked(f"{LEAD}\n\nThe end of the page\n", patterns) == ["The end of the page"]


def test_a_broken_pattern_says_where() -> None:
    with pytest.raises(VocabularyError, match=r"line 2: not a regular expression"):
        compile_furniture(["fine", "(broken"])


def test_every_shipped_pattern_has_an_example(patterns: Patterns) -> None:
    idle = [p.pattern for p in patterns if not any(p.fullmatch(line) for line in EXAMPLES)]
    assert idle == []
    assert len(patterns) >= 50


@pytest.mark.parametrize("piece", ["a ", "A/", "(", "Photo: A ", "(L) a", "by A, ", "'", "share "])
def test_no_line_takes_long(piece: str, patterns: Patterns) -> None:
    line = (piece * 600)[:599] + "!"
    for pattern in patterns:
        pattern.fullmatch(line)  # exponential backtracking would hang here
    assert furniture(line * 100, patterns) == ()  # and longer lines are not tried


@given(
    st.lists(
        st.one_of(
            st.sampled_from([*FURNITURE, *STORY, LEAD, MORE, "", "", "\r\n", " \t", "\u2028"]),
            st.text(max_size=20),
        ),
        max_size=15,
    )
)
def test_spans_are_in_order_apart_and_inside(patterns: Patterns, rows: list[str]) -> None:
    text = "\n".join(rows)
    spans = furniture(text, patterns)
    assert list(spans) == sorted(spans)
    for one, other in pairwise(spans):
        assert one.end <= other.start
    for span in spans:
        assert span.end <= len(text)
        assert span.of(text) == span.of(text).strip()
