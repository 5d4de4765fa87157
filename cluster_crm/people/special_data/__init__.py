"""Special and criminal data in free text: words with their context, in Dutch and English, found without a network."""

from cluster_crm.people.special_data.finder import RULES_VERSION, find_special
from cluster_crm.people.special_data.mentions import Mention, SpecialKind

__all__ = ["RULES_VERSION", "Mention", "SpecialKind", "find_special"]
