"""The books as one page to look at: figures asked for, drawn as charts, written as HTML."""
