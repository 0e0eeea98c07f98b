/** A browser to test with instead of the one from an npm package. */
export const chromiumPath = process.env['CHROMIUM_PATH'];
