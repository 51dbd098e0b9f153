// What the generators of files share: loading TypeScript, and writing or comparing what they made.
import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The exports of TypeScript files of `folder`, bundled in memory. */
export async function importSources(folder, files) {
  const { outputFiles } = await build({
    stdin: { contents: files.map((file) => `export * from './${file}';`).join('\n'), resolveDir: folder },
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    logLevel: 'error',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

/** Writes a generated file; with `--check` on the command line it only says when the file holds something else. */
export function keep(path, text) {
  if (!process.argv.includes('--check')) writeFileSync(path, text);
  else if (readOr(path) !== text) {
    console.error(`${relative(root, path)} is stale: run npm run gen`);
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
