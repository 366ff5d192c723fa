"""Seals of final documents: PAdES baseline B signatures (ETSI EN 319 142-1), made and checked without any network."""

from tasks.sealing.certificate import SealUnavailable
from tasks.sealing.checking import Seal, check_seal
from tasks.sealing.sealer import Sealer, load_sealer

__all__ = ["Seal", "SealUnavailable", "Sealer", "check_seal", "load_sealer"]
