import { hash } from 'node:crypto';
import { rememberByText } from '@headgate/service/remember-by-text.ts';
import type { GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { CompileOpenAnswerData, OpenAnswerData } from '../../ports/answer-data.ts';
import type { BudgetPolicy, BudgetState, Budgets } from './budget.ts';
import { compileOperationCost, type OperationCost } from './compile-operation-cost.ts';
import { createCostError } from './create-cost-error.ts';
import { type CostModel, createCostModel } from './create-cost-model.ts';
import type {
  Charge,
  ChargedOperation,
  CostProblem,
  CostResult,
  DemandControl,
  ObserveCost,
  Payer,
} from './demand-control.ts';
import { measureCost } from './measure-cost.ts';
import { writeRateLimit } from './rate-limit-headers.ts';
import { readCostRules } from './read-cost-rules.ts';
import { evaluate, type Variables } from './term.ts';

export interface DemandControlOptions {
  /** Whether operations beyond the limits are refused, or counted only. */
  readonly mode: 'measure' | 'enforce';
  /** What one operation may cost. Default: as much as it likes. */
  readonly maxCost?: number | undefined;
  /** How long a list is of which nothing is said. */
  readonly defaultListSize: number;
  /** What a user may spend, and what an address; nobody counts it without. */
  readonly budget?: { readonly users: BudgetPolicy; readonly addresses: BudgetPolicy } | undefined;
  readonly budgets: Budgets;
  /** How answers are looked at. */
  readonly compileOpen: CompileOpenAnswerData;
  readonly observe: ObserveCost;
}

interface CountedOperation extends OperationCost {
  readonly open: OpenAnswerData;
}

/** Every operation costs something to the gateway itself. */
const minimumPrice = 1;

interface Estimate {
  readonly cost: number;
  readonly result: CostResult;
  readonly problem?: unknown;
}

/** Creates demand control by https://ibm.github.io/graphql-specs/cost-spec.html as Apollo federates it. */
export function createDemandControl(options: DemandControlOptions): DemandControl {
  const { mode, maxCost, defaultListSize, budget, budgets, compileOpen, observe } = options;
  const enforces = mode === 'enforce';
  const models = new WeakMap<GraphQLSchema, CostModel>();
  // Apollo Server keeps the documents that are used most, and gives the same object each time.
  const compiled = new WeakMap<OperationDefinitionNode, { model: CostModel; cost: CountedOperation }>();

  function findCost({ schema, document, operation }: ChargedOperation): CountedOperation | undefined {
    const model = models.get(schema);
    if (!model) return undefined;
    const known = compiled.get(operation);
    if (known?.model === model) return known.cost;
    const estimated = compileOperationCost(document, operation, model);
    const cost = { ...estimated, open: compileOpen(estimated.keys) };
    compiled.set(operation, { model, cost });
    return cost;
  }

  function estimate({ estimate: term }: OperationCost, variables: Variables): Estimate {
    try {
      const cost = Math.min(Math.max(0, evaluate(term, variables)), Number.MAX_SAFE_INTEGER);
      const isTooMuch = maxCost !== undefined && cost > maxCost;
      return { cost, result: isTooMuch ? 'COST_ESTIMATED_TOO_EXPENSIVE' : 'COST_OK' };
    } catch (problem) {
      return { cost: 0, result: 'COST_SLICING_ARGUMENT_REQUIRED', problem };
    }
  }

  function refuse(
    result: CostProblem,
    cost: number,
    state?: BudgetState & { readonly policy: BudgetPolicy },
  ) {
    observe.estimated(cost, result);
    return createCostError(result, { estimated: cost, max: maxCost, state });
  }

  function createCharge(
    { open, fields, base }: CountedOperation,
    variables: Variables,
    { cost, result }: Estimate,
    paid?: { readonly account: Account; readonly state: BudgetState; readonly price: number },
  ): Charge {
    observe.estimated(cost, result);
    let actual: number | undefined;

    function count(result: object): number | undefined {
      using data = open(result);
      return data && measureCost(fields, data, variables);
    }

    return {
      writeHeaders(set) {
        if (paid) writeRateLimit(set, paid.account.policy, paid.state);
      },
      settle(result) {
        const counted = fields.length > 0 ? count(result) : 0;
        if (counted === undefined) return;
        actual = base + counted;
        observe.actual(actual);
        const surplus = (paid?.state.isTaken ? paid.price : 0) - Math.max(minimumPrice, actual);
        if (paid && surplus >= 1) budgets.giveBack(paid.account.name, surplus, paid.account.policy);
      },
      report: () => ({ estimated: cost, actual, max: maxCost, result }),
    };
  }

  function findAccount({ userId, address }: Payer): Account | undefined {
    if (!budget) return undefined;
    return userId === undefined
      ? { name: nameAccount(`address:${address ?? ''}`), policy: budget.addresses }
      : { name: nameAccount(`user:${userId}`), policy: budget.users };
  }

  return {
    study(schema, supergraph) {
      const rules = readCostRules(supergraph);
      models.set(schema, createCostModel(schema, rules, defaultListSize));
    },
    admit(operation) {
      const cost = findCost(operation);
      if (!cost) return free;
      const { variables, payer } = operation;
      const estimated = estimate(cost, variables);
      if (enforces && estimated.problem) {
        observe.estimated(0, estimated.result);
        throw estimated.problem;
      }
      if (enforces && estimated.result !== 'COST_OK') throw refuse(estimated.result, estimated.cost);
      const account = findAccount(payer);
      if (!account) return createCharge(cost, variables, estimated);
      const price = Math.max(minimumPrice, estimated.cost);
      const settleAccount = (state: BudgetState): Charge => {
        if (state.isTaken) return createCharge(cost, variables, estimated, { account, state, price });
        const result = 'COST_BUDGET_EXCEEDED';
        if (enforces) throw refuse(result, estimated.cost, { ...state, policy: account.policy });
        return createCharge(cost, variables, { ...estimated, result }, { account, state, price });
      };
      const state = budgets.take(account.name, price, account.policy);
      return state instanceof Promise ? state.then(settleAccount) : settleAccount(state);
    },
  };
}

interface Account {
  readonly name: string;
  readonly policy: BudgetPolicy;
}

/** Nobody who sees the keys of Redis is to learn who asks. */
const nameAccount = rememberByText((payer) => hash('sha256', payer, 'base64url'), { max: 1_000 });

/** Of a schema that says nothing: there is none such once it has been studied. */
const free: Charge = {
  writeHeaders: () => undefined,
  settle: () => undefined,
  report: () => ({ estimated: 0, result: 'COST_OK' }),
};
