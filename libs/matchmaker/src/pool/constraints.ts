/** The reasons for which a pair is not eligible. They are never weighed against a score. */
export const constraints = [
  'NEED_OPEN',
  'EXPERT_ACTIVE',
  'CONSENT',
  'SERVICE_MODE',
  'CAPACITY',
  'TITLE_LEVEL',
  'ON_SITE',
  'CONFLICT_OF_INTEREST',
  'RECENT_DECLINE',
] as const;
export type Constraint = (typeof constraints)[number];

/** The bit of each constraint. */
export const bits = Object.fromEntries(constraints.map((constraint, index) => [constraint, 1 << index])) as Readonly<
  Record<Constraint, number>
>;

/** A pair that violates only these is listed after all others, because they are temporary. */
export const temporaryBits = bits.NEED_OPEN | bits.CONSENT | bits.CAPACITY;
