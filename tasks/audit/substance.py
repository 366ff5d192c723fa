"""Whether words are the content of an element, or only fill its place: « à venir », « nous contacter », lorem ipsum.

Everything here reads folded text (`tasks.audit.reading.fold`): no accents, no capitals, no inner hyphens.
"""

import re

from tasks.audit.reading import sentences

_TOLD = r"(?:publi|communiqu|indiqu|precis|defini|disponible|renseign|detaill|fix|arret|determin|etabli|connu|mentionn)"
_VACUOUS = re.compile(
    r"nous (?:contacter|consulter|appeler)|contacte[rz] |contactez|consultez|renseignez|a venir|"
    r"a (?:definir|completer|preciser|determiner|confirmer)\b|prochainement|bientot|"
    r"en cours d(?:e |')(?:redaction|construction|elaboration|creation|mise a jour|finalisation|definition)|"
    r"en construction|sur demande|sur devis|lorem ipsum|\bx{3,}\b|\b(?:tbd|tba|todo)\b|"
    r"non (?:communique|renseigne|precise|defini|disponible)|variables? selon|selon (?:vos besoins|votre profil)|"
    rf"\b(?:n'|ne )\w+ .{{0,30}}\b(?:pas|encore|aucun\w*)\b.{{0,30}}{_TOLD}|\baucune? .{{0,60}}\bn'(?:est|"
    rf"a) .{{0,30}}{_TOLD}|"
    rf"\b(?:sera|seront|vous les?|vous la|vous en)\b.{{0,40}}(?:communiqu|indiqu|precis|detaill|transmi|expliqu)|"
    r"en savoir plus|cliquez|veuillez|merci de|\bnous ecri|ecrivez nous|demandez|remplissez|rappelee?s?\b|"
    r"rappelez|formulaire|"
    r"inscri\w+.{0,20}en ligne|inscrivez|recevez (?:le|la|notre|votre) (?:programme|brochure|documentation|"
    r"guide|fiche|par)|^\W*(?:n/?a|neant pour l'instant)?\W*$"
)
#: what else a site talks of: money, the place, quality, legal notices, visitors' own doings
_OFF_TOPIC = re.compile(
    r"\b(?:paiement|reglement (?:en|par)|payez|tarifs?|financer|financement|dossier (?:cpf|de financement)|devis|"
    r"credits? photo|droits reserves|association loi|satisfaction|satisfaits?|objectifs qualite|avis|retract\w*|"
    r"stationnement|parking|metro|bus|tramway|ascenseur|nos locaux|au public|sans engagement|ni engagement|"
    r"choisissez|conseill\w+ pedagogique|niveau de sortie|places? (?:limitees|disponibles)|sessions? completes?|"
    r"video d'accueil|travail personnel|positionnement avant|parce que nous)\b"
)
_ELSEWHERE = re.compile(
    r"telecharge|\bpdf\b|brochure|plaquette|(?:consulte[rz]|voir|retrouvez|lire|rendez vous sur|"
    r"disponibles? sur)\b.{0,40}"
    r"(?:fiche|site|document|page|lien|france competences)"
)
#: entries of menus, and what an element's content does not begin with
NAVIGATION = re.compile(
    r"(?:accueil|contact\w*$|tarifs?|prix|cout|financements?|nos|notre|les formateurs|formateurs?$|blog|"
    r"actualites?|actus$|"
    r"mentions legales|espace (?:client|stagiaire|membre|presse|formateur|eleve|apprenant|entreprise)s?|mon compte|"
    r"connexion|se connecter|s'inscrire|inscriptions?$|je m'inscris|panier|faq|foire aux questions|qui sommes|"
    r"a propos|"
    r"temoignages|avis|devis|cgv|conditions generales|plan du site|politique de|cookies|reserver(?:$| un| ma)|"
    r"partager$|"
    r"imprimer|voir (?:plus|tout|le|la|les|nos)|en savoir|retour (?:a|au)|dates|sessions?$|lieux?$|delais? d'acces|"
    r"accessibilite|handicap|indicateurs|presentation$|decouvrir$|ils en parlent|galerie$|presse$|boutique|agenda|"
    r"le centre|suivant$|precedent$|debouches|passerelles|equivalences|taux de|resultats$|"
    r"(?:votre )?(?:nom|prenom|courriel|e ?mail|telephone|adresse|message|ville|code postal|societe)\W*$|"
    r"envoyer|valider$)"
    r"(?!\w)"
)
OTHER_COURSES = re.compile(
    r"\b(?:autres formations|formations (?:similaires|associees|complementaires|proches|liees)|vous aimerez|"
    r"(?:pourraient|peuvent|pourrait) (?:aussi |egalement )?vous (?:interesser|plaire)|voir aussi|decouvrez aussi|"
    r"nos formations|notre catalogue|toutes nos formations|a lire aussi|articles recents)\b"
)

