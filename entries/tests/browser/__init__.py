"""The desk as its editors use it: a real browser, pages served, buttons pressed."""
