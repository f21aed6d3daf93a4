"""Model objects to text, for people and for programs. Views decide nothing."""
