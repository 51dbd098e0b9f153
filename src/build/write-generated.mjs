// What the generators of files share: loading TypeScript, and writing or comparing what they made.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const source = fileURLToPath(new URL('..', import.meta.url));

/** The exports of TypeScript files, named by their paths below `src`, bundled in memory. */
export async function importSources(...files) {
  const { outputFiles } = await build({
    stdin: { contents: files.map((file) => `export * from './${file}';`).join('\n'), resolveDir: source },
    bundle: true,
    platform: 'node',
    format: 'esm',
    // Packages of CommonJS ask for modules of Node.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire('file:///');" },
    loader: { '.md': 'text' },
    write: false,
    logLevel: 'error',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

/** Writes a file below `src`; with `--check` on the command line it only says when the file holds something else. */
export function writeGenerated(file, text) {
  const path = join(source, file);
  if (!process.argv.includes('--check')) writeFileSync(path, text);
  else if (readOr(path) !== text) {
    console.error(`src/${file} is stale: run npm run gen`);
    process.exitCode = 1;
  }
}

function readOr(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
