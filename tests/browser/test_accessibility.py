"""axe finds nothing on any kind of page, in either scheme."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.chrome import SCHEMES
from tests.browser.pages import EVERY

pytestmark = pytest.mark.browser
axe = Axe()


def found(page) -> list[str]:
    violations = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{v['id']}: {node['target']} {node['failureSummary']}" for v in violations for node in v["nodes"][:3]
    ]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", [kind.name for kind in EVERY])
def test_axe_finds_nothing(look, name, scheme):
    assert found(look(name, scheme)) == []


def test_axe_sees_what_is_wrong(look):
    page = look("home")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=\"/x.png\"><button></button>')")
    assert {entry.partition(":")[0] for entry in found(page)} >= {"image-alt", "button-name"}
