import { findAnomalies } from './find-anomalies.ts';
import { burnRates, type Objective, objectives, type Symptom, symptoms } from './objectives.ts';
import { runbookUrl } from './runbook-url.ts';
import { writeWorkbook } from './write-workbook.ts';

const severities = { page: 1, ticket: 3 } as const;

/** ISO 8601, as Azure has it, of `5m` or `6h`. */
const duration = (window: string) => `PT${window.toUpperCase()}`;

/** An ARM template: alert rules, whom they tell, an availability test and a workbook. */
export function writeAzureMonitor(): string {
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: {
      location: { type: 'string', defaultValue: '[resourceGroup().location]' },
      applicationInsightsId: { type: 'string' },
      workspaceId: { type: 'string' },
      readyUrl: { type: 'string', metadata: { description: 'The gateway, with its path /health/ready' } },
      emailReceivers: { type: 'array', defaultValue: [] },
    },
    variables: { actionGroupId: "[resourceId('Microsoft.Insights/actionGroups', 'headgate')]" },
    resources: [
      {
        type: 'Microsoft.Insights/actionGroups',
        apiVersion: '2023-01-01',
        name: 'headgate',
        location: 'Global',
        properties: {
          groupShortName: 'headgate',
          enabled: true,
          emailReceivers: "[parameters('emailReceivers')]",
        },
      },
      ...objectives.flatMap(writeBurnRules),
      ...objectives.filter(({ id }) => id !== 'alert-age').map(writeAnomalyRule),
      ...symptoms.flatMap(writeSymptomRule),
      ...availabilityTest,
      writeWorkbook(),
    ],
  };
  return `${JSON.stringify(template, null, 2)}\n`;
}

function writeBurnRules(objective: Objective) {
  const { id, title, target, badAndAll } = objective;
  return burnRates.map(({ id: speed, severity, rate, long, short }) => {
    const limit = Number((rate * (1 - target)).toFixed(6));
    const burning = (window: string) => `(${badAndAll(window)}
| where all > 0 and todouble(bad) / all > ${limit} | project window = '${window}')`;
    return writeRule({
      name: `headgate-${id}-burns-${speed}`,
      description: `${title}: the budget of 30 days is spent ${rate} times too fast. ${runbookUrl(id)}`,
      severity: severities[severity],
      window: long,
      every: short === '5m' ? '5m' : '15m',
      query: `union ${burning(long)}, ${burning(short)}\n| summarize windows = dcount(window)\n| where windows == 2`,
    });
  });
}

/** A rule of Azure Monitor sees two days at most: this compares with the day before, the workbook with the week. */
function writeAnomalyRule({ id, title }: Objective) {
  return writeRule({
    name: `headgate-${id}-anomaly`,
    description: `${title}: unlike the same time of the day before. ${runbookUrl('anomaly')}`,
    severity: severities.ticket,
    window: '1h',
    every: '15m',
    lookBack: 'P2D',
    query: `${findAnomalies(id, '2d', '15m', 96)}
| where at > ago(1h) and anomaly > 0`,
  });
}

function writeSymptomRule({ id, title, severity, query }: Symptom) {
  if (query === undefined) return [];
  return [
    writeRule({
      name: `headgate-${id}`,
      description: `${title}. ${runbookUrl(id)}`,
      severity: severities[severity],
      window: '15m',
      every: '5m',
      query,
    }),
  ];
}

interface Rule {
  readonly name: string;
  readonly description: string;
  readonly severity: number;
  readonly window: string;
  readonly every: string;
  readonly lookBack?: string;
  readonly query: string;
}

function writeRule({ name, description, severity, window, every, lookBack, query }: Rule) {
  return {
    type: 'Microsoft.Insights/scheduledQueryRules',
    apiVersion: '2022-06-15',
    name,
    location: "[parameters('location')]",
    dependsOn: ["[variables('actionGroupId')]"],
    properties: {
      displayName: name,
      description,
      severity,
      enabled: true,
      scopes: ["[parameters('workspaceId')]"],
      evaluationFrequency: duration(every),
      windowSize: duration(window),
      ...(lookBack && { overrideQueryTimeRange: lookBack }),
      criteria: {
        allOf: [
          {
            query,
            timeAggregation: 'Count',
            operator: 'GreaterThan',
            threshold: 0,
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 },
          },
        ],
      },
      autoMitigate: true,
      actions: { actionGroups: ["[variables('actionGroupId')]"] },
    },
  };
}

const testId = "resourceId('Microsoft.Insights/webtests', 'headgate-ready')";

const availabilityTest = [
  {
    type: 'Microsoft.Insights/webtests',
    apiVersion: '2022-06-15',
    name: 'headgate-ready',
    location: "[parameters('location')]",
    tags: { "[concat('hidden-link:', parameters('applicationInsightsId'))]": 'Resource' },
    properties: {
      SyntheticMonitorId: 'headgate-ready',
      Name: 'headgate-ready',
      Enabled: true,
      Frequency: 300,
      Timeout: 30,
      Kind: 'standard',
      RetryEnabled: true,
      Locations: ['emea-nl-ams-azr', 'us-va-ash-azr', 'apac-sg-sin-azr'].map((Id) => ({ Id })),
      Request: { RequestUrl: "[parameters('readyUrl')]", HttpVerb: 'GET', ParseDependentRequests: false },
      ValidationRules: { ExpectedHttpStatusCode: 200, SSLCheck: true, SSLCertRemainingLifetimeCheck: 14 },
    },
  },
  {
    type: 'Microsoft.Insights/metricAlerts',
    apiVersion: '2018-03-01',
    name: 'headgate-not-ready',
    location: 'global',
    dependsOn: [`[${testId}]`, "[variables('actionGroupId')]"],
    properties: {
      description: `The gateway is not ready where users are. ${runbookUrl('not-ready')}`,
      severity: severities.page,
      enabled: true,
      scopes: [`[${testId}]`, "[parameters('applicationInsightsId')]"],
      evaluationFrequency: 'PT1M',
      windowSize: 'PT5M',
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria',
        webTestId: `[${testId}]`,
        componentId: "[parameters('applicationInsightsId')]",
        failedLocationCount: 2,
      },
      actions: [{ actionGroupId: "[variables('actionGroupId')]" }],
    },
  },
];
