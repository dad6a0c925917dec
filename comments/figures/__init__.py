"""The statistics: counting (as the filters and people decide) -> reading (a page's worth) -> charts -> views."""
