// Writes src/render/html/assets.ts: the style and the script of pages as they go into them, with the hashes that the
// page's policy lets in.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { build } from 'esbuild';
import { source, writeGenerated } from './write-generated.mjs';

const folder = join(source, 'render/html');

async function bundled(file) {
  const { outputFiles } = await build({
    entryPoints: [join(folder, file)],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0].text.trim();
}

const hashOf = (text) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
const constant = (name, text) => `export const ${name} =\n  ${JSON.stringify(text)};\n`;
const [style, script] = await Promise.all([bundled('page.css'), bundled('browser/page.ts')]);

writeGenerated(
  'render/html/assets.ts',
  [
    '// Written by src/build/generate-page.mjs from page.css and browser/page.ts; run `npm run gen` after a change.\n',
    constant('style', style),
    constant('styleHash', hashOf(style)),
    constant('script', script),
    constant('scriptHash', hashOf(script)),
  ].join(''),
);
