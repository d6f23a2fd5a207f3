import { startSubgraphs } from './start-subgraphs.ts';

const { productsUrl, reviewsUrl } = await startSubgraphs({ ports: [4001, 4002] });
console.log(`Products at ${productsUrl}, reviews at ${reviewsUrl}`);
