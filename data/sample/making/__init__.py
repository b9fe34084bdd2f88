"""How the sample is invented: first the truth, then what each source makes of it on paper."""

from typing import Any

Row = dict[str, Any]
