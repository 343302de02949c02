"""Which of one's own stories fits a question."""
