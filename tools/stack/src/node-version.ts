/** Ends the program with one sentence if it does not run on the project's Node: type stripping and tests depend on it. */
export function requireNode24(): void {
  if (process.versions.node.startsWith('24.')) return;
  console.error(
    `This program needs the project's own Node 24, but runs on ${process.version}: use the npm scripts (npm start, npm test), which include it.`,
  );
  process.exit(1);
}
