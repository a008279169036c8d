"""Copies (雷同): passages in which a material agrees with another, or with last year's, in linear time."""
