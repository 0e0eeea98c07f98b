/** Styles are loaded for what they do. */
declare module '*.css';
/** A picture is imported as the path it is served from. */
declare module '*.svg' {
  const path: string;
  export default path;
}
/** What browsers and Node 24 have and TypeScript does not declare yet: the text of a number when it is read, and a number written as it was. */
interface JSON {
  rawJSON?(text: string): object;
  parse(
    text: string,
    reviver: (this: unknown, key: string, value: unknown, context?: { source?: string }) => unknown,
  ): unknown;
}
