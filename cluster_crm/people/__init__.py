"""What all persons share: names, addresses, interactions."""
