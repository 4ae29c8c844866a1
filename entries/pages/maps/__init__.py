"""Maps, drawn on the server: outlines and places turned into paths and labels.

`outlines` reads the one file of outlines, which `making` makes from public data.
`frame` chooses a projection and a window for what is shown, `base` cuts the land and
its boundaries to it, `labels` finds room for names. `exercise`, `places` and `locator`
each make one sort of map of these; templates in `maps/` draw it.
"""
