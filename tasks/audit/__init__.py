"""The automatic pre-audit of a page: it proposes, item by item, and never decides (MIK-59, MIK-63)."""
