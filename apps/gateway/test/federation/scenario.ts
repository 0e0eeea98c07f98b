export type Resolvers = Record<string, Record<string, unknown>>;
export type SubgraphRequest = { query: string; variables?: Record<string, unknown> };

export type Subgraph = {
  /** Federation 2 with every directive imported, unless it links the specification itself or `fed1` is set. */
  sdl: string;
  resolvers?: Resolvers;
  fed1?: boolean;
  /** Answers before the schema is asked: how a subgraph behaves that does not do what its schema says. `undefined` lets the schema answer. */
  answer?: (request: SubgraphRequest) => unknown;
};

/** An error that must be in the answer, by its place in the answer and, where it matters, its code. */
export type ExpectedError = { path?: readonly (string | number)[]; code?: string };

export type Case = {
  /** What is guaranteed, as a sentence. */
  name: string;
  query: string;
  variables?: Record<string, unknown>;
  operationName?: string;
  /** The data, keys in the order of the selections. Left out: the answer has no data. */
  data?: Record<string, unknown> | null;
  /** The errors, in any order. `optional`: data that breaks the schema without an error of a subgraph may be reported or not. */
  errors?: readonly ExpectedError[] | 'optional';
  /** The status of the HTTP answer; 200 unless said otherwise. */
  status?: number;
  /** How often each subgraph is asked; subgraphs that are not named are not asked at all. Left out: not looked at. */
  asked?: Readonly<Record<string, number>>;
  /** Why stock `@apollo/gateway` answers something else, where it is wrong. The suite fails when it begins to be right. */
  stockIsWrong?: string;
};

export type Scenario = {
  name: string;
  subgraphs: Readonly<Record<string, Subgraph>>;
  cases: readonly Case[];
  /** Why stock `@apollo/gateway` does not start with this graph. The suite fails when it begins to. */
  stockRefuses?: string;
  /** Puts the data back as it was, before every operation of a scenario with mutations. */
  reset?: () => void;
};

/** A reference resolver that finds an entity among the ones a subgraph knows by the fields of a key, or answers null. */
export const findBy =
  <T extends object>(entities: readonly T[], ...fields: (keyof T & string)[]) =>
  (reference: Partial<T>): T | null =>
    entities.find((entity) =>
      fields.every((field) => reference[field] !== undefined && entity[field] === reference[field]),
    ) ?? null;

/** What is wrong in the planner of `@apollo/query-planner` itself, and needs care before it is asked. */
export const aliasLost = 'an alias that is the name of a key or of a required field is dropped from the plan';
export const argumentsMixed = 'a field that is needed with two sets of arguments is fetched with one of them';
