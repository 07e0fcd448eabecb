"""What the admin says around each verb: its button, what it asks first, and what happened and comes next."""

from dataclasses import dataclass
from typing import Self

from django import forms
from django.http import QueryDict

from cases import publishing
from cases.models import Case
from cases.publishing import TRANSITIONS
from gouden.web.admin.base import whole_number
from gouden.web.forms.explaining import ExplainingForm
from gouden.web.forms.form_fields import ProseField

TEXTAREA = forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})


class EraseForm(ExplainingForm):
    """Asks nothing but to be sure."""


class SubmitForm(ExplainingForm):
    note = ProseField(
        label="Opmerking",
        required=False,
        widget=TEXTAREA,
        help_text="Voor wie het naleest: waar twijfelt u over, waar moet op gelet worden? Leeg laten mag.",
    )


class SendBackForm(ExplainingForm):
    note = ProseField(
        label="Wat moet er veranderen",
        widget=TEXTAREA,
        help_text="De schrijver ziet deze tekst boven het formulier.",
        error_messages={"required": "Schrijf wat er nog moet veranderen; zonder dat kan de schrijver niet verder."},
    )


class WithdrawForm(ExplainingForm):
    reason = ProseField(
        label="Reden",
        widget=TEXTAREA,
        help_text="Lezers zien deze tekst op het adres waar het voorbeeld stond.",
        error_messages={"required": "Geef de reden: lezers die het voorbeeld zoeken, krijgen die te zien."},
    )


@dataclass(frozen=True)
class SeenCase:
    """What an editor has on a page of a case: its latest version by number (None: the page did not say), its state."""

    version: int | None
    state: str

    @classmethod
    def now(cls, case: Case) -> Self:
        return cls(publishing.latest_number(case), case.state)

    @classmethod
    def sent(cls, data: QueryDict) -> Self:
        """Return what the page of one case sends along."""
        return cls(whole_number(data.get("versie", "")), data.get("stand", ""))


@dataclass(frozen=True)
class EditorVerb:
    """A verb of `cases.publishing` as an editor meets it. `form` holds what it asks first; none: it is done at once."""

    # What the transition table calls it.
    name: str
    path: str
    button: str
    # With several cases chosen in the list.
    many: str
    # What happened and what comes next; after the names of the cases.
    done: str
    # Of several, before their names; also what the history keeps.
    logged: str
    # What becomes of each of several, before it is done. Of publishing there is more to say (bulk.py).
    becomes: str
    form: type[forms.Form] | None = None
    asking: str = ""

    @property
    def in_list(self) -> bool:
        """Whether it is for cases of the list; else for what is in the bin."""
        return TRANSITIONS[self.name].steps.keys() != {Case.State.BINNED}

    @property
    def leads_on(self) -> bool:
        """Whether it is what one works towards, so that its button may stand out; taking off or away never is."""
        return self.name in {"publish", "submit", "reopen", "take_back"}


# In the order in which an editor meets them.
EDITOR_VERBS: dict[str, EditorVerb] = {
    verb.name: verb
    for verb in (
        EditorVerb(
            name="publish",
            path="publiceer",
            button="Publiceer",
            many="Publiceer de gekozen praktijkvoorbeelden",
            done="is gepubliceerd; lezers zien het nu.",
            logged="Gepubliceerd.",
            becomes="Wijzigingen worden openbaar",
        ),
        EditorVerb(
            name="submit",
            path="lever-in",
            button="Lever in ter beoordeling",
            many="Lever de gekozen praktijkvoorbeelden in ter beoordeling",
            done="is ingeleverd. Een eindredacteur leest het na en publiceert het, of stuurt het terug.",
            logged="Ingeleverd ter beoordeling.",
            becomes="Wordt ingeleverd ter beoordeling",
            form=SubmitForm,
            asking="U legt dit voor aan een eindredacteur. Tot die het heeft nagelezen, kunt u het nog bewerken.",
        ),
        EditorVerb(
            name="send_back",
            path="stuur-terug",
            button="Stuur terug",
            many="Stuur de gekozen praktijkvoorbeelden terug",
            done="is teruggestuurd. De schrijver ziet uw opmerking boven het formulier en levert het opnieuw in.",
            logged="Teruggestuurd.",
            becomes="Gaat terug naar de schrijver",
            form=SendBackForm,
            asking="U geeft dit terug aan de schrijver. Wat lezers zien, verandert niet.",
        ),
        EditorVerb(
            name="withdraw",
            path="trek-in",
            button="Trek in",
            many="Trek de gekozen praktijkvoorbeelden in",
            done="is ingetrokken. Op het adres staat nu de reden; u kunt het later opnieuw publiceren of archiveren.",
            logged="Ingetrokken.",
            becomes="Verdwijnt van de openbare site",
            form=WithdrawForm,
            asking="U haalt dit van de openbare site. Wie het adres kent of een link volgt, ziet dan de reden. "
            "U kunt het voorbeeld later opnieuw publiceren.",
        ),
        EditorVerb(
            name="archive",
            path="archiveer",
            button="Archiveer",
            many="Archiveer de gekozen praktijkvoorbeelden",
            done="is gearchiveerd en niet meer te bewerken. Wilt u er later mee verder, heropen het dan.",
            logged="Gearchiveerd.",
            becomes="Wordt gearchiveerd",
        ),
        EditorVerb(
            name="reopen",
            path="heropen",
            button="Heropen",
            many="Heropen de gekozen praktijkvoorbeelden",
            done="is heropend: u kunt het weer bewerken en inleveren.",
            logged="Heropend.",
            becomes="Wordt heropend",
        ),
        EditorVerb(
            name="throw_away",
            path="gooi-weg",
            button="Gooi weg",
            many="Gooi de gekozen praktijkvoorbeelden weg",
            done=f"ligt in de prullenbak. Na {publishing.BIN_KEPT.days} dagen wordt het voorgoed gewist.",
            logged="Weggegooid.",
            becomes="Gaat naar de prullenbak",
        ),
        EditorVerb(
            name="take_back",
            path="zet-terug",
            button="Zet terug",
            many="Zet de gekozen praktijkvoorbeelden terug",
            done="is terug uit de prullenbak, als concept.",
            logged="Teruggezet uit de prullenbak.",
            becomes="Wordt weer een concept",
        ),
        EditorVerb(
            name="erase",
            path="wis",
            button="Wis voorgoed",
            many="Wis de gekozen praktijkvoorbeelden voorgoed",
            done="is voorgoed gewist.",
            logged="Voorgoed gewist.",
            becomes="Wordt voorgoed gewist",
            form=EraseForm,
            asking="U wist dit voorgoed, met al zijn versies. Dat kan niet ongedaan worden gemaakt.",
        ),
    )
}
