import pytest

from tasks.web.location import MALFORMED, WITH_PASSWORD, WRONG_PORT, Location, locate
from tasks.web.refusals import NotRead


@pytest.mark.parametrize(
    ("url", "location"),
    [
        ("https://www.of.fr", Location("https", "www.of.fr", 443, "/")),
        (" HTTP://WWW.OF.FR./Formation?a=1#plan\u00a0", Location("http", "www.of.fr", 80, "/Formation?a=1")),
        ("https://évaluation.fr/", Location("https", "xn--valuation-93a.fr", 443, "/")),
        (
            "https://of.fr/évaluation à l’oral",
            Location("https", "of.fr", 443, "/%C3%A9valuation%20%C3%A0%20l%E2%80%99oral"),
        ),
        ("https://of.fr/d%C3%A9j%C3%A0?q=%20", Location("https", "of.fr", 443, "/d%C3%A9j%C3%A0?q=%20")),
        ("http://of.fr:443/", Location("http", "of.fr", 443, "/")),
        ("http://[2606:4700:0::1111]/", Location("http", "2606:4700::1111", 80, "/")),
        ("http://mon_site.of.fr/", Location("http", "mon_site.of.fr", 80, "/")),
    ],
)
def test_a_url_is_taken_apart(url: str, location: Location) -> None:
    assert locate(url) == location


def test_a_location_is_written_as_a_url() -> None:
    assert locate("http://[2606:4700:0::1111]:443/a?b").url == "http://[2606:4700::1111]:443/a?b"
    assert locate("https://OF.fr:443").url == "https://of.fr/"


@pytest.mark.rule("MIK-62")
@pytest.mark.parametrize(
    "url",
    [
        "",
        "www.of.fr/formation",
        "of.fr",
        "https:///formation",
        "https://",
        "ftp://of.fr/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_INFO",
        "javascript:alert(1)",
        "data:text/html,bonjour",
        "https://of.fr:port/",
        "https://of.fr:99999/",
        "https://of..fr/",
        "https://of fr/",
        "https://-of.fr/",
        "https://of.fr\\@127.0.0.1/",
        "https://of.fr/\r\nHost: autre.fr",
        "https://[::1/",
        "https://[fe80::1%25eth0]/",
        "https://[of.fr]/",
        "https://of.fr%00.autre.fr/",
        "https://of.fr℀autre.fr/",
        f"https://{'a' * 64}.fr/",
        "https://of.fr/" + "a" * 2000,
    ],
)
def test_what_is_no_url_of_a_page_is_refused(url: str) -> None:
    with pytest.raises(NotRead) as refused:
        locate(url)
    assert str(refused.value) == MALFORMED


@pytest.mark.parametrize("url", ["https://admin:secret@of.fr/", "https://of.fr@127.0.0.1/", "https://@of.fr/"])
def test_a_url_with_a_password_is_refused(url: str) -> None:
    with pytest.raises(NotRead) as refused:
        locate(url)
    assert str(refused.value) == WITH_PASSWORD


@pytest.mark.parametrize("port", [0, 22, 8080, 6379])
def test_only_the_ports_of_the_web_are_visited_unless_allowed(port: int) -> None:
    url = f"http://of.fr:{port}/"
    with pytest.raises(NotRead) as refused:
        locate(url, {"autre.fr:8080", "of.fr:80"})
    assert str(refused.value) == WRONG_PORT
    assert locate(url, {f"of.fr:{port}"}).port == port
