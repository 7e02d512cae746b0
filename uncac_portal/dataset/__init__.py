"""The whole public record as one download, and the page that says how to take it away."""
