"""Take joint statements apart into commitments and compare meetings."""

__version__ = "0.1.0"
