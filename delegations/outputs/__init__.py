"""What leaves the portal in other forms than pages."""
