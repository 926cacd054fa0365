"""The national three-guarantees rules as dated tables: articles in our own words, rows of figures.

The figures are data, one row each, with the article, the dates between which it is in force, the
goods and the province it is for, and how well its wording is known. `table` answers which of them
make the floor of one sale; what follows from them for one event is `rules.grant`.
"""
