/** Ends the program with one sentence when it runs on another Node than the project's: type stripping and tests depend on it. */
export function requireNode24(): void {
  if (process.versions.node.startsWith('24.')) return;
  console.error(
    `This needs the project's own Node 24 and runs on ${process.version}: use the npm scripts (npm start, npm test), which bring it along.`,
  );
  process.exit(1);
}
