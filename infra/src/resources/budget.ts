import type { Deployment } from '../deployment.ts';
import { actionGroupId } from './monitoring.ts';

/** Who pays hears when half is spent, when most is, and when a month will cost more than it may. */
export async function describeBudget(deployment: Deployment): Promise<void> {
  const { addPlain, inputs, size } = deployment;
  const notify = (threshold: number, thresholdType: 'Actual' | 'Forecasted') => ({
    enabled: true,
    operator: 'GreaterThanOrEqualTo',
    threshold,
    thresholdType,
    contactEmails: [inputs.alertEmail],
    contactGroups: [actionGroupId(deployment)],
  });
  // The SDK takes dates for a Date, which an expression is not: https://learn.microsoft.com/azure/templates/microsoft.consumption/budgets
  addPlain({
    type: 'Microsoft.Consumption/budgets',
    apiVersion: '2024-08-01',
    name: 'monthly',
    properties: {
      category: 'Cost',
      amount: size.monthlyBudget,
      timeGrain: 'Monthly',
      timePeriod: { startDate: inputs.budgetStart },
      notifications: {
        half: notify(50, 'Actual'),
        most: notify(90, 'Actual'),
        forecast: notify(100, 'Forecasted'),
      },
    },
  });
}
