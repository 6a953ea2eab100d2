"""What leaves the house as a file: workbooks, CSV, and typeset pages. Values in, bytes out."""
