import { describeIssue } from '../config/config.ts';
import { takeExtensions } from '../config/extensions.ts';
import { optionsSchema } from '../config/options-schema.ts';
import { type GatewayConfig, type Surroundings, toGatewayConfig } from '../config/to-gateway-config.ts';

/** Checks options that code gives. @throws TypeError with every problem, a line each, by the name of the option */
export function readGatewayOptions(options: object, surroundings: Surroundings): GatewayConfig {
  const taken = takeExtensions(options);
  const { data, error } = optionsSchema.safeParse(taken.options);
  if (error) {
    const problems = error.issues.map((issue) => `  ${describeIssue(issue)}`);
    throw new TypeError(['The options have these problems:', ...problems].join('\n'));
  }
  return toGatewayConfig(data, taken.extensions, surroundings);
}
