import { defineConfig } from '@graphql-hive/gateway';

/** Hive Gateway as it comes; with FORWARD_AUTHORIZATION it does what every real gateway does: the subgraphs learn who is asking. */
const forwards = process.env.FORWARD_AUTHORIZATION === '1';

export const gatewayConfig = defineConfig({
  ...(forwards ? { propagateHeaders: { fromClientToSubgraphs } } : {}),
});

function fromClientToSubgraphs({ request }) {
  const authorization = request.headers.get('authorization');
  return authorization ? { authorization } : {};
}
