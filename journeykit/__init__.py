"""journeykit: customer-journey mapping that ends in measured empathy.

For analysts: `import journeykit as jk`, then jk.read_material("folder"), jk.EmotionCurve(...), jk.gaps(...).
What stands in __init__.pyi is loaded when it is first used, so that this import costs nothing.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
