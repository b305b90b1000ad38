"""What is wrong or suspicious in a library, each finding with its remedy.

A check is one function: SQL over the views in, findings out. It registers itself under a word by which scripts and
people name it; `examine` runs them all.
"""

from lifesci_fm.catalog.doctor.checks import CHECKS, Check, Severity
from lifesci_fm.catalog.doctor.examination import Finding, examine

__all__ = ["CHECKS", "Check", "Finding", "Severity", "examine"]