_HOURS = re.compile(
    r"(?<!\d )(?<!\ba )(?<!\bvers )(?<!\bdes )\b(?:(?:[4-9]|\d{2,4})(?:[.,]\d+)?|quatre|cinq|six|sept|"
    r"huit|neuf|dix|douze|quatorze|quinze|vingt|trente)"
    r"\s?(?:h(?:00)?|hrs?|heures?)(?![a-z])(?!\s?\d)"
)
_NOT_THE_TRAINING = re.compile(
    r"validite|examen|epreuve|soutenance|\boral|acces|retract|reponse|repondons|rappel|entretien|ouvert|"
    r"\bsous \d|delai|passage|jury|\bdes \d"
)
_OPENING_HOURS = re.compile(r"\d{1,2} ?(?:h|heures?) ?\d{0,2} ?(?:(?:-|a|et) ?\d{1,2} ?(?:h|heures?)|/ ?24)")
_PER_WEEK = re.compile(r"\s?(?:(?:par|/) ?(?:semaine|mois|jour)|hebdomadaires|en entreprise|en autonomie|pour )")

_PEOPLE = re.compile(
    r"\b(?:(?:tout|tous|grand)s? publics?|(?<!\d )personne|salarie|demandeur|professionnel|dirigeant|manager|"
    r"cadre|independant|entrepreneur|"
    r"micro entrep|"
    r"artiste|artisan|particulier|etudiant|debutant|createur|adulte|porteu|collaborat|responsable|assistant|"
    r"technicien|"
    r"commerc|enseignant|professeur|formateur|formatrice|agent|employe|intermittent|freelance|retraite|jeune|"
    r"equipe|chef|"
    r"secretaire|photographe|illustrat|auteur|bibliothecaire|mediat|animat|benevole|restaurat|cuisinier|"
    r"patissier|gerant|"
    r"comptable|gestionnaire|consultant|ingenieur|infirm|soignant|educat|directeur|directrice|charges? de|"
    r"chargees? de|"
    r"conjoint|graphiste|designer|plasticien|peintre|sculpteur|ceramiste|galeriste|coach|developpeur|chomeur|"
    r"apprenti|"
    r"vous (?:etes|tenez|travaillez|souhaitez|voulez|exercez|dirigez|gerez|cherchez)|toute? |tous |ceux qui|"
    r"celles qui|fonctionnaire|travailleu|liberal|liberaux|ouvrier|operateu|vendeu|proprietaire)"
)
_CONDITIONS = re.compile(
    r"\b(?:aucune?|sans (?:prerequis|pre requis|niveau|condition|diplome|experience)|pas de|neant|bac|"
    r"debutante?s?|intermediaire|avance|connexion|avoir|savoir(?! faire)|"
    r"connai|maitris|dispos|posse|justifi|niveau|experience|pratique|"
    r"diplome|titulaire|notions?|bases?|permis|ordinateur|aisance|gout|venir avec|a l'aise|lire|ecrire|parler|"
    r"utiliser|"
    r"exercer|majeur|francais|boitier|posseder|"
    r"etre (?:titulaire|age|a l'aise|en |salari|profession|artiste|autonome|capable|motive|equipe|diplome|"
    r"familier|initie))\w*"
)
_INFINITIVE = re.compile(
    r"\b(?!(?:premier|dernier|atelier|metier|dossier|papier|courrier|janvier|fevrier|particulier|entier|"
    r"cahier|chantier|"
    r"financier|mobilier|hier|cher|fier|plaisir|avenir|loisir|savoir faire|pouvoir|hiver|leader|manager|"
    r"designer|quartier|"
    r"definir|completer|preciser|contacter|consulter|telecharger|venir)\b)"
    r"[a-z]{2,}(?:er|ir|ttre|ndre|ire|aitre|ivre|duire)\b"
)
_OUTCOME = re.compile(r"\b(?:maitrise|acquisition|developpement|perfectionn|autonom|capable|en mesure de)\w*")
_STEP = re.compile(
    r"\b(?:jour|journee|module|sequence|seance|bloc|partie|chapitre|etape|semaine|unite|matin|matinee|"
    r"apres midi|theme|"
    r"lecon|session|demi journee)s? ?(?:n ?[°o] ?)?(?:\d|[a-f]\b|[ivx]+\b|une?\b|deux\b|premi)"
)
_NUMBERED = re.compile(r"(?:^|\s)\d{1,2}\s?[.)/°-]\s?[a-z]")
_PARTS = re.compile(r"[;,•]\s")
_TEACHING = re.compile(
    r"\b(?:presentiel|distanc|a distance|visio|e learning|elearning|classes? virtuelle|hybride|mixte|blended|"
    r"en ligne|"
    r"en salle|en studio|cours|ateliers?|exercices?|etudes? de cas|mises? en situation|mises? en pratique|alternance|"
    r"tutor|tuteur|individuel|en groupe|groupes? de|intra|inter entreprises|video|apports|exposes|synchrone|"
    r"demonstration|travaux pratiques)\w*"
)
_SETTING = re.compile(
    r"\b(?:presentiel|distanciel|a distance|visio|e learning|elearning|classes? virtuelle|hybride|mixte|blended|"
    r"en ligne|en salle|en studio)"
)
_MEDIA = re.compile(r"(?:videos?|quiz|forum|pdf|exercices?|supports?|fiches?|podcasts?|e ?books?|bonus)\W*$")
_TEST = re.compile(
    r"\b(?:epreuve|soutenance|soutenez|soutenir|soutient|examen|oral|mises? en situation|etudes? de cas|"
    r"dossier|qcm|grille|"
    r"quiz|projet|entretien|portfolio|rapport|livrable|reportage|serie d'images|evaluateur|test\b|"
    r"animation d'une seance|"
    r"questionnaire(?! de satisfaction)|presente(?:nt|r|z)? (?:au|devant)|(?:realisation|conduite) d|"
    r"devant (?:un|le|deux|des) (?:jury|evaluateur|examinateur|professionnel))"
)
_DELIVERY = re.compile(
    r"\b(?:delivr|attribu|obten|obtien|decern|parchemin|remis|remet|octroy|notifi|proclam|adresse|envoye)"
)
_OF_THE_ORGANISATION = re.compile(
    r"qualiopi|certification qualite|notre organisme|actions? de formation|notre dossier|\bnous a\b|assiduite|"
    r"certificat de realisation|attestation (?!de la certification)"
)
_OF_WHAT = re.compile(r"\b(?:certific|jury|parchemin|candidat)")


