"""Documents as PDF/A-2a + PDF/UA-1, typeset by Typst from `templates/documents/`.

    pdf = render("record", {"title": "Procès-verbal de décision", …}, stamp=decided_at)

    picture = render_picture("chart", {"title": "Échéances", …})

The data contract of each template stands at the head of its `.typ` file.
"""

from tasks.typesetting.cleaning import clean_text, lost_characters
from tasks.typesetting.compiler import DocumentError, render, render_picture

__all__ = ["DocumentError", "clean_text", "lost_characters", "render", "render_picture"]
