"""What every route shares: parameter and body types, conditions, paging, problems, the contract."""
