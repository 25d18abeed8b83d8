"""Discourse networks: who takes which position, and who agrees with whom, as events, matrices and graphs.

events(corpus)                            every position of every statement
two_mode(events, options)                 actors and concepts, or any two variables, as a NetworkX graph
one_mode(events, options)                 those who share positions, or contradict each other
windows(events, kind, options, window)    the network of each window as a matrix; slice_graph() makes a graph
network_matrix(events, kind, options)     the sparse matrix with its labels
backbone, mark_communities, mark_centralities, polarisation    measures

The definitions are those of discourse network analysis (Leifeld and Haunss 2012; Leifeld 2017), with the
names that the Discourse Network Analyzer has for them; docs/networks.md has the formulas.
"""

from __future__ import annotations

from kg.discourse.backbone import backbone, backbone_matrix, disparity
from kg.discourse.centrality import mark_centralities
from kg.discourse.communities import communities, mark_communities
from kg.discourse.dynamic import in_time
from kg.discourse.event import DATES, VARIABLES, Event, value
from kg.discourse.events import events
from kg.discourse.kernels import KERNELS, Kernel
from kg.discourse.matrix import Matrix
from kg.discourse.network import network_matrix, one_mode, slice_graph, to_graph, two_mode
from kg.discourse.options import DUPLICATES, KINDS, NORMALIZATIONS, QUALIFIERS, Kind, Options, check
from kg.discourse.polarisation import (
    Moment,
    Polarisation,
    mark_camps,
    polarisation,
    polarisation_over_time,
    sides,
)
from kg.discourse.select import Selection, select, unmatched
from kg.discourse.tables import DIALECTS, Dialect, event_lines, matrix_lines, moment_lines, slice_lines
from kg.discourse.windows import Slice, Window, windows

__all__ = [
    "DATES",
    "DIALECTS",
    "DUPLICATES",
    "KERNELS",
    "KINDS",
    "NORMALIZATIONS",
    "QUALIFIERS",
    "VARIABLES",
    "Dialect",
    "Event",
    "Kernel",
    "Kind",
    "Matrix",
    "Moment",
    "Options",
    "Polarisation",
    "Selection",
    "Slice",
    "Window",
    "backbone",
    "backbone_matrix",
    "check",
    "communities",
    "disparity",
    "event_lines",
    "events",
    "in_time",
    "mark_camps",
    "mark_centralities",
    "mark_communities",
    "matrix_lines",
    "moment_lines",
    "network_matrix",
    "one_mode",
    "polarisation",
    "polarisation_over_time",
    "select",
    "sides",
    "slice_graph",
    "slice_lines",
    "to_graph",
    "two_mode",
    "unmatched",
    "value",
    "windows",
]
