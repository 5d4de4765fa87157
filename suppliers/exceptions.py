"""Why a deed on a supplier is refused: one name each. Messages hold reference numbers, never values."""


class SupplierRefusal(Exception):
    """A rule about suppliers forbids the deed."""


class NotAnIban(SupplierRefusal, ValueError):
    """The text is no bank account number; the message does not repeat it."""


class NoAgreement(SupplierRefusal):
    """Bank details are held under a running agreement only (SUP-DATA-02)."""


class NotTheirContact(SupplierRefusal):
    """The person does not work for this supplier on that day."""


class NotPublished(SupplierRefusal):
    """Nobody can have passed on a policy that is not published (GEN-04)."""


class SupplyRuns(SupplierRefusal):
    """The candidate is supplied by this supplier already."""


class SupplyEnded(SupplierRefusal):
    """The end of this supply was reported already; it may begin anew as another one (RET-05)."""


class SupplierNotAttested(SupplierRefusal):
    """The supplier has not said that its workers know our policy: they are proposed to nobody yet (GLO-03)."""
