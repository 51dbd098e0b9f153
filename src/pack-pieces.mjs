// Puts the pieces of the program that most runs load into one file: finding and opening a file takes longer than
// reading one. Each piece stays a function that runs when it is first asked for.
import { basename } from 'node:path';

/**
 * The files of a program made of pieces: `program.cjs` with the pieces that `entries` need, a pointer to it in place of
 * each of them, and the others as they are. `pieces` are CommonJS, by file name; `outputs` is esbuild's metafile.
 */
export function packPieces(pieces, outputs, entries) {
  const hot = neededBy(outputs, entries);
  const inside = [...hot].map((name) => `'./${name}':(require,module,exports)=>{${pieces.get(name)}\n}`);
  const files = new Map([['program.cjs', `${loader(inside)}\n`]]);
  for (const [name, code] of pieces)
    files.set(name, hot.has(name) ? `module.exports=require('./program.cjs')('./${name}');\n` : code);
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
  return [...names].sort().reduce((sorted, name) => sorted.add(name), new Set());
}

const loader = (inside) => `'use strict';
const pieces={${inside.join(',')}};
const loaded={};
module.exports=function load(name){
const piece=pieces[name];
if(!piece)return require(name);
let it=loaded[name];
if(!it){it=loaded[name]={exports:{}};piece(load,it,it.exports);}
return it.exports;
};`;
