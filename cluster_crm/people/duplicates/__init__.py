"""Finding people whom we hold already: by address, and by name and place with their typing errors.

Never by citizen service number, date of birth or anything of Article 9: those are not held to tell people apart.
"""

from cluster_crm.people.duplicates.finding import find_duplicates
from cluster_crm.people.duplicates.probes import Certainty, Match, Probe, Reason, probe_of
from cluster_crm.people.duplicates.within import Arrival, Arrivals, Twin

__all__ = ["Arrival", "Arrivals", "Certainty", "Match", "Probe", "Reason", "Twin", "find_duplicates", "probe_of"]
