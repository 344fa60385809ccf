"""What is asked about files when they are attached."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from dure.foundation.documents.formats import ACCEPT
from dure.foundation.documents.registry import DocumentKind
from dure.foundation.interface.fields import DayField

MOST_FILES = 30


class ManyFilesInput(forms.ClearableFileInput):
    """The browser's own picker, several files at once."""

    template_name = "django/forms/widgets/file.html"
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Gives the list of files; each is judged by the store, so that one bad file does not hold up the
    others."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [each for each in data or [] if each is not None]
        if not files:
            raise forms.ValidationError(_("Choose at least one file."))
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("Attach at most %(n)d files at a time."), params={"n": MOST_FILES})
        return files


class AttachForm(forms.Form):
    """Kind and days hold for all files chosen together."""

    chosen = ManyFilesField(label=_("Files"), widget=ManyFilesInput(attrs={"accept": ACCEPT}))
    kind = forms.ChoiceField(label=_("Kind of document"))
    issued_on = DayField(label=_("Day of issue"), required=False)
    expires_on = DayField(label=_("Valid until"), required=False)

    def __init__(self, *args: Any, kinds: list[DocumentKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["kind"]
        assert isinstance(choices, forms.ChoiceField)  # noqa: S101  declared above
        choices.choices = [(kind.code, kind.label) for kind in kinds]
