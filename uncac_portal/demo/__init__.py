"""An invented convening that shows the portal; it is marked on every page and never counted."""
