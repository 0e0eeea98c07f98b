export type Resolvers = Record<string, Record<string, unknown>>;
export type SubgraphRequest = { query: string; variables?: Record<string, unknown> };

export type Subgraph = {
  /** Federation 2 with every directive imported, unless the schema links the specification itself or `fed1` is set. */
  sdl: string;
  resolvers?: Resolvers;
  fed1?: boolean;
  /** Responds before the schema is executed, to simulate a subgraph that violates its schema. `undefined` lets the schema respond. */
  answer?: (request: SubgraphRequest) => unknown;
};

/** An error that the response must contain, by its path and, where it matters, its code. */
export type ExpectedError = { path?: readonly (string | number)[]; code?: string };

export type Case = {
  /** The guarantee, as a sentence. */
  name: string;
  query: string;
  variables?: Record<string, unknown>;
  operationName?: string;
  /** The data, keys in the order of the selections. Omitted: the response has no data. */
  data?: Record<string, unknown> | null;
  /** The errors, in any order. `optional`: data that violates the schema without an error of a subgraph may be reported or not. */
  errors?: readonly ExpectedError[] | 'optional';
  /** The status of the HTTP response; 200 by default. */
  status?: number;
  /** How often each subgraph is asked; a subgraph that is not named is not asked. Omitted: not checked. */
  asked?: Readonly<Record<string, number>>;
  /** How stock `@apollo/gateway` responds, if that is wrong. The suite fails once it becomes right. */
  stockIsWrong?: string;
};

export type Scenario = {
  name: string;
  subgraphs: Readonly<Record<string, Subgraph>>;
  cases: readonly Case[];
  /** Why stock `@apollo/gateway` does not start with this graph. The suite fails once it does. */
  stockRefuses?: string;
  /** Restores the data before every operation of a scenario with mutations. */
  reset?: () => void;
};

/** A reference resolver that finds an entity of the subgraph by the fields of a key, or returns null. */
export const findBy =
  <T extends object>(entities: readonly T[], ...fields: (keyof T & string)[]) =>
  (reference: Partial<T>): T | null =>
    entities.find((entity) =>
      fields.every((field) => reference[field] !== undefined && entity[field] === reference[field]),
    ) ?? null;

/** A fault of `@apollo/query-planner` itself that the gateway has to work around. */
export const aliasLost = 'an alias that is the name of a key or of a required field is dropped from the plan';
export const argumentsMixed = 'a field that is needed with two sets of arguments is fetched with one of them';
