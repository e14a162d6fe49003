"""The checks that decide."""

import reference
from prep.grading import expect


def expect_tokens(candidate, *texts):
    for text in texts:
        expect.equal(candidate.tokenise(text), reference.tokenise(text), what="the tokens")


def test_tags_separate_words(candidate):
    expect_tokens(
        candidate,
        "great<br>film<br/>poor<BR />end",
        "so <b>very</b><i>slow</i> , a<p>b",
        'see <a href="x.html" class=y>my page</a> here <h1>now</h1>',
        "one<br\n/>two</p\t>three <em\n>four</em>",
        "<b>first</b> middle <b>last</b>",
        "<a <b> odd > even",
    )


def test_brackets_that_are_no_tags(candidate):
    expect_tokens(
        candidate,
        "I <3 this film > that one",
        "plot < acting and acting > plot",
        "5<6 and 7>6",
        "< br > and </ p> stay",
        "half a <tag at the end",
        "<> <!fun> <\u00e9t\u00e9> </1>",
    )


def test_entities_are_decoded(candidate):
    expect_tokens(
        candidate,
        "Tom&nbsp;Sawyer &amp; Huck",
        "caf&eacute; &quot;noir&quot; na&#239;ve &#x66;un",
        "it&#39;s fine, isn&apos;t it",
        "good&ndash;bad AT&T R&B &unheard; done",
        "wow&hellip; &excl; 3&period;5",
    )


def test_steps_in_order(candidate):
    expect_tokens(
        candidate,
        "use &lt;br&gt; or &lt;i&gt;that&lt;/i&gt; here",
        "&amp;amp; and &amp;eacute; and &amp;#39;s",
        "don&#8217;t and won&rsquo;t",
        "&Eacute;COLE and &#201;cole",
        "a <b title='&gt;'>c",
    )


def test_apostrophes_inside_words(candidate):
    expect_tokens(
        candidate,
        "don't can\u2019t I'd've o'clock rock'n'roll",
        "'fine' the actors' \u2018good\u2019 '90s 'n' y'",
        "it''s ' '' 'tis \u2019twas",
        "'tis a film",
        "a fine film's'",
        "the 1950's men's \u00e9t\u00e9's",
        "a '.' b! 'c",
    )


def test_numbers(candidate):
    expect_tokens(
        candidate,
        "8.5 of 10, not 7/10 or 1,000,000.",
        "It has 3. Then 4.5. And 2,5, 6",
        "v2.0 in 1950s 2nd 3D 1.2.3",
        "0.5 and .5 and 5. and a.5 and 5.a and 1,,2 and 3.,4",
        "$20 100% +3 -4 3'5",
        "9.9 0.0 9,0",
    )


def test_letters_of_all_kinds(candidate):
    expect_tokens(
        candidate,
        "AWFUL Awful aWfUl",
        "Am\u00c9LIE \u00dcber na\u00efve \u00d1and\u00fa stra\u00dfe",
        "\u041a\u0418\u041d\u041e is \u6620\u753b",
        "snake_case __init__ _so_ x_1",
        "m\u00b2 \u0663.\u0664",
    )


def test_marks(candidate):
    expect_tokens(
        candidate,
        "no... really?! yes!!! so,so; then: end",
        '(good) [bad] {so} *wow* "x" \u201cy\u201d - \u2014 \u2026 /',
        "well-made over\u2013long #1 @home a&b ~ ^ = |",
        "stop . . now ,, ! ?",
        "line\none\ttwo\r\nthree\u00a0four ; :",
        "love \u2665 \U0001f600 it",
    )


def test_refuses_what_is_no_text(candidate):
    for text in ("", "   \n", "<br />", "-- ( ) '"):
        expect.equal(candidate.tokenise(text), [], what="the tokens of an empty review")
    for value in (None, float("nan"), 7, b"good film", ["good", "film"]):
        with candidate.raises(TypeError, because="it is not text"):
            candidate.tokenise(value)
    expect.equal(candidate.tokenise("none"), ["none"], what="the tokens")
