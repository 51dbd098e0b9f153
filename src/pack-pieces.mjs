// Puts the pieces of the program that most runs load into one file: finding and opening a file takes longer than
// reading one. Inside, the pieces share one scope, and each still runs only when it is first asked for.
import { basename } from 'node:path';
import { build, transform } from 'esbuild';

/** CommonJS starts faster than ESM, but esbuild splits ESM only: pieces are turned into CommonJS afterwards. */
const commonJs = {
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: true,
  supported: { 'dynamic-import': false },
};

/**
 * The files, as CommonJS and by name, of a program that esbuild made in pieces: of each pack a file with the pieces that
 * its entries need and no pack before it has, a pointer to it in place of each of them, and each other piece by itself.
 * `pieces` are ESM, by file name; `outputs` is esbuild's metafile.
 */
export async function packPieces(pieces, outputs, packs) {
  const files = new Map();
  for (const [pack, entries] of Object.entries(packs)) {
    const names = neededBy(outputs, entries).filter((name) => !files.has(name));
    for (const name of names) files.set(name, `module.exports=require('./${pack}.cjs')('./${name}');\n`);
    files.set(`${pack}.cjs`, await joined(names, pieces));
  }
  for (const [name, piece] of pieces) if (!files.has(name)) files.set(name, (await transform(piece, commonJs)).code);
  return files;
}

/** Names of everything that is loaded with the entries, dynamic imports left out. */
function neededBy(outputs, entries) {
  const byName = new Map(Object.entries(outputs).map(([path, output]) => [basename(path), output]));
  const names = new Set();
  const add = (name) => {
    if (names.has(name)) return;
    names.add(name);
    for (const { path, kind, external } of byName.get(name)?.imports ?? [])
      if (kind === 'import-statement' && !external) add(basename(path));
  };
  for (const [name, { entryPoint }] of byName) if (entries.includes(entryPoint)) add(name);
  return [...names].sort();
}

/** One script of the pieces with these names: it exports a function that gives what the piece of a name exports. */
async function joined(names, pieces) {
  const loaders = names.map((name) => `'./${name}': () => require('./${name}'),`);
  const inside = {
    name: 'pieces',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\// }, ({ path }) =>
        names.includes(basename(path)) ? { path: basename(path), namespace: 'pieces' } : { path, external: true },
      );
      onLoad({ filter: /^/, namespace: 'pieces' }, ({ path }) => ({ contents: pieces.get(path), loader: 'js' }));
    },
  };
  const { outputFiles } = await build({
    ...commonJs,
    bundle: true,
    stdin: { contents: `const pieces = {${loaders.join('')}};\nmodule.exports = (name) => pieces[name]();` },
    plugins: [inside],
    logLevel: 'warning',
    write: false,
  });
  return outputFiles[0].text;
}
