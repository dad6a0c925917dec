"""Bytes to text, and text made safe to keep: only charsets on a list, decoded once, nothing invisible."""

import codecs
import re
from functools import cache

from charset_normalizer import from_bytes

SAMPLE_BYTES = 8 * 1024  # guessing a charset costs CPU in proportion
META_BYTES = 2048  # browsers look for <meta charset> in the first 1,024
RAW_FACTOR = 20  # a text is cut to this many times its limit before anything else looks at it

# Python's codec, then the names that the web gives it: https://encoding.spec.whatwg.org/#names-and-labels.
# Anything else a sender could name (UTF-7, zlib_codec, idna, undefined ...) is not decoded by its name.
_NAMES = """
utf-8: utf-8 utf8 unicode-1-1-utf-8 x-unicode20utf8
utf-16: utf-16 unicode ucs-2 iso-10646-ucs-2
utf-16-le: utf-16le
utf-16-be: utf-16be
cp1252: windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso_8859-1 iso88591 latin1 latin-1 l1 ascii us-ascii
cp1250: windows-1250 cp1250 x-cp1250
cp1251: windows-1251 cp1251 x-cp1251
cp1253: windows-1253 cp1253
cp1254: windows-1254 cp1254 iso-8859-9 iso8859-9 latin5 l5
cp1255: windows-1255 cp1255
cp1256: windows-1256 cp1256
cp1257: windows-1257 cp1257
cp1258: windows-1258 cp1258
cp874: windows-874 iso-8859-11 iso8859-11 tis-620 dos-874
cp866: ibm866 cp866 866
iso8859-2: iso-8859-2 iso8859-2 iso_8859-2 latin2 l2
iso8859-3: iso-8859-3 iso8859-3 latin3 l3
iso8859-4: iso-8859-4 iso8859-4 latin4 l4
iso8859-5: iso-8859-5 iso8859-5 cyrillic
iso8859-6: iso-8859-6 iso8859-6 arabic
iso8859-7: iso-8859-7 iso8859-7 greek greek8
iso8859-8: iso-8859-8 iso8859-8 iso-8859-8-i iso-8859-8-e hebrew logical visual
iso8859-10: iso-8859-10 iso8859-10 latin6 l6
iso8859-13: iso-8859-13 iso8859-13
iso8859-14: iso-8859-14 iso8859-14
iso8859-15: iso-8859-15 iso8859-15 latin9 l9 latin-9
iso8859-16: iso-8859-16
koi8-r: koi8-r koi8 koi koi8_r
koi8-u: koi8-u koi8-ru
mac-roman: macintosh mac x-mac-roman
mac-cyrillic: x-mac-cyrillic x-mac-ukrainian
gb18030: gb18030 gbk gb2312 gb_2312 gb_2312-80 x-gbk chinese
big5hkscs: big5 big5-hkscs cn-big5 x-x-big5
euc_jp: euc-jp eucjp x-euc-jp
cp932: shift_jis shift-jis sjis x-sjis ms_kanji windows-31j ms932 cp932
iso2022_jp: iso-2022-jp csiso2022jp
cp949: euc-kr euckr ks_c_5601-1987 ksc5601 ksc_5601 windows-949 korean
"""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"<meta\s[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})")

# Surrogates, C0 and C1 controls, bidi embeddings, overrides and isolates, BOM, interlinear, noncharacters.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
    + "]"
)


@cache
def _codecs() -> dict[str, str]:
    lines = (line.split(": ") for line in _NAMES.split("\n") if line)
    return {name: codec for codec, names in lines for name in names.split()}


def known(name: str | None) -> str:
    """The codec of a charset that we decode; "" for any other name."""
    return _codecs().get((name or "").strip(" \t\r\n'\"").lower()[:40], "")


def choose(body: bytes, *declared: str | None) -> str:
    """The codec for these bytes: a byte order mark, the first declared name that we know, UTF-8, a guess."""
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return codec
    for name in declared:
        if codec := known(name):
            return codec
    return "utf-8" if _is_utf8(body) else _guess(body)


def decode(body: bytes, declared: str | None, form_charset: str | None = None) -> str:
    """Text by TB-R8: header, form field, UTF-8, detection. Never fails: what is broken is replaced."""
    return body.decode(choose(body, declared, form_charset), "replace").removeprefix("\ufeff")


def decode_page(body: bytes, declared: str) -> str:
    """Text of an HTML or XML page: byte order mark, header, <meta> or XML declaration, UTF-8, detection."""
    match = _META.search(body[:META_BYTES]) or _XML.match(body[:META_BYTES])
    named = match[1].decode("ascii", "replace") if match else ""
    if known(named).startswith("utf-16"):
        named = "utf-8"  # a declaration that could be read as ASCII is not in UTF-16
    return decode(body, declared, named)


def _is_utf8(body: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(body)  # a character cut at the end is no fault
    except UnicodeDecodeError:
        return False
    return True


def _guess(body: bytes) -> str:
    """The likeliest codec on our list, by a bounded sample; windows-1252 when nothing fits."""
    best = from_bytes(body[:SAMPLE_BYTES], cp_isolation=sorted(set(_codecs().values()))).best()
    return known(best.encoding.replace("_", "-")) or known(best.encoding) or "cp1252" if best else "cp1252"


def clean(text: str, limit: int) -> str:
    """One line of at most `limit` code points, without control, bidi, surrogate and non-characters."""
    return " ".join(_UNWANTED.sub("", text[: limit * RAW_FACTOR]).split())[:limit].rstrip()
