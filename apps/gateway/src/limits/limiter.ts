import type { GraphQLSchema } from 'graphql';
import type { Viewer } from '@kexie/service/process';
import { HttpError } from '../errors.ts';
import type { OperationPlugin } from '../hooks.ts';
import type { Lifetime } from '../lifetime.ts';
import { createAdmission, type AdmissionOptions } from './admission.ts';
import { isAnonymous, type ByRole } from './budgets.ts';
import { createLimits, type LimitOptions } from './limits.ts';
import { clientKey, createCostRate, type Allowance, type OnSpent } from './rate.ts';
import { createTimeSlices, type Claimant } from './time-slices.ts';

export type LimiterOptions = {
  /** Cost of one operation, by role; empty for no limit. */
  budgets: ByRole;
  /** Cost of all operations of a client in a minute, by role; empty for no limit. */
  perMinute: ByRole;
  introspection: LimitOptions['introspection'];
  admission: AdmissionOptions;
  /** Called with each cost that is deducted from a minute, for the other processes of this gateway. */
  onSpent?: OnSpent | undefined;
};
export type Limiter = ReturnType<typeof createLimiter>;
/** The part of the limits that the HTTP edge uses. */
export type Gate = Pick<Limiter, 'gate' | 'schedule' | 'onConnection' | 'spend' | 'requireBudget'>;

/** All limits of one process: the gate before a request is parsed as GraphQL, and for each supergraph the plugin that checks operations. */
export function createLimiter({
  budgets,
  perMinute,
  introspection,
  admission: admissionLimits,
  onSpent,
}: LimiterOptions) {
  const rate = createCostRate(perMinute, { onSpent });
  const admission = createAdmission(admissionLimits);
  const slices = createTimeSlices();
  /** Deducts a cost from the minute of this viewer at this address without refusing the request. */
  const spend = (viewer: Viewer, address: string, cost: number): Allowance =>
    rate.spend(clientKey(viewer, address), viewer, cost);
  /** Deducts a cost from the minute of this viewer at this address; a cost of 0 only checks it. @throws HttpError 429 RATE_LIMITED if nothing is left */
  const requireBudget = (viewer: Viewer, address: string, cost = 0): void => {
    const { allowed, retryAfterS } = spend(viewer, address, cost);
    if (!allowed)
      throw new HttpError(
        429,
        'RATE_LIMITED',
        `You have spent the cost that is allowed per minute. Try again in ${retryAfterS} s.`,
        { headers: { 'retry-after': String(retryAfterS) } },
      );
  };
  return {
    plugin: ({ sdl, schema }: { sdl: string; schema: GraphQLSchema }): OperationPlugin =>
      createLimits({ sdl, schema, budgets, rate, introspection }),
    spend,
    requireBudget,
    /** Deducts what clients have spent in other processes of this gateway. */
    absorb: rate.absorb,
    /** Starts work of this viewer at this address now or in a later iteration of the event loop, so that other clients are served in between. `start` must not throw. */
    schedule: (viewer: Viewer, address: string, start: () => void): void =>
      slices.schedule(claimantOf(viewer, address), start),
    onConnection: slices.onConnection,
    /**
     * Runs the work once this viewer at this address has a slot, and ends the lifetime of the request when its time is over. Rejects with the reason for which the lifetime has ended.
     * @throws HttpError 429 RATE_LIMITED, 503 OVERLOADED, 504 REQUEST_TIMEOUT
     */
    async gate<T>(viewer: Viewer, address: string, lifetime: Lifetime, work: () => Promise<T>): Promise<T> {
      requireBudget(viewer, address);
      const claimant = claimantOf(viewer, address);
      return admission.run(claimant, lifetime, () => slices.begin(claimant, lifetime, work));
    },
    running: admission.running,
    waiting: admission.waiting,
    postponed: slices.waiting,
  };
}

const claimantOf = (viewer: Viewer, address: string): Claimant => ({
  client: clientKey(viewer, address),
  isKnown: !isAnonymous(viewer),
});

/** A gate without limits. */
export const openGate: Gate = {
  schedule: (_viewer, _address, start) => start(),
  onConnection: () => {},
  gate: async (_viewer, _address, _lifetime, work) => work(),
  spend: () => ({ allowed: true, perMinute: Number.POSITIVE_INFINITY, left: Number.POSITIVE_INFINITY, retryAfterS: 0 }),
  requireBudget: () => {},
};
