/** A workflow as YAML gives it; only what is looked at. */
export interface Workflow {
  readonly permissions?: unknown;
  readonly on: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly uses?: string;
  readonly 'timeout-minutes'?: number;
  readonly 'runs-on'?: string;
  readonly steps?: readonly Step[];
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: unknown;
}

const allowed = /^(contents: read|id-token: write)$/;
/** What somebody else may have written, such as the title of a pull request, is no part of a script. */
const insertion = /\$\{\{/;

/** Finds what actionlint leaves: actions that may change, rights that nobody needs, secrets, scripts with others' words in them. */
export function findProblems(name: string, { permissions, on, jobs }: Workflow): string[] {
  const problems: string[] = [];
  const say = (place: string, problem: string) => problems.push(`${name} ${place}: ${problem}`);
  if (JSON.stringify(permissions) !== '{}') say('permissions', 'begin with none: permissions: {}');
  if (JSON.stringify(on).includes('pull_request_target'))
    say('on', 'pull_request_target runs others’ code with our rights');
  for (const [key, job] of Object.entries(jobs)) {
    if (!job.permissions) say(key, 'name the permissions of each job');
    for (const [right, level] of Object.entries(job.permissions ?? {}))
      if (!allowed.test(`${right}: ${level}`)) say(key, `nothing here needs ${right}: ${level}`);
    if (job.uses && !job.uses.startsWith('./')) say(key, `${job.uses} is not of this repository`);
    if (!job.uses && !job['timeout-minutes']) say(key, 'say when it is given up: timeout-minutes');
    if (!job.uses && !/^ubuntu-\d+\.\d+$/.test(job['runs-on'] ?? ''))
      say(key, 'name the version of the runner');
    for (const step of job.steps ?? []) checkStep(step, (problem) => say(key, problem));
  }
  if (/\bsecrets\./.test(JSON.stringify(jobs))) say('jobs', 'no secret is stored: sign in by OIDC');
  return problems;
}

function checkStep({ uses, run, with: options }: Step, say: (problem: string) => void): void {
  if (uses && !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(uses)) say(`pin ${uses} by the digest of its commit`);
  if (uses?.startsWith('actions/checkout@') && options?.['persist-credentials'] !== false)
    say('checkout leaves a token behind: persist-credentials: false');
  if (uses?.startsWith('azure/login@') && (options?.['creds'] ?? options?.['client-secret']) !== undefined)
    say('azure/login by a stored secret');
  if (run && insertion.test(run))
    say(`hand values over by env, not by \${{ }} in a script: ${run.split('\n')[0]}`);
}
