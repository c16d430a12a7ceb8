"""The difference of two rows of words: exact, then made fit for people. It knows neither documents nor file formats.

Comparisons and redlines both stand on it, so that they tell the same story of the same two texts.
"""
