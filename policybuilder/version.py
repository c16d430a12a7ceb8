"""The version of policybuilder."""

VERSION = "0.1.0"
