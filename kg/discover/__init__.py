"""Discovery: what the statements of a result say again and again, as a draft of a codebook."""
