"""`fm export`: README blocks, bibliographies and data files, printed, written in one step, or compared (`--check`)."""

from __future__ import annotations
