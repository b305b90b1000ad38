"""What is wrong or suspicious in a library, each finding with its remedy.

A check is one function: SQL over the views in, findings out. It registers itself under a word by which scripts and
people name it; `examine` runs them all, in the order of this package's modules.
"""

from lifesci_fm.catalog.doctor.checks import CHECKS, Check, Finding, Severity, examine

__all__ = ["CHECKS", "Check", "Finding", "Severity", "examine"]
