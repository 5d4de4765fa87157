"""Forms whose controls are tied to their help and errors."""

from django import forms


class DescribedForm(forms.Form):
    """A form whose controls name their help and their errors, and say that they are wrong (WCAG 1.3.1, 3.3.1)."""

    def full_clean(self) -> None:
        """Mark the controls, after the answers have been judged."""
        super().full_clean()
        for name, field in self.fields.items():
            described = [f"{self[name].auto_id}_help"] if field.help_text else []
            if self.is_bound and name in self.errors:
                described.append(f"{self[name].auto_id}_error")
                field.widget.attrs["aria-invalid"] = "true"
            if described:
                field.widget.attrs["aria-describedby"] = " ".join(described)
