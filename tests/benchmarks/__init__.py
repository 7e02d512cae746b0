"""What the portal costs, as ratios against references that are measured in the same minute."""
