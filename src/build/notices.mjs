// Writes the licences of the packages whose code is bundled: their terms ask for that in every copy.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes `file` for the modules that metafiles of esbuild name. @throws Error when a package has no licence to copy. */
export function writeNotices(file, metafiles, root) {
  const modules = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const folders = new Set(modules.flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []));
  const notices = [...folders].map((folder) => noticeOf(join(root, folder))).sort();
  const head = 'zpci-inspect contains code of these packages, under the terms that follow each name.\n';
  writeFileSync(file, [head, ...notices].join(`\n${'-'.repeat(78)}\n\n`));
}

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  if (texts.length === 0) throw new Error(`${name} is bundled and has no licence text`);
  const bodies = texts.sort().map((text) => readFileSync(join(folder, text), 'utf8').replaceAll('\r\n', '\n').trim());
  return `${name} ${version} (${license})\n\n${bodies.join('\n\n')}\n`;
}
