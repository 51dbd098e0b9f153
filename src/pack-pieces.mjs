// Puts the pieces of the program that most runs load into one file: finding and opening a file takes longer than
// reading one. Each piece stays a function that runs when it is first asked for.
import { basename } from 'node:path';

/**
 * The files of a program made of pieces: of each pack a file with the pieces that its entries need and no pack before
 * it has, a pointer to it in place of each of them, and the others as they are. `pieces` are CommonJS, by file name;
 * `outputs` is esbuild's metafile.
 */
export function packPieces(pieces, outputs, packs) {
  const files = new Map(pieces);
  const packed = new Set();
  for (const [pack, entries] of Object.entries(packs)) {
    const names = neededBy(outputs, entries).filter((name) => !packed.has(name));
    const inside = names.map((name) => `'./${name}':(require,module,exports)=>{${pieces.get(name)}\n}`);
    files.set(`${pack}.cjs`, `${loader(inside)}\n`);
    for (const name of names) files.set(name, `module.exports=require('./${pack}.cjs')('./${name}');\n`);
    for (const name of names) packed.add(name);
  }
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
