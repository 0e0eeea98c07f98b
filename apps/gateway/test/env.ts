/** A browser to test with in place of the one that comes in an npm package. */
export const chromiumPath = process.env['CHROMIUM_PATH'];
