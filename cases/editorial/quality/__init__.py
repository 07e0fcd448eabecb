"""What an editor could do for the catalogue: what a case lacks, how it reads, and which cases wait for someone.

Advice never blocks: what must be in order before a case is shown is in `cases.publishing.rules`, and only there.
"""

from cases.editorial.quality.advice import Remark, advice
from cases.editorial.quality.attention import ATTENTION, Attention

__all__ = ["ATTENTION", "Attention", "Remark", "advice"]
