"""Practice in the browser, served on this machine alone."""
