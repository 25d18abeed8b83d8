"""Learning the concepts and positions of a codebook from labelled examples."""
