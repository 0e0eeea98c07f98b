export type SubgraphError = { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> };

/** A fresh object that the caller may change. */
export type SubgraphAnswer = {
  data?: Record<string, unknown> | null;
  errors?: SubgraphError[];
  /** whether a string of the data may need an escape in JSON; without it, strings are written unchanged */ escapes?: true;
  /** how many further errors were dropped */ errorsOmitted?: number;
};
