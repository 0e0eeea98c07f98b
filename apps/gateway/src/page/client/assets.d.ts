/** Styles are imported for their side effects. */
declare module '*.css';
/** An image is imported as the path it is served from. */
declare module '*.svg' {
  const path: string;
  export default path;
}
/** Features of browsers and Node 24 that TypeScript does not declare yet: the source text of a parsed number, and raw JSON numbers. */
interface JSON {
  rawJSON?(text: string): object;
  parse(
    text: string,
    reviver: (this: unknown, key: string, value: unknown, context?: { source?: string }) => unknown,
  ): unknown;
}
