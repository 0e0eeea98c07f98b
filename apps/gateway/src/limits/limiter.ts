import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Viewer } from '@kexie/service/process';
import type { RequestContext } from '../context.ts';
import { HttpError } from '../errors.ts';
import { createAdmission, type AdmissionOptions } from './admission.ts';
import type { ByRole } from './budgets.ts';
import { createLimits, type LimitOptions } from './limits.ts';
import { clientKey, createCostRate, type Allowance } from './rate.ts';

export type LimiterOptions = {
  /** Cost of one operation, by role; empty for no limit. */
  budgets: ByRole;
  /** Cost of all operations of a client in a minute, by role; empty for no limit. */
  perMinute: ByRole;
  introspection: LimitOptions['introspection'];
  admission: AdmissionOptions;
};
export type Limiter = ReturnType<typeof createLimiter>;
/** What the edge needs of the limits. */
export type Gate = Pick<Limiter, 'gate' | 'spend' | 'requireBudget'>;

/** All limits of one process: the gate before a request is read as GraphQL, and for each supergraph the plugin that looks at operations. */
export function createLimiter({ budgets, perMinute, introspection, admission: admissionLimits }: LimiterOptions) {
  const rate = createCostRate(perMinute);
  const admission = createAdmission(admissionLimits);
  /** Takes a cost from the minute of this viewer at this address, without a refusal. */
  const spend = (viewer: Viewer, address: string, cost: number): Allowance =>
    rate.spend(clientKey(viewer, address), viewer, cost);
  /** Takes a cost from the minute of this viewer at this address; 0 only looks. @throws HttpError 429 RATE_LIMITED when nothing is left of it */
  const requireBudget = (viewer: Viewer, address: string, cost = 0): void => {
    const { allowed, retryAfterS } = spend(viewer, address, cost);
    if (!allowed)
      throw new HttpError(
        429,
        'RATE_LIMITED',
        `You have spent the cost that a minute allows. Try again in ${retryAfterS} s.`,
        { headers: { 'retry-after': String(retryAfterS) } },
      );
  };
  return {
    plugin: ({ sdl, schema }: { sdl: string; schema: GraphQLSchema }): ApolloServerPlugin<RequestContext> =>
      createLimits({ sdl, schema, budgets, rate, introspection }),
    spend,
    requireBudget,
    /**
     * Does the work when it is the turn of this viewer at this address; `signal` aborts when `gone` does or the time is over.
     * @throws HttpError 429 RATE_LIMITED, 503 OVERLOADED, 504 REQUEST_TIMEOUT
     */
    async gate<T>(
      viewer: Viewer,
      address: string,
      gone: AbortSignal,
      work: (signal: AbortSignal) => Promise<T>,
    ): Promise<T> {
      requireBudget(viewer, address);
      return admission.run(clientKey(viewer, address), gone, work);
    },
    running: admission.running,
    waiting: admission.waiting,
  };
}

/** A gate that is open to everybody for any time. */
export const openGate: Gate = {
  gate: async (_viewer, _address, gone, work) => work(gone),
  spend: () => ({ allowed: true, perMinute: Number.POSITIVE_INFINITY, left: Number.POSITIVE_INFINITY, retryAfterS: 0 }),
  requireBudget: () => {},
};
