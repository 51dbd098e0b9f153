import type { Endian } from '../../../src/index.js';
import { runChecked } from '../checked-run.js';
import { hold } from '../finding.js';
import { holdBlocks } from '../hold-blocks.js';
import { mutateJson } from '../mutate-json.js';
import { judgeTablesQuick } from '../quick/quick-tables.js';
import type { Random } from '../random.js';
import type { Maker } from '../trial.js';

/** Tables of the user that are not refused: what they decode is encoded to the same bytes again. */
export const ownTablesTrial: Maker = (corpus, random) => {
  const from = random.pick(corpus.tables.filter(({ name }) => name.endsWith('layouts.json')));
  const { text, done } = random.once(10) ? { text: from.text, done: [] } : mutateJson(from.text, random);
  const endian = random.pick(['big', 'little'] as const);
  const bytes = anyBytes(random, endian);
  return {
    kind: 'own-tables',
    about: from.name,
    mutations: done,
    target: 'own.json',
    files: new Map([
      ['own.json', Buffer.from(text)],
      ['block.bin', bytes],
    ]),
    plan: { endian },
    real: ['fields', '--layouts', 'own.json', '--format', 'json'],
    quick: (files) => judgeTablesQuick({ layouts: 'own.json' }, files, files.get('block.bin') ?? bytes, endian),
    judge: async (files) => {
      const own = ['--layouts', 'own.json'];
      for (const tag of tagsOf(files.get('own.json'))) {
        const pinned = ['--input', 'binary', '--type', tag, '--endian', endian];
        const run = await runChecked(['decode', 'block.bin', ...pinned, ...own, '--format', 'json'], files);
        if (run.text === '') continue;
        holdBlocks(run.text);
        const again = await runChecked(['encode', 'a.json', ...own], new Map([...files, ['a.json', run.stdout]]));
        hold(again.code === 0, 'own-encode-refused', () => again.stderr);
        hold(again.stdout.equals(files.get('block.bin') ?? bytes), 'own-encode-differs', () => `${tag} ${endian}`);
      }
    },
  };
};

function tagsOf(bytes: Uint8Array | undefined): string[] {
  try {
    const { layouts } = JSON.parse(Buffer.from(bytes ?? []).toString('utf8'));
    return layouts.flatMap(({ tag }: { tag: unknown }) =>
      typeof tag === 'string' && !tag.startsWith('-') ? [tag] : [],
    );
  } catch {
    return [];
  }
}

/** A block that begins with its length, or with the id and the version of a capability; the rest is anything. */
function anyBytes(random: Random, endian: Endian): Uint8Array {
  const bytes = Uint8Array.from({ length: random.pick([8, 48, 64, 200]) }, () => random.next() & 0xff);
  const view = new DataView(bytes.buffer);
  const isLittle = endian === 'little';
  if (random.once(4)) view.setUint16(0, bytes.length, isLittle);
  else if (random.once(2)) view.setUint32(0, bytes.length, isLittle);
  else view.setUint16(2, random.below(5), isLittle);
  return bytes;
}
