"""Pages of the desk, of the customer, and the open pages behind a QR code."""
