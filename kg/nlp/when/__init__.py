"""When something was said: expressions of time, the day they count from, and which of them dates a saying."""
