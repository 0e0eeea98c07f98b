/** Styles are loaded for what they do. */
declare module '*.css';
/** A picture is imported as the path it is served from. */
declare module '*.svg' {
  const path: string;
  export default path;
}
