"""What leaving out a kind of data means for the service: said beside each optional field (GEN-08, Article 13(2)(e))."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from privacy.vocabulary import Category

IF_LEFT_OUT: Final[Mapping[Category, Any]] = {
    Category.NAME: _("Without a family name nobody can be registered; the other parts only help to address them."),
    Category.CONTACT: _("Without an e-mail address or telephone number we cannot reach this person."),
    Category.BIRTH_DATE: _("Nothing changes before they are hired; then payroll needs it."),
    Category.SALUTATION: _("Letters then begin with the name alone."),
    Category.EDUCATION: _("Roles that ask for a diploma are then missed."),
    Category.WORK_HISTORY: _("Roles that ask for experience are then missed."),
    Category.SKILLS: _("Roles that ask for these skills are then missed."),
    Category.PREFERENCES: _("Roles may then be offered that do not fit."),
    Category.OWN_STATEMENTS: _("Nothing changes: it only helps to know the person."),
    Category.IMMIGRATION: _("Before hire nothing changes; then the law needs the answer."),
    Category.REMUNERATION: _("Roles may then be offered that pay too little."),
    Category.POSITION: _("Nothing changes: it only helps to find the right person."),
    Category.RELATION: _("Nothing changes: it only helps to know whom to ask what."),
    Category.REFERENCES: _("A role that asks for references may then be missed."),
    Category.EMERGENCY_CONTACTS: _("After an accident there is then nobody whom we can call."),
    Category.CORRESPONDENCE: _("Without it the question cannot be answered."),
}
