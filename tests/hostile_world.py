"""What the hostile world is made of: spellings of addresses that nobody may call, and paths of the hostile server."""

from urllib.parse import quote

from tests.bombs import BOMBS

# Each names loopback, or would on some system; `{}` is the port.
LOOPBACK = """
127.0.0.1 127.0.0.2 127.1 127.0.1 2130706433 0x7f000001 0x7F.0.0.1 0x7f.1 017700000001 0177.0.0.1 00000177.0.0.1
127.0.0.1. 127.0.0.1.. localhost LOCALHOST localhost. 0 0.0.0.0 0x0 [::1] [0:0:0:0:0:0:0:1]
[::] [::ffff:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:ffff:127.0.0.1] [::127.0.0.1] [64:ff9b::7f00:1] [64:ff9b::127.0.0.1]
[64:ff9b:1::7f00:1] [2002:7f00:1::] [2001:0:7f00:1::1] [fec0::1] [fe80::1%25lo] [::1%25lo]
①②⑦.⓪.⓪.① １２７．０．０．１ 127。0。0。1 ①②⑦。0｡0．1 ⓛⓞⓒⓐⓛⓗⓞⓢⓣ %31%32%37.0.0.1
""".split()
# The host that a parser takes may not be the one that another connects to.
DISGUISES = """
http://good.example@127.0.0.1:{}/ http://good.example:80@127.0.0.1:{}/ http://127.0.0.1:{}\\@good.example/
http://good.example\\@127.0.0.1:{}/ http://127.0.0.1:{}#@good.example/ http://127.0.0.1:{}?@good.example/
http:127.0.0.1:{}/ http:/127.0.0.1:{}/ http:///127.0.0.1:{}/ //127.0.0.1:{}/ ///127.0.0.1:{}/ \\\\127.0.0.1:{}/
HTTP://127.0.0.1:{}/ http://[127.0.0.1]:{}/ http://127.0.0.1:0{}/ http://127.0.0.1:{}:80/ http://127.0.0.1:%20{}/
http://127.0.0.1\t:{}/ http://127.0.0.1%09:{}/ http://x:{}@127.0.0.1:{}/ ftp://127.0.0.1:{}/ gopher://127.0.0.1:{}/
file:///etc/passwd file://127.0.0.1/etc/passwd data:text/html,x javascript:alert(1) dict://127.0.0.1:{}/ http://:{}/
""".split()
# Private, link-local, of documentation, of clouds: nothing listens there, and nobody may even try.
ELSEWHERE = """
10.0.0.1 172.16.0.1 192.168.0.1 169.254.169.254 100.100.100.200 192.0.0.192 198.18.0.1 224.0.0.1 255.255.255.255
[fd00::1] [fe80::1] [ff02::1] [2001:db8::1] [::ffff:10.0.0.1] [64:ff9b::a9fe:a9fe] [2002:a9fe:a9fe::]
""".split()

SLOW = ["/slow-drip?every=0.2", "/slow-headers", "/no-answer", "/slow-redirect?after=4", "/endless-drip"]
LARGE = """/endless /huge?size=30000000 /gzip-bomb /gzip-bomb?layers=2 /gzip-bomb?length=10 /endless-gzip /tiny-chunks
/endless-trailer /endless-continue /endless-status /headers-flood?n=50000 /headers-flood?n=2&size=40000""".split()
BROKEN = """/broken /bad-chunks /reset /lying-length /no-gzip /gzip-bomb?as=deflate /gzip?as=br /gzip?cut=20 /noise
/nowhere /noise?type=application/json /noise?type=text/plain /noise?type=text/html;charset=zlib_codec /loop /hops?n=9
/cookies /endless-redirect""".split()
LIES = [
    f"/lies?line={quote(line)}&type={quote(kind)}"
    for line in ("HTTP/1.1 999 Odd", "HTTP/1.1 000 None", "HTTP/1.1 101 Switch", "HTTP/9.9 200 OK", "HTTP/1.1 -1 x",
                 "HTTP/1.1 206 Partial", "HTTP/1.1", "ICY 200 OK", "HTTP/1.1 304 Same", "HTTP/1.1 204 Nothing")
    for kind in ("text/html", "image/png; charset=idna")
]  # fmt: skip
SOUPS = [f"/soup?kind={quote(kind)}" for kind in BOMBS]

XML = '<?xml version="1.0"?>'
# What a ping is answered with: none of them is an answer of TrackBack, Pingback or Webmention.
NO_ANSWERS = [
    "", "hello", "<html><h1>Thanks!</h1>", XML + "<response>", XML + "<response><error>",
    XML + "<response><error>0</error><error>1</error></response>", "<response><error>maybe</error></response>",
    "<!DOCTYPE r [<!ENTITY a 'b'>]><response><error>0</error><message>&a;</message></response>",
    XML + "<methodResponse>", XML + "<methodResponse><fault><value><int>48</int></value></fault></methodResponse>",
    f"{XML}<methodResponse><params><param><value><int>{'9' * 500}</int></value></param></params></methodResponse>",
    XML + "<methodResponse><params/></methodResponse>", '{"error": 0}', "<a>" * 3000, "\x00\x01\x02", "&#0;&#xD800;",
]  # fmt: skip


def spellings(port: int) -> list[str]:
    """Every URL by which somebody might lead us to loopback at this port."""
    hosts = [f"http://{host}:{port}/" for host in LOOPBACK]
    return hosts + [disguise.replace("{}", str(port)) for disguise in DISGUISES]


def redirects(*ports: int) -> list[str]:
    """Paths that redirect to each of the spellings, at each of the ports."""
    urls = [url for port in ports for url in spellings(port)] + [f"http://{host}/" for host in ELSEWHERE]
    return [f"/redirect-to?u={quote(url, safe='')}" for url in urls]


def no_answers() -> list[str]:
    """Paths of endpoints that answer a ping with 200 and with nothing that it understands."""
    kinds = ("text/xml", "text/html", "application/json; charset=undefined")
    return [
        f"/say?type={quote(kinds[n % 3])}&body={quote(body, safe='')}" for n, body in enumerate(NO_ANSWERS)
    ]
