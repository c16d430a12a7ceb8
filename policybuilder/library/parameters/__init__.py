"""Parameters: the decisions that a council makes, of which type each is, and how its answer is read."""

from policybuilder.library.parameters.parameter import INVALID, Invalid, Parameter, Row, SettingValue
from policybuilder.library.parameters.readers import checked_text, option_of
from policybuilder.library.parameters.types import PARAMETER_TYPES, ParameterType, read_value, type_of

__all__ = [
    "INVALID",
    "PARAMETER_TYPES",
    "Invalid",
    "Parameter",
    "ParameterType",
    "Row",
    "SettingValue",
    "checked_text",
    "option_of",
    "read_value",
    "type_of",
]
