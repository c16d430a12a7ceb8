"""Lets `python -m policybuilder` run the command line."""

from policybuilder.cli import main

main(prog_name="policybuilder")
