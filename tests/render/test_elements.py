"""No text becomes HTML by itself."""

from journeykit.render.elements import Markup, element, joined


def test_texts_and_attributes_are_escaped_and_elements_are_not():
    inner = element("b", "a < b & c")
    assert element("p", inner, '">', title='"><script>') == (
        '<p title="&quot;&gt;&lt;script&gt;"><b>a &lt; b &amp; c</b>"&gt;</p>'
    )


def test_what_is_none_is_left_out_and_a_zero_stays():
    assert element("p", None, "", class_=None, tabindex=0, aria_label="x") == '<p tabindex="0" aria-label="x"></p>'


def test_an_element_without_content_has_no_end():
    assert element("meta", charset="utf-8") == '<meta charset="utf-8">'


def test_joined_pieces_are_safe_again():
    assert isinstance(joined("<", Markup("<br>")), Markup)
    assert joined("<", Markup("<br>")) == "&lt;<br>"
