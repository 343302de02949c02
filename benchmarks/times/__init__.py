"""When words and pauses begin and end, beside the times that are known, in noise too."""
