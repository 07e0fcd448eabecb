"""What a screen reader is told of what has the focus: role, name and state, from Chromium's accessibility tree."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import CDPSession, Page

# Roles of what one fills in, chooses or presses; each must have a name.
OPERATED = {
    *("button", "checkbox", "combobox", "link", "listbox", "menuitem", "radio", "searchbox", "slider", "spinbutton"),
    *("switch", "textbox"),
}
# Further than any form of ours.
MOST_PRESSES = 400


@dataclass(frozen=True)
class Said:
    """What is said of one element."""

    role: str
    name: str
    description: str = ""
    states: dict[str, Any] = field(default_factory=dict)


class Ear:
    """Listens to a page while somebody goes through it by keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wire: CDPSession = page.context.new_cdp_session(page)
        self.wire.send("Accessibility.enable")

    def focused(self) -> Said:
        """Return what is said of the element that has the focus."""
        at = self.wire.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]
        asked = {"objectId": at["objectId"], "fetchRelatives": False}
        return said(self.wire.send("Accessibility.getPartialAXTree", asked)["nodes"][0])

    def reach(self, role: str, name: str) -> Said:
        """Press the Tab key until something of this role is said whose name begins with `name`, and return it."""
        heard = []
        for _ in range(MOST_PRESSES):
            self.page.keyboard.press("Tab")
            now = self.focused()
            if now.role == role and now.name.startswith(name):
                return now
            heard.append(f"{now.role} {now.name[:40]}")
        raise AssertionError(f"never heard {role} ‘{name}’, but {heard[:60]}")

    def unnamed(self) -> list[str]:
        """Return the elements one can operate that have no name."""
        nodes = self.wire.send("Accessibility.getFullAXTree")["nodes"]
        found = [node for node in nodes if not node.get("ignored") and said(node).role in OPERATED]
        return [self._markup(node) for node in found if not said(node).name]

    def _markup(self, node: dict[str, Any]) -> str:
        asked = {"backendNodeId": node["backendDOMNodeId"]}
        return str(self.wire.send("DOM.getOuterHTML", asked)["outerHTML"])[:200]


def said(node: dict[str, Any]) -> Said:
    """Return what a node of the accessibility tree tells."""

    def value(key: str) -> str:
        return " ".join(str(node.get(key, {}).get("value", "")).split())

    states = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
    return Said(value("role"), value("name"), value("description"), states)
