import { defineConfig } from '@graphql-hive/gateway';

/** Hive Gateway as it comes, but for what every real gateway does: the subgraphs learn who is asking. */
export const gatewayConfig = defineConfig({
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) => {
      const authorization = request.headers.get('authorization');
      return authorization ? { authorization } : {};
    },
  },
});
