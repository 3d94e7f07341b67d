# SPDX-License-Identifier: Apache-2.0
"""What a worker fills in about an entry, in plain words (U7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from waymark.directory.hours_lines import BadLine, as_lines, read_lines
from waymark.directory.kinds import OWN_IMAGE
from waymark.directory.overlay import Key
from waymark.directory.rows import LONGEST, OWN_KINDS
from waymark.upkeep.flows.withdraw import LONGEST_REASON
from waymark.web.staff.directory.names import ANSWERS, FIELDS, KINDS, LEVELS, OWN_IMAGE_WORDS
from waymark.web.staff.forms import calm

__all__ = [
    "AddForm", "ConfirmForm", "ContactForm", "EntryForm", "FilterForm", "LawForm", "TableForm",
    "WithdrawForm", "entry_form", "initial_of", "tell_faults",
]  # fmt: skip

Table = dict[str, Any]
LONGEST_NAME = 120
LONGEST_TABLE = 64 * 1024
YES_NO = [("", _("not known")), ("yes", _("yes")), ("no", _("no"))]
BOOLS = ("free", "anonymous")

TOO_LONG = _("This is too long: at most %(limit_value)d characters fit.")
NOT_TICKED = _("Please tick this if you looked.")
NO_CHOICE = _("Please take one of the list.")
FAULTS = {
    "name": _("A name belongs here that no other service of this place has."),
    "phone": _("This cannot be rung there. One number in digits belongs here."),
    "url": _("A web address that begins with https:// belongs here."),
    "source": _("A web address that begins with https:// belongs here."),
    "source_date": _("A date that has come belongs here: 2026, 2026-03 or 2026-03-09."),
    "reason": _("Say why, in a few words."),
    "row": _("A phone, a text number or a web address is needed, so that it can be reached."),
}


class _Calm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _calm(self)


class EntryForm(_Calm):
    """What every entry says of its source."""

    def values(self) -> Table:
        """What was filled in, in the shape of the directory."""
        raise NotImplementedError


class ContactForm(EntryForm):
    """A service."""

    name = forms.CharField(label=FIELDS["name"], max_length=LONGEST_NAME)
    phone = forms.CharField(
        label=FIELDS["phone"], required=False, max_length=40,
        help_text=_("One number, as it is dialled in this country."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    text = forms.CharField(
        label=FIELDS["text"], required=False, max_length=LONGEST,
        help_text=_("What to text, and to which number."),
    )  # fmt: skip
    url = forms.CharField(
        label=FIELDS["url"], required=False, max_length=LONGEST,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )  # fmt: skip
    hours = forms.CharField(
        label=FIELDS["hours"], required=False, max_length=LONGEST,
        help_text=_("In the words of the service."),
    )  # fmt: skip
    open = forms.CharField(
        label=FIELDS["open"], required=False, max_length=LONGEST,
        help_text=format_lazy(
            "{} {}",
            _("One line for each time, or 24h. Only if you are sure: plans send people there."),
            "Mon-Fri 09:00-17:00",
        ),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr"}),
    )  # fmt: skip
    free = forms.ChoiceField(label=FIELDS["free"], required=False, choices=YES_NO)
    anonymous = forms.ChoiceField(label=FIELDS["anonymous"], required=False, choices=YES_NO)
    confidential = forms.CharField(
        label=FIELDS["confidential"], required=False, max_length=LONGEST,
        help_text=_("What the service says of it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    audience = forms.CharField(label=FIELDS["audience"], required=False, max_length=LONGEST)
    languages = forms.CharField(
        label=FIELDS["languages"], required=False, max_length=LONGEST,
        help_text=_("Set apart by commas."),
    )  # fmt: skip
    place = forms.CharField(
        label=FIELDS["place"], required=False, max_length=LONGEST_NAME,
        help_text=_("Empty if it helps in the whole country."),
    )  # fmt: skip
    waiting = forms.CharField(
        label=FIELDS["waiting"], required=False, max_length=LONGEST,
        help_text=_("How long people wait, as the service says."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    refer = forms.CharField(
        label=FIELDS["refer"], required=False, max_length=LONGEST,
        help_text=_("How somebody is sent there."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    note = forms.CharField(
        label=FIELDS["note"], required=False, max_length=LONGEST,
        help_text=_("One short sentence. Young people read it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    source = forms.CharField(
        label=FIELDS["source"], max_length=LONGEST,
        help_text=_("The page that says so. It begins with https://"),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )  # fmt: skip
    source_date = forms.CharField(
        label=FIELDS["source_date"], required=False, max_length=10,
        help_text=_("As exact as it is known: 2026, 2026-03 or 2026-03-09."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    confidence = forms.ChoiceField(label=FIELDS["confidence"], choices=list(LEVELS.items()))

    def clean_open(self) -> Any:
        """Read the lines as strictly as a file."""
        try:
            return read_lines(self.cleaned_data["open"])
        except BadLine as error:
            told = _("“{line}” is not clear. Write days and times as in Mon-Fri 09:00-17:00.")
            raise forms.ValidationError(str(told).format(line=error.line[:60])) from None

    def clean(self) -> Table:
        """Exact hours stand beside those that were written."""
        told = super().clean() or {}
        if told.get("open") and not told.get("hours") and "hours" not in self.errors:
            self.add_error("hours", _("Write here how the service says it, too."))
        return told

    def values(self) -> Table:
        """What was filled in, in the shape of the directory."""
        told = self.cleaned_data
        given = {name: _one_line(told[name]) for name in ContactForm.base_fields}
        yes_no = {name: {"yes": True, "no": False}.get(told[name]) for name in BOOLS}
        languages = [one.strip() for one in told["languages"].split(",") if one.strip()]
        return given | yes_no | {"open": told["open"], "languages": languages or None}


class LawForm(EntryForm):
    """An answer about the law."""

    value = forms.CharField(label=FIELDS["value"], max_length=LONGEST)
    answer = forms.ChoiceField(
        label=FIELDS["answer"], required=False, choices=[("", _("none")), *ANSWERS.items()]
    )
    note = forms.CharField(
        label=FIELDS["note"], required=False, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    deadline = forms.CharField(
        label=FIELDS["deadline"], required=False, max_length=LONGEST,
        help_text=_("How fast, where the law sets a time."),
    )  # fmt: skip
    source = ContactForm.base_fields["source"]
    source_date = ContactForm.base_fields["source_date"]
    confidence = ContactForm.base_fields["confidence"]

    def __init__(self, *args: Any, key: Key, entry: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._parts = isinstance(entry.get("value"), dict)
        if key.id == "self_generated_imagery":
            choices = [(one, OWN_IMAGE_WORDS[one]) for one in OWN_IMAGE]
            self.fields["value"] = forms.ChoiceField(label=FIELDS["value"], choices=choices)
        elif self._parts:
            self.fields["value"].widget = forms.Textarea(attrs={"rows": 4})
            self.fields["value"].help_text = _("One line for each part of the country: name: 14")
        _calm(self)

    def clean_value(self) -> Any:
        """Numbers are numbers, and parts of a country stand one a line."""
        value = self.cleaned_data["value"]
        if not self._parts:
            return _number(_one_line(value))
        lines = [line.partition(":") for line in value.splitlines() if line.strip()]
        if not all(name.strip() and said.strip() for name, _colon, said in lines):
            raise forms.ValidationError(_("Each line needs a name, a colon and what holds there."))
        return {name.strip(): _number(_one_line(said)) for name, _colon, said in lines}

    def values(self) -> Table:
        """What was filled in, in the shape of the directory."""
        told = self.cleaned_data
        given = {name: _one_line(told[name]) for name in told if name != "value"}
        return given | {"value": told["value"]}


class AddForm(ContactForm):
    """A service that is new, with where it belongs."""

    country = forms.ChoiceField(label=_("Country"))
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(one, KINDS[one]) for one in OWN_KINDS], initial="local",
        help_text=_("A local service is one near you: your own phone, a clinic, a school lead."),
    )  # fmt: skip
    field_order = ("country", "kind", "name", "place", "phone", "text", "url", "waiting", "refer")

    def __init__(self, *args: Any, countries: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", "–"), *countries]  # type: ignore[attr-defined]


class ConfirmForm(_Calm):
    """That somebody looked."""

    sure = forms.BooleanField(
        label=_("I opened the page or rang the number, and it is as it stands here"),
    )


class WithdrawForm(_Calm):
    """Why an entry goes."""

    reason = forms.CharField(
        label=_("Why?"), max_length=LONGEST_REASON,
        help_text=_("Your colleagues see it in the history. Write of nobody who was helped."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class TableForm(_Calm):
    """A table of services as text."""

    table = forms.CharField(
        label=_("The table"), max_length=LONGEST_TABLE, strip=False,
        help_text=_("Its first row names the columns. At most 64 kB can be sent at once."),
        widget=forms.Textarea(attrs={"rows": 12, "dir": "ltr", "spellcheck": "false"}),
    )  # fmt: skip


class FilterForm(_Calm):
    """Which entries to list."""

    which = forms.ChoiceField(
        label=_("Show"), choices=[("due", _("What is due")), ("every", _("Every entry"))]
    )
    place = forms.ChoiceField(label=_("Country"))
    kind = forms.ChoiceField(label=_("Kind"))

    def __init__(self, *args: Any, places: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = list(places)  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("all", _("All kinds")), *KINDS.items()]  # type: ignore[attr-defined]


def _calm(form: forms.BaseForm) -> None:
    calm(form)
    for field in form.fields.values():
        field.error_messages["max_length"] = TOO_LONG
        field.error_messages["invalid_choice"] = NO_CHOICE
        if isinstance(field, forms.BooleanField):
            field.error_messages["required"] = NOT_TICKED


def entry_form(key: Key, entry: Table, data: Any = None) -> EntryForm:
    """The form of an entry, filled in as it stands or as it was sent."""
    initial = initial_of(entry)
    if key.kind == "law":
        return LawForm(data, initial=initial, key=key, entry=entry)
    return ContactForm(data, initial=initial)


def initial_of(entry: Table) -> dict[str, Any]:
    """The values of an entry as its form shows them."""
    told = {name: value for name, value in entry.items() if value is not None}
    if isinstance(value := told.get("value"), dict):
        told["value"] = "\n".join(f"{name}: {one}" for name, one in value.items())
    told["open"] = as_lines(told.get("open"))
    told["languages"] = ", ".join(told.get("languages", []))
    return told | {name: {True: "yes", False: "no"}[told[name]] for name in BOOLS if name in told}


def tell_faults(form: forms.Form, faults: Iterable[str]) -> None:
    """Put each fault beside its field, in calm words."""
    for fault in faults:
        name, _colon, reason = fault.partition(": ")
        field = name.partition(".")[0]
        told: Any = FAULTS.get(field, reason)
        form.add_error(field if field in form.fields else None, told)


def _one_line(text: Any) -> Any:
    """Without line ends and blanks at the ends; nothing for what is empty."""
    return (" ".join(text.split()) or None) if isinstance(text, str) else text


def _number(text: str | None) -> int | str | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 4 else text
