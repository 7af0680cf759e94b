"""What leaves the dashboard beside its pages."""
