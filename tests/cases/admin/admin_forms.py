"""What a browser would send back of a form in the admin: every field as it stands on the page."""

from html.parser import HTMLParser
from typing import Any


def typed(response: Any, form_id: str, **changes: Any) -> dict[str, Any]:
    """Return the data of the form with this id or action, with `changes` typed in; a name's value None empties it."""
    reader = _FormReader(form_id)
    reader.feed(response.content.decode())
    assert reader.found, f"no form {form_id} on the page"
    data: dict[str, Any] = {name: values for name, values in reader.data.items() if "__prefix__" not in name}
    return data | {name.replace("__", "-"): "" if value is None else value for name, value in changes.items()}


def confirmed(client: Any, page: Any, **changes: Any) -> Any:
    """Send the page that an action of the list of cases shows, all its boxes ticked and `changes` typed in."""
    groups = [group for group in page.context["groups"] if group.happens]
    chosen = {page.context["chosen_name"]: [shown.value for group in groups for shown in group.shown]}
    return client.post(page.context["confirm_url"], chosen | changes, follow=True)


def added_row(prefix: str, number: int, total: int, **values: Any) -> dict[str, Any]:
    """Return what adds a row to an inline: row `number` of now `total`."""
    return {f"{prefix}-TOTAL_FORMS": total} | {f"{prefix}-{number}-{name}": value for name, value in values.items()}


class _FormReader(HTMLParser):
    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id, self.found, self.inside = form_id, False, False
        self.data: dict[str, list[str]] = {}
        self.select = self.textarea = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("id", given.get("action")) == self.form_id
            self.found = self.found or self.inside
        if not self.inside:
            return
        name = given.get("name") or ""
        if tag == "input" and name and given.get("type") not in {"submit", "button", "file"}:
            if given.get("type") not in {"checkbox", "radio"} or "checked" in given:
                self._add(name, given.get("value", "on" if given.get("type") == "checkbox" else ""))
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in given:
            self._add(self.select, given.get("value", ""))
        elif tag == "textarea":
            self.textarea = name
            self._add(name, "")

    def handle_data(self, data: str) -> None:
        if self.textarea and self.inside:
            # A browser drops the newline with which Django starts a textarea.
            text = self.data[self.textarea][-1] + data
            self.data[self.textarea][-1] = text

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag == "textarea":
            if self.inside:
                self.data[self.textarea][-1] = self.data[self.textarea][-1].removeprefix("\r\n").removeprefix("\n")
            self.textarea = ""

    def _add(self, name: str, value: str) -> None:
        self.data.setdefault(name, []).append(value)
