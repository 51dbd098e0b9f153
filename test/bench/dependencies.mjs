/**
 * What each package that the program is built from adds: its part of the built program, and the time that a process takes to load all of
 * it, bundled alone. The program loads most of them only for what needs them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { pair, root, timeCommand } from './measure.mjs';

/** Where the program does not import the main module. */
const entries = new Map([['tar', 'tar/parse']]);

export async function benchDependencies({ quick, work, report }) {
  const { devDependencies } = packageOf('.');
  const sizes = sizesInProgram();
  // All are bundled: nothing is installed beside the program, and so none is a production dependency.
  for (const name of Object.keys(devDependencies).filter((one) => sizes.has(one))) {
    const file = join(work, `${name}.cjs`);
    bundle(entries.get(name) ?? name, file);
    const { ratio, medians } = await pair(
      () => timeCommand(process.execPath, ['-e', '0']),
      () => timeCommand(process.execPath, [file]),
      quick ? 3 : 40,
    );
    const bytes = [...closureOf(name)].reduce((sum, one) => sum + (sizes.get(one) ?? 0), 0);
    const more = `${(medians[1] - medians[0]).toFixed(1)} ms more than node -e 0`;
    report({
      name: `${name}, loaded whole`,
      value: ratio,
      detail: `${(bytes / 1024).toFixed(0)} KiB of the program; ${more}`,
    });
  }
}

/** One script with the package and what it needs. */
function bundle(name, outfile) {
  const entry = `${outfile}.mjs`;
  writeFileSync(entry, `import * as all from ${JSON.stringify(name)};\nglobalThis.kept = all;\n`);
  buildSync({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    outfile,
    nodePaths: [join(root, 'node_modules')],
  });
}

function packageOf(folder) {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
}

/** A package and all that it needs. */
function closureOf(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const next of Object.keys(packageOf(join('node_modules', name)).dependencies ?? {})) closureOf(next, found);
  return found;
}

/** Bytes of each package in the minified program. */
function sizesInProgram() {
  const { metafile } = buildSync({
    entryPoints: [join(root, 'src/cli/run.ts')],
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    loader: { '.py': 'text', '.md': 'text' },
    metafile: true,
    write: false,
    outdir: root,
    absWorkingDir: root,
  });
  const sizes = new Map();
  for (const [path, { bytesInOutput }] of Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs),
  )) {
    const name = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
    if (name !== undefined) sizes.set(name, (sizes.get(name) ?? 0) + bytesInOutput);
  }
  return sizes;
}
