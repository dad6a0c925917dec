"""Bytes to text by TB-R8, and text that is safe to keep (PROMISES 15)."""

import codecs
import time

import pytest

from trackbacks import charsets
from trackbacks.charsets import clean, decode, decode_page

HOSTILE_NAMES = """utf-7 utf7 UNICODE-1-1-UTF-7 zlib_codec zlib base64 hex rot13 rot_13 bz2 uu quopri idna punycode
undefined unicode_escape raw_unicode_escape mbcs oem utf-16-surrogatepass unknown ../../x utf-8\x00 utf_8_sig utf-32"""


@pytest.mark.parametrize("name", [*HOSTILE_NAMES.split(), "", None, "x" * 10_000])
def test_TB_R8_a_charset_off_the_list_is_never_decoded_by_its_name(name):
    assert charsets.known(name) == ""
    assert decode("Grüße +AGE-".encode(), name) == "Grüße +AGE-"


def test_every_codec_on_the_list_turns_any_bytes_into_text():
    noise = bytes(range(256)) * 4
    for codec in set(charsets._codecs().values()):
        assert isinstance(noise.decode(codec, "replace"), str)


@pytest.mark.parametrize(
    ("header", "form", "expected"),
    [
        ("iso-8859-1", "utf-8", "GrÃ¼n"),  # the header wins
        ("", "windows-1251", "GrГјn"),
        (None, None, "Grün"),
        ("utf-7", "utf-8", "Grün"),
        ("zlib_codec", "undefined", "Grün"),
        (" UTF-8 ", "", "Grün"),
        ('"utf8"', "", "Grün"),
    ],
)
def test_TB_R8_header_then_form_field_then_utf8(header, form, expected):
    assert decode("Grün".encode(), header, form) == expected


def test_TB_R8_what_is_neither_declared_nor_utf8_is_guessed():
    text = "Съешь же ещё этих мягких французских булок, да выпей чаю. " * 5
    assert decode(text.encode("windows-1251"), None) == text


@pytest.mark.parametrize(
    ("codec", "label", "text"),
    [
        ("euc-jp", "EUC-JP", "日本語のブログ"),
        ("shift_jis", "Shift_JIS", "日本語のブログ"),
        ("iso2022_jp", "iso-2022-jp", "日本語のブログ"),
        ("gb18030", "gb2312", "中文博客"),
        ("big5", "Big5", "中文部落格"),
        ("euc-kr", "EUC-KR", "한국어"),
        ("koi8-r", "KOI8-R", "Привет"),
        ("cp1252", "ISO-8859-1", "“quoted” – €"),
        ("iso8859-15", "iso-8859-15", "€uro"),
        ("utf-16-le", "utf-16le", "wide"),
    ],
)
def test_TB_R8_the_webs_charsets_are_read(codec, label, text):
    assert decode(text.encode(codec), label) == text


def test_what_does_not_fit_its_charset_is_replaced():
    assert decode(b"a\xff\xfeb", "utf-8") == "a��b"


@pytest.mark.parametrize(
    ("body", "header", "expected"),
    [
        (codecs.BOM_UTF8 + "ü".encode(), "iso-8859-1", "ü"),
        (codecs.BOM_UTF16_LE + "ü".encode("utf-16-le"), "utf-8", "ü"),
        (b'<meta charset="koi8-r">' + "Привет".encode("koi8-r"), "", '<meta charset="koi8-r">Привет'),
        (b'<meta charset="koi8-r">' + "Привет".encode(), "utf-8", '<meta charset="koi8-r">Привет'),
        (b"<meta charset=utf-16>" + "ü".encode(), "", "<meta charset=utf-16>ü"),
        (b"<meta charset=utf-7>+AGE-", "", "<meta charset=utf-7>+AGE-"),
        (
            b'<?xml version="1.0" encoding="iso-8859-2"?>\xb1',
            "",
            '<?xml version="1.0" encoding="iso-8859-2"?>ą',
        ),
    ],
)
def test_a_page_is_read_by_its_mark_its_header_or_its_meta(body, header, expected):
    assert decode_page(body, header) == expected


def test_a_character_cut_at_the_end_is_no_reason_to_doubt_utf8():
    assert decode_page("<p>grün ü".encode()[:-1], "") == "<p>grün �"


def test_guessing_looks_at_a_bounded_sample():
    began = time.process_time()
    decode(bytes(range(128, 256)) * 8192, None)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("dirty", "tidy"),
    [
        ("a\x00b\x07c\x1bd\x7fe\x9ff", "abcdef"),
        ("\u202eevil\u202c \u2066x\u2069", "evil x"),
        ("a\ud800b\udfffc", "abc"),
        ("a\ufffe\uffff\ufdd0\U0001fffe\U0010ffffb\ufeff", "ab"),
        ("  two\r\n\tlines\u2028three\u00a0four  ", "two lines three four"),
        ("e\u0301 \U0001f600 \u200d \u200fעברית", "e\u0301 \U0001f600 \u200d \u200fעברית"),
    ],
)
def test_invisible_characters_are_taken_out(dirty, tidy):
    assert clean(dirty, 100) == tidy


def test_lengths_are_cut_in_code_points():
    assert clean("\U0001f600" * 10, 3) == "\U0001f600" * 3
    assert clean("ab cd", 3) == "ab"


def test_a_megabyte_of_nothing_costs_nothing():
    began = time.process_time()
    assert clean("\x00" * 1_000_000, 255) == ""
    assert time.process_time() - began < 0.1


def test_no_text_is_looked_at_beyond_a_multiple_of_its_limit():
    assert clean("\x00" * 10 * charsets.RAW_FACTOR + "late", 10) == ""
