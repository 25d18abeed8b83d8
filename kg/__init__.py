"""newskg: who said what, about what, when."""
