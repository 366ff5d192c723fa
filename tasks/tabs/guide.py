"""« Lisez-moi »: the tab that a newcomer reads first."""

from tasks.workbook.layout import Mode, Tab, TextLine, TextStyle


def read_me(certifier: str) -> Tab:
    """The guide, in the words of people who know the regulation and nothing of the software."""
    title, heading = TextStyle.TITLE, TextStyle.HEADING
    return Tab(
        "Lisez-moi",
        mode=Mode.TEXT,
        text=(
            TextLine(f"Classeur de {certifier}", title),
            TextLine(
                "Ce classeur est votre poste de travail. À chaque passage, certiflow le lit, applique la règle, "
                "écrit les procès-verbaux, envoie les e-mails et met à jour les colonnes grises."
            ),
            TextLine("Ce que vous remplissez", heading),
            TextLine(
                "Colonnes jaunes : à vous. Colonnes bleues : réponses du formulaire. Colonnes grises : certiflow."
            ),
            TextLine(
                "« Équipe » d’abord : une ligne par personne, avec son e-mail et son rôle. Sans direction inscrite, "
                "aucune commission n’est possible (MIK-24)."
            ),
            TextLine(
                "« Candidatures » : une ligne par réponse au formulaire. Indiquez la personne responsable du dossier "
                "(MIK-17). Une pièce manquante se complète dans la ligne d’origine ou par une nouvelle réponse."
            ),
            TextLine(
                "« Notation » : les points automatiques sont calculés et expliqués. Donnez les points d’appréciation, "
                "puis votre nom dans « Grille validée par ». Dès lors l’issue est automatique (MIK-22)."
            ),
            TextLine(
                "« Commission » : participants, avis sur les cinq facteurs, décision et motif. « Saisi par » termine "
                "la saisie : la ligne est traitée au passage suivant."
            ),
            TextLine("« Décisions » : retrait immédiat (MIK-34) ou prolongation motivée (O-05), par la direction."),
            TextLine(
                "« Conformité » : une ligne par organisme pré-habilité, remplie au fil de l’eau : séance "
                "d’information, responsable de l’évaluation, signature, déclaration. « Marge » dit si les jours "
                "restants suffisent."
            ),
            TextLine(
                "« Audit » : une ligne par élément et par support, avec ce que la lecture automatique propose et le "
                "passage relevé. Confirmez ou changez le verdict, puis signez dans « Auditeur » : quand tout est "
                "signé, la suite est automatique (MIK-63 à MIK-69)."
            ),
            TextLine(
                "« Formateurs » : une ligne par évaluation attendue ; la date prévue envoie l’invitation, « Saisi "
                "par » enregistre l’évaluation. « Remplacements » : le formateur proposé à la place d’un "
                "formateur écarté."
            ),
            TextLine("« Signatures » : qui a signé et quand, pour chacun des trois documents (MIK-92)."),
            TextLine(
                "« Contrôles » : une ligne par contrôle mensuel, audit semestriel ou revue annuelle d’un partenaire "
                "habilité. « Points de contrôle » : ce que le registre et les pages proposent ; donnez chaque verdict, "
                "puis concluez par « Conclu par » et « Saisi par » (MIK-58, MIK-88)."
            ),
            TextLine("Les examens", heading),
            TextLine(
                "« Examinateurs » : qui est habilité, sur quels blocs et jusqu’à quand (M2I-27). « Sessions » : une "
                "ligne par session ; « Jurys » : qui y siège, et sa déclaration d’absence de lien. « Inscriptions » : "
                "une ligne par candidat, que le conseiller formation valide (M2I-26). « Saisi par » fait lire une "
                "ligne neuve, et certiflow lui donne sa référence."
            ),
            TextLine(
                "« Convoquer », dans « Sessions », établit le planning, le vérifie et convoque chacun. Le jour venu, "
                "« Présences », « Incidents » et « Grilles » se remplissent une seule fois et servent partout. "
                "Viennent ensuite « Délibérations », puis « Résultats » : pièces, signatures du jury, validation. "
                "Rien ne part avant la dernière signature (REF-25)."
            ),
            TextLine(
                "« Certificats » tient le registre des titulaires ; « Fraudes » et « Recours » suivent chaque affaire "
                "jusqu’à sa décision."
            ),
            TextLine("Le réseau", heading),
            TextLine(
                "« Dysfonctionnements » : le registre. Un contrôle ou un incident y entre de lui-même, vous y ajoutez "
                "le reste ; écrivez l’action, puis sa preuve, qu’une autre personne vérifie (QUA-09). « Procédures » : "
                "une ligne par étape de la direction. Suspendre, notifier les griefs, attendre les observations : rien "
                "ne se résilie avant (LAW-06)."
            ),
            TextLine(
                "« Questions » : une ligne par question d’un formateur, à compléter de la réponse, qui lui est alors "
                "envoyée (MIK-51)."
            ),
            TextLine(
                "« Accrochage » : une ligne par titulaire à faire connaître au CPF dans les trois mois (NET-21). "
                "« Retour » nomme ce qui manque. Déposez chaque fichier sur le portail, puis son retour dans "
                "« cpf/retours »."
            ),
            TextLine(
                "« Redevances » : une ligne par session et par partenaire, à compléter du paiement. "
                "« Enregistrements » dit quoi déposer pour chaque certification et avant quand. « Conseils », "
                "« Demandes » et « Veille » reçoivent vos lignes et suivent leurs suites ; une ligne de trop se "
                "reprend en écrivant pourquoi dans « Ligne enregistrée par erreur » (QUA-09)."
            ),
            TextLine(
                "« Réponses aux enquêtes » : le formulaire la remplit. Pour une réponse au téléphone ou le retour d’un "
                "partenaire, ajoutez une ligne : le numéro de l’onglet « Enquêtes », la source, votre nom (NET-28). "
                "« Cohortes » donne les taux et ce qui manque au renouvellement (NET-23)."
            ),
            TextLine(
                "« Conservation » : une fois par mois, ce dont la durée est passée. Rien ne s’efface avant que vous ne "
                "l’écriviez ; effacer est définitif (RGPD)."
            ),
            TextLine("Ce que vous lisez", heading),
            TextLine(
                "« À faire » dit quoi, pour qui et avant quand. La colonne « Retour » répond à chaque ligne ; "
                "« Anomalies » rassemble ce qui n’a pas pu être pris en compte, avec le remède."
            ),
            TextLine(
                "« Tableau de bord » chiffre le réseau ; « Comparaison du réseau » signale un partenaire dont l’écart "
                "aux autres est trop grand pour le hasard : une question à lui poser, pas une décision (NET-07)."
            ),
            TextLine("Bon à savoir", heading),
            TextLine(
                "Vous pouvez trier, filtrer, insérer des lignes, déplacer des colonnes et en ajouter. Ne renommez pas "
                "les en-têtes et n’effacez pas les références."
            ),
            TextLine(
                "Fermez le classeur avant un passage : s’il est ouvert, rien n’est perdu, certiflow l’écrira au "
                "passage suivant. Supprimer une ligne n’efface pas le dossier."
            ),
            TextLine(
                "Trente jours après la fin d’une session ou d’un contrôle, sauf réglage contraire, ses lignes quittent "
                "« Présences », « Grilles », « Délibérations » et « Points de contrôle » : le registre les garde. Une "
                "saisie refusée reste en place."
            ),
        ),
    )
