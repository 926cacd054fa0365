"""Files of the literature as problems."""
