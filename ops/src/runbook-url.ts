/** Where the runbook of an alert is read; a file of docs/runbooks/ has its id as name. Deployments put their own repository there. */
export function runbookUrl(id: string): string {
  return `https://github.com/example/headgate/blob/main/docs/runbooks/${id}.md`;
}
