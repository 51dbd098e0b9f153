/** Memory: the most that `decode` needs for a file of many blocks, in each format that is for people or for tables. */
import { join } from 'node:path';
import { blockSize, blockType, writeBlocks } from './corpus.mjs';
import { runProgram } from './measure.mjs';

const formats = ['json', 'csv', 'markdown', 'table'];
const mostMebibytes = 300;

export async function benchMemory({ quick, work, report }) {
  const count = quick ? 2000 : 100_000;
  const file = join(work, 'many.bin');
  writeBlocks(file, count);
  for (const format of formats) {
    const decode = ['decode', '--format', format, '--type', blockType, '--split', String(blockSize), file];
    const { ms, mebibytes } = await runProgram(decode, { work });
    if (mebibytes === null) throw new Error('this system does not say how much memory a process had');
    report({
      name: `most memory of many blocks as ${format}`,
      value: mebibytes,
      unit: ' MiB',
      target: { atMost: mostMebibytes },
      detail: `${count} blocks in ${(ms / 1000).toFixed(0)} s`,
    });
  }
}
