"""The funding page: amounts, limits and the use of budgets. What other pages say of money is in `view/subjects`."""
