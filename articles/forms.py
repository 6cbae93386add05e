from django import forms


class ReportForm(forms.Form):
    """What a reader says is wrong. `website` is seen by machines only; a human leaves it empty."""

    text = forms.CharField(
        label="What is wrong?",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="What we wrote and what is right; a source helps. Up to 3,000 letters.",
        error_messages={"required": "Say what is wrong."},
    )
    email = forms.EmailField(
        label="Your e-mail",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="Only if we may ask back. We forget it once the report is settled.",
    )
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))
