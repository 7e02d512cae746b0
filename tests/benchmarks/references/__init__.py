"""What the portal is measured against: the least that a Django site could do with the same rows."""
