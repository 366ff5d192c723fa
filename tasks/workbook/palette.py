"""The colours of owners, tones and tabs, as RRGGBB, and what they mean: the same in every backend."""

from tasks.workbook.layout import Mode, Owner, Tone

HEADER_FILL = {Owner.FORM: "3D5A78", Owner.STAFF: "F4BE3F", Owner.SYSTEM: "DDE2E7"}
HEADER_INK = {Owner.FORM: "FFFFFF", Owner.STAFF: "3F2D00", Owner.SYSTEM: "52606D"}
BODY_FILL = {Owner.STAFF: "FFF8E1", Owner.SYSTEM: "F5F6F8"}
MIRROR_FILL = "22364D"
CHART_COLOUR = "3D5A78"
TAB_COLOURS = {Mode.ROWS: "F4BE3F", Mode.MIRROR: "22364D", Mode.TEXT: "5B8C5A"}
TONE_COLOURS = {
    Tone.GOOD: ("E0F2E5", "1E6B3A"),
    Tone.WARN: ("FFEFC7", "7A5200"),
    Tone.BAD: ("FADFDC", "9B1C1C"),
    Tone.MUTED: ("E9ECEF", "6B7680"),
}
LEGEND = {
    Owner.FORM: "Bleu-gris : rempli par le formulaire.",
    Owner.STAFF: "Jaune : à remplir par l’équipe.",
    Owner.SYSTEM: "Gris : rempli par certiflow ; ce que l’on y tape est remplacé.",
}
