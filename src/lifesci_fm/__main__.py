"""`python -m lifesci_fm` is `fm`."""

import sys

from lifesci_fm.cli import main

sys.exit(main())
