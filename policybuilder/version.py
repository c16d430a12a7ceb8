"""The version of policybuilder."""

VERSION = "0.2.0"

LEAST = "0.2"
"""The least version that reads the profiles which this one writes."""
