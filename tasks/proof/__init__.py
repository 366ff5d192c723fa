"""The « dossier de contrôle »: every proof about a partner or a certification in one archive (QUA-02, LAW-07)."""
