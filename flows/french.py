"""Typer's own words in French, so that the technical person reads one language."""

from typing import Any

import typer
from typer import core, rich_utils

rich_utils.COMMANDS_PANEL_TITLE = "Commandes"
rich_utils.ERRORS_PANEL_TITLE = "Erreur"
rich_utils.RICH_HELP = "Essayez [blue]'{command_path} {help_option}'[/]."
rich_utils.ABORTED_TEXT = "Interrompu."
rich_utils.DEFAULT_STRING = "[par défaut : {}]"
rich_utils.REQUIRED_LONG_STRING = "[obligatoire]"

_HELP = "Affiche cette aide."


class FrenchCommand(core.TyperCommand):
    """A command whose help says so in French."""

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _HELP
        return option


class FrenchGroup(core.TyperGroup):
    """The group of commands: French help, and a French answer to a command that does not exist."""

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _HELP
        return option

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and self.get_command(ctx, args[0]) is None:
            known = ", ".join(self.list_commands(ctx))
            typer.echo(f"La commande « {args[0]} » n’existe pas. Choisissez parmi : {known}.", err=True)
            raise typer.Exit(2)
        return super().resolve_command(ctx, args)
