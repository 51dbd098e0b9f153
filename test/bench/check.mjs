/**
 * `check` of cases in which nothing has changed, against `sha256sum` over the same files: manifest, block and
 * expectation of each.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { blockSize, blockType, makeBlocks } from './corpus.mjs';
import { pair, program, timeCommand } from './measure.mjs';

const block = 'query-fn.bin';

export async function benchCheck({ quick, work, report }) {
  const count = quick ? 200 : 10_000;
  const dir = join(work, 'cases');
  const list = join(work, 'files');
  const files = writeCases(dir, count);
  writeFileSync(list, `${files.join('\0')}\0`);
  timeCommand(process.execPath, [program, 'check', '--update', '--force', dir]);
  const { ratio, medians } = await pair(
    () => timeCommand('sh', ['-c', `xargs -0 sha256sum < '${list}'`]),
    () => timeCommand(process.execPath, [program, 'check', dir]),
    quick ? 1 : 5,
  );
  report({
    name: `check of ${count} unchanged cases against sha256sum, time`,
    value: ratio,
    target: { atMost: 6 },
    detail: `${files.length} files; ${medians
      .map((ms) => `${(ms / 1000).toFixed(2)} s`)
      .reverse()
      .join(' and ')}`,
  });
}

/** Cases of one block each, no two the same; returns the paths of all files that each will have. */
function writeCases(dir, count) {
  const bytes = makeBlocks(count);
  return Array.from({ length: count }, (_, i) => {
    const folder = join(dir, `${Math.floor(i / 100)}`, `case-${i}`);
    const own = bytes.subarray(i * blockSize, (i + 1) * blockSize);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, block), own);
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifestOf(own, i)));
    return ['manifest.json', block, 'expected.decode.json'].map((name) => join(folder, name));
  }).flat();
}

function manifestOf(bytes, i) {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    schema: 'zpci-inspect/manifest@1',
    title: `answer ${i}`,
    blocks: [{ role: 'firmware-query-fn', file: block, type: blockType, sha256 }],
    provenance: { kind: 'synthetic', how: 'made by a loop', values: 'made up' },
  };
}