def emptied(text: str) -> str:
    """`text` without the sentences that say nothing, or something else; empty when none is left."""
    parts = [text[begin:end].strip() for begin, end in sentences(text)]
    return " ".join(part for part in parts if not _VACUOUS.search(part) and not _OFF_TOPIC.search(part))


def is_elsewhere(text: str) -> bool:
    """It sends the reader to another document."""
    return bool(_ELSEWHERE.search(text))


def tells_hours(text: str) -> bool:
    """Hours of the training, not of its examination, its access time or its opening hours."""
    text = _OPENING_HOURS.sub(" ", text)
    for found in _HOURS.finditer(text):
        before = text[max(0, found.start() - 60) : found.start()]
        sentence = re.split(r"[.!?;\n]\s", before)[-1]
        if not _NOT_THE_TRAINING.search(sentence) and not _PER_WEEK.match(text, found.end()):
            return True
    return False


def tells_programme(parts: list[str]) -> bool:
    """Days or modules, numbered parts, or a list of at least three things."""
    text = " ".join(parts)
    listed = len([part for part in parts if not NAVIGATION.match(part) and not _MEDIA.match(part)])
    return bool(
        _STEP.search(text)
        or len(_NUMBERED.findall(text)) >= 2
        or listed >= 3
        or (len(text) >= 40 and len(_PARTS.findall(text)) >= 2)
    )


def tells_evaluation(text: str) -> tuple[bool, bool]:
    """Whether the tests are told, and how the certification is delivered (MIK-64)."""
    parts = [text[begin:end] for begin, end in sentences(text)]
    parts = [part for part in parts if not _OF_THE_ORGANISATION.search(part)]
    delivery = any(_DELIVERY.search(part) and _OF_WHAT.search(part) for part in parts)
    return any(_TEST.search(part) for part in parts), delivery


def tells_people(text: str) -> bool:
    return bool(_PEOPLE.search(text))


def tells_conditions(text: str) -> bool:
    return bool(_CONDITIONS.search(text))


def tells_objectives(text: str) -> bool:
    return bool(_INFINITIVE.search(text) or _OUTCOME.search(text))


def tells_setting(text: str) -> bool:
    """Where the teaching takes place: on site, at a distance or both."""
    return bool(_SETTING.search(text))


def tells_teaching(text: str) -> bool:
    """The setting, or the methods."""
    return bool(_TEACHING.search(text))
