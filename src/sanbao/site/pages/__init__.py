"""Pages composed of several apps, where no single app may know all that they show."""
