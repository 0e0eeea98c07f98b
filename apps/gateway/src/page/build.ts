import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build, type Metafile, type Plugin } from 'esbuild';
import { cacheFolder, clientFolder, manifestName, pageKey, readBuilt, type BuiltFile } from './built.ts';

/**
 * Builds the page at `/` into the cache of `node_modules`, compressed: `node apps/gateway/src/page/build.ts`. An image build runs it once; otherwise
 * the gateway runs it in a child process on the first request for the page.
 */
async function buildPage(): Promise<string> {
  const key = await pageKey();
  if (await readBuilt(key)) return key;
  const folder = join(cacheFolder, `${key}.${process.pid}`);
  await mkdir(folder, { recursive: true });
  try {
    const page = await bundle(folder, { page: join(clientFolder, 'page.tsx') }, { format: 'esm', splitting: true });
    const workers = await bundle(folder, workerEntries, { format: 'iife' });
    await writeFile(join(folder, 'index.html'), indexHtml(page, workers, key));
    await writeManifest(folder, ['index.html', ...page.files, ...workers.files]);
    // Another process may have built the same page in the meantime.
    await rename(folder, join(cacheFolder, key)).catch(async (error: unknown) => {
      if (!(await readBuilt(key))) throw error;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return key;
}

type Bundle = { files: string[]; entry: (name: string) => string; style: string | undefined };

async function bundle(
  folder: string,
  entryPoints: Record<string, string>,
  options: { format: 'esm' | 'iife'; splitting?: boolean },
): Promise<Bundle> {
  const { metafile } = await build({
    ...options,
    entryPoints,
    outdir: folder,
    absWorkingDir: clientFolder,
    bundle: true,
    minify: true,
    metafile: true,
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    entryNames: '[name]-[hash]',
    chunkNames: 'chunk-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.svg': 'file' },
    publicPath: '/page/',
    plugins: [withoutStylesOfMonaco],
    logLevel: 'error',
  });
  return {
    files: Object.keys(metafile.outputs).map((path) => basename(path)),
    entry: (name) => outputOf(metafile, name, '.js'),
    style: styleOf(metafile),
  };
}

/** The styles of GraphiQL already include those of its editor; esbuild would emit them again beside each lazily loaded chunk, where nothing requests them. */
const withoutStylesOfMonaco: Plugin = {
  name: 'without-styles-of-monaco',
  setup: ({ onLoad }) => onLoad({ filter: /monaco-editor[\\/].*\.css$/ }, () => ({ contents: '', loader: 'css' })),
};

const workerEntries = {
  'worker-editor': 'monaco-editor/esm/vs/editor/editor.worker.js',
  'worker-json': 'monaco-editor/esm/vs/language/json/json.worker.js',
  'worker-graphql': 'monaco-graphql/esm/graphql.worker.js',
};

function outputOf({ outputs }: Metafile, name: string, extension: string): string {
  const found = Object.keys(outputs)
    .map((path) => basename(path))
    .find((file) => file.startsWith(`${name}-`) && file.endsWith(extension));
  if (!found) throw new Error(`esbuild made no ${name}${extension}.`);
  return found;
}

/** The styles of the page itself. */
function styleOf({ outputs }: Metafile): string | undefined {
  const page = Object.values(outputs).find(
    ({ entryPoint, cssBundle }) => entryPoint?.endsWith('page.tsx') && cssBundle,
  );
  return page?.cssBundle && basename(page.cssBundle);
}

/** The document. It passes the URLs of the editor's workers to the script, because their names are known only after the build. */
function indexHtml(page: Bundle, workers: Bundle, version: string): string {
  const icon = page.files.find((file) => file.startsWith('icon-')) ?? '';
  const worker = (kind: string): string => `data-worker-${kind}="/page/${workers.entry(`worker-${kind}`)}"`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="Ask the data platform of the association for science and technology.">
<title>Kexie Graph 科协</title>
<link rel="icon" type="image/svg+xml" href="/page/${icon}">
<link rel="stylesheet" href="/page/${page.style ?? ''}">
<script type="module" src="/page/${page.entry('page')}"></script>
</head>
<body>
<div id="page" data-version="${version}" ${['editor', 'json', 'graphql'].map(worker).join(' ')}></div>
<noscript>This page needs JavaScript. The endpoint for programs is /graphql.</noscript>
</body>
</html>
`;
}

async function writeManifest(folder: string, names: readonly string[]): Promise<void> {
  const files = await Promise.all(
    names.map(async (name): Promise<BuiltFile> => {
      const plain = await readFile(join(folder, name));
      const [br, zip] = await Promise.all([
        promisify(brotliCompress)(plain, {
          params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
        }),
        promisify(gzip)(plain, { level: 9 }),
      ]);
      await Promise.all([writeFile(join(folder, `${name}.br`), br), writeFile(join(folder, `${name}.gz`), zip)]);
      return {
        name,
        type: types[name.slice(name.lastIndexOf('.'))] ?? 'application/octet-stream',
        bytes: { identity: plain.length, br: br.length, gzip: zip.length },
      };
    }),
  );
  await writeFile(join(folder, manifestName), JSON.stringify(files));
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
};

process.stdout.write(`The page ${await buildPage()} is built.\n`);
