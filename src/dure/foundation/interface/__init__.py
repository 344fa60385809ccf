"""How Dure looks: page skeletons, components, lists, charts, formats and error pages.

Nothing here knows a stage of the programme. Pages hand values in; these draw them.
"""
