"""The inbox, a call written down, figures; the site adds the page of one contact."""
