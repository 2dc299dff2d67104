"""What the network is made of; everything is imported from here."""

from zazemi.network.models.capacity import Capacity, ConversionNorm
from zazemi.network.models.coverage import RegisterCoverage
from zazemi.network.models.money import CostNorm, FundingRule, ServiceFunding
from zazemi.network.models.place import AreaServed, OpeningHours, Place
from zazemi.network.models.service import Service, ServiceTargetGroup
from zazemi.network.models.verification import (
    Proposal,
    ProposalState,
    ProposedChange,
    RequestState,
    VerificationRequest,
    VerificationRule,
)
from zazemi.network.models.yearly import NetworkVersion, NetworkVersionRow

__all__ = [
    "AreaServed",
    "Capacity",
    "ConversionNorm",
    "CostNorm",
    "FundingRule",
    "NetworkVersion",
    "NetworkVersionRow",
    "OpeningHours",
    "Place",
    "Proposal",
    "ProposalState",
    "ProposedChange",
    "RegisterCoverage",
    "RequestState",
    "Service",
    "ServiceFunding",
    "ServiceTargetGroup",
    "VerificationRequest",
    "VerificationRule",
]
