"""Charts made on the server: data turned into coordinates, drawn by templates as SVG.

A module for each sort of chart, each with one function that makes it:

- `columns.columns`: bars by year, stacked (how many exercises a year);
- `bars.bars`: a bar or a dot for each figure, with a tick for every other value that
  sources give (contingents, personnel); `bars.Figure` is one of them;
- `spans.spans`: bars on an axis of time with fuzzy ends where a date is only a year or
  a month (standing); `spans.Row` and `spans.Span` are what it is given;
- `grid.grid`: rows by columns, each cell a number and a shade (participation);
- `timeline.timeline`: what happened, in lanes (exercises by series); `timeline.Lane`
  and `timeline.Event`.

`ready` makes those that the pages of entries show straight from a document.

Every one returns a `chart.Chart`, which a template shows with its caption, key, table
and links by one line, after `{% load charts %}` on a page that loads css/charts.css:

    {% chart standing %}

`name` is the chart's id on the page and has to be its own there; `title` says what is
drawn, `said` what is seen, in a sentence; `csv_url` leads to the same table as a file.
What is as wide as the page is placed in per cent, so its letters keep their size on
every screen; what needs more room scrolls sideways in a region with a name.
"""
