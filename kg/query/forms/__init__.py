"""Forms of an answer, one family a module; `kg.query.format` names them."""
