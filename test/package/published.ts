/** What npm would publish, and what the built program asks of Node. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import * as v from 'valibot';
import { root } from '../support/run.js';

const report = v.array(v.object({ files: v.array(v.object({ path: v.string() })) }));

/** Paths in the package, sorted. Nothing is built for it. */
export function publishedFiles(): readonly string[] {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm pack: ${stderr}`);
  const [first] = v.parse(report, JSON.parse(stdout));
  return (first?.files ?? []).map(({ path }) => path).sort();
}

export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Files of Node's own that a script names in any string. */
export function builtInsOf(text: string): string[] {
  const found = [...text.matchAll(/["'`](?:node:([\w/]+)|([\w/]+))["'`]\)/g)].flatMap(([, prefixed, bare]) => {
    if (prefixed !== undefined) return [prefixed];
    return bare !== undefined && builtinModules.includes(bare) && text.includes(`require("${bare}")`) ? [bare] : [];
  });
  const imported = [...text.matchAll(/\bfrom\s*["'](?:node:)?([\w/]+)["']/g)].map(([, name = '']) => name);
  return [...new Set([...found, ...imported])].sort();
}

/** Pieces of the program that a piece names, as `./name.cjs`. */
export function piecesOf(text: string): string[] {
  return [...text.matchAll(/["'`]\.\/([\w-]+\.cjs)["'`]/g)].map(([, name = '']) => name);
}
