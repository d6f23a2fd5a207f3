import { startTestGateway, type TestGatewayOptions } from '../start-test-gateway.ts';
import { type CataloguePolicies, startCatalogue } from './start-catalogue.ts';

export const keepsEntities = { entityCache: { enabled: true } };

const query = 'query ($ids: [ID!]!) { products(ids: $ids) { name price } }';

/** Opens a gateway with an entity cache, and none of whole answers unless asked for, before the catalogue. */
export async function openCatalogue(policies: CataloguePolicies, options: Partial<TestGatewayOptions> = {}) {
  await using cleanup = new AsyncDisposableStack();
  const shop = cleanup.use(await startCatalogue(policies));
  const env = { RESPONSE_CACHE: 'false', ...options.env };
  const gateway = cleanup.use(
    await startTestGateway({ sdl: shop.sdl, settings: keepsEntities, ...options, env }),
  );
  const owned = cleanup.move();
  return {
    shop,
    gateway,
    /** Asks for the names and prices of products. */
    async ask(ids: readonly string[], headers?: Readonly<Record<string, string>>) {
      return (await gateway.post({ query, variables: { ids } }, headers)).body;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** The answer to a question for names and prices. */
export const productsFor = (holder: string, ...ids: readonly string[]) => ({
  data: { products: ids.map((id) => ({ name: `Product ${id}`, price: `${id} EUR for ${holder}` })) },
});
