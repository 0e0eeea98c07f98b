import { defineConfig } from '@graphql-hive/gateway';

/** The defaults of Hive Gateway. With FORWARD_AUTHORIZATION it forwards the client's `authorization` to the subgraphs. */
const forwards = process.env.FORWARD_AUTHORIZATION === '1';

export const gatewayConfig = defineConfig({
  ...(forwards ? { propagateHeaders: { fromClientToSubgraphs } } : {}),
});

function fromClientToSubgraphs({ request }) {
  const authorization = request.headers.get('authorization');
  return authorization ? { authorization } : {};
}
