"""A spreadsheet on its way in: uploaded, checked whole, looked at, imported whole."""
