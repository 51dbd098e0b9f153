/**
 * The kinds of trial: what is damaged, and which command lines meet it. A trial follows from the numbers that it is
 * made with, and its `target` is the file that a finding is made smaller in.
 */
import { type BlockResult, catalog } from '../../src/index.js';
import { decodeSchema } from '../../src/model/result.js';
import { accountProblems } from '../generic/account.js';
import type { MemoryFiles } from '../support/memory-io.js';
import { runChecked } from './checked-run.js';
import type { Corpus, CorpusCase } from './corpus.js';
import { dumpText } from './dump-texts.js';
import { hold } from './finding.js';
import { judgeBlock } from './judge-block.js';
import { mostBytes, mutateBytes } from './mutate-bytes.js';
import { mutateJson } from './mutate-json.js';
import { mutateText } from './mutate-text.js';
import { Random } from './random.js';
import { tarGzOf, tarOf } from './tar-writer.js';

export interface Trial {
  readonly kind: string;
  /** What was mutated, and how. */
  readonly about: string;
  readonly mutations: readonly string[];
  readonly target: string;
  readonly files: MemoryFiles;
  /** The command lines, or a word for a set of them; enough to do it again. */
  readonly plan: unknown;
  /** @throws Finding. */
  readonly judge: (files: MemoryFiles) => Promise<void>;
}

type Maker = (corpus: Corpus, random: Random) => Trial;

const types = [
  'clp-page',
  ...catalog.layouts().map((one) => (one.interface ? `${one.tag}@${one.interface}` : one.tag)),
];

const blockTrial: Maker = (corpus, random) => {
  const from = random.pick(corpus.blocks);
  const mutant = mutateBytes(from, random, corpus.blocks);
  const how = random.below(8);
  const type = how === 0 ? random.pick(types) : how < 3 ? undefined : from.type;
  const endian = random.once(6) ? random.pick(['big', 'little'] as const) : how < 3 ? undefined : from.endian;
  const linux = random.once(8) ? random.pick(['3.6', '5.4', '5.10', '6.1', '7.2', '99.9']) : undefined;
  const options = {
    ...(type === undefined ? {} : { type }),
    ...(endian === undefined ? {} : { endian }),
    ...(linux === undefined ? {} : { linux }),
  };
  const more = [
    ...(random.once(4) ? ['--codepage', random.pick(['500', '1047'])] : []),
    ...(random.once(4) ? ['-v'] : []),
    ...(random.once(8) ? ['--color', 'never', '-q'] : []),
  ];
  return {
    kind: 'block',
    about: from.name,
    mutations: mutant.done,
    target: 'block.bin',
    files: new Map([['block.bin', mutant.bytes]]),
    plan: { options, more },
    judge: (files) => judgeBlock({ bytes: files.get('block.bin') ?? new Uint8Array(), options, more }),
  };
};

const textTrial: Maker = (corpus, random) => {
  const sample = random.once(3) && corpus.texts.length > 0 ? random.pick(corpus.texts) : undefined;
  const from = random.pick(corpus.blocks);
  const dump = sample === undefined ? dumpText(from.bytes, random) : { format: sample.name, text: sample.text };
  const { text, done } = mutateText(dump.text, random);
  const words = [
    ...(random.once(2) ? ['--type', random.once(4) ? random.pick(types) : from.type] : []),
    ...(random.once(3) ? ['--partial'] : []),
    ...(random.once(6)
      ? ['--word', random.pick(['2', '4', '8']), '--word-endian', random.pick(['big', 'little'])]
      : []),
    ...(random.once(4) ? ['-v'] : []),
  ];
  const argv = ['decode', 'dump.txt', ...words];
  return {
    kind: 'text',
    about: dump.format,
    mutations: done,
    target: 'dump.txt',
    files: new Map([['dump.txt', Buffer.from(text)]]),
    plan: argv,
    judge: async (files) => {
      const json = await runChecked([...argv, '--format', 'json'], files);
      const table = await runChecked([...argv, '--format', 'table'], files);
      hold(
        json.code === table.code && json.stderr === table.stderr,
        'format-changes-trouble',
        () => `${json.stderr} / ${table.stderr}`,
      );
      if (json.text !== '') holdBlocks(json.text);
    },
  };
};

/** Blocks whose bytes are known by themselves alone: each bit is covered once. */
function holdBlocks(json: string): void {
  for (const block of JSON.parse(json).blocks) {
    const bytes = new Uint8Array(block.length);
    for (const struct of block.structs) {
      if (struct.raw !== undefined) bytes.set(Buffer.from(struct.raw, 'hex'), struct.byteOffset);
      for (const field of struct.fields) {
        for (const [i, byte] of Buffer.from(field.raw ?? '', 'hex').entries()) {
          const at = struct.byteOffset + field.byteOffset + i;
          bytes[at] = (bytes[at] ?? 0) | byte;
        }
      }
    }
    const problems = accountProblems(bytes, block);
    hold(problems.length === 0, 'coverage', () => problems.join('\n'));
  }
}

const jsonTrial: Maker = (corpus, random) => {
  const from = random.pick(corpus.blocks.filter((block) => block.bytes.length <= 1024));
  const seed = random.next();
  return {
    kind: 'json',
    about: from.name,
    mutations: [],
    target: 'block.bin',
    files: new Map([['block.bin', from.bytes]]),
    plan: { type: from.type, endian: from.endian, seed },
    judge: async (files) => {
      const argv = ['decode', 'block.bin', '--input', 'binary', '--type', from.type, '--endian', from.endian];
      const whole = (await runChecked([...argv, '--format', 'json'], files)).text;
      const changed = mutateJson(whole, new Random(seed, 0)).text;
      const encoded = await runChecked(['encode', 'a.json', '-v'], new Map([['a.json', Buffer.from(changed)]]));
      if (encoded.code !== 0 || encoded.stdout.length === 0) return;
      await judgeBlock({ bytes: encoded.stdout, options: { type: from.type, endian: from.endian }, more: [] });
    },
  };
};

const commandsOfTables: readonly (readonly string[])[] = [
  ['decode', 'block.bin', '--format', 'json'],
  ['decode', 'block.bin', '--format', 'table', '-v'],
  ['decode', 'block.bin', '--format', 'markdown'],
  ['decode', 'block.bin', '--format', 'csv'],
  ['decode', 'block.bin', '--format', 'hex'],
  ['fields'],
  ['fields', '--matrix'],
  ['fields', '--format', 'json'],
  ['fields', '--matrix', '--format', 'markdown'],
  ['explain', 'vfio_device_info'],
  ['explain', 'fid'],
  ['audit', 'vfio-zdev'],
  ['audit', 'vfio-zdev', '--format', 'json'],
  ['audit', 'vfio-zdev', '--format', 'markdown'],
  ['predict', '--vfio', 'block.bin', '--format', 'json'],
  ['diff', '--vfio', 'block.bin', '--format', 'markdown'],
];

const tablesTrial: Maker = (corpus, random) => {
  const from = random.pick(corpus.tables);
  const { text, done } = random.once(5) ? mutateText(from.text, random) : mutateJson(from.text, random);
  const block = random.pick(corpus.blocks);
  const option = from.name.endsWith('views.json') ? '--views' : '--layouts';
  const commands = [0, 1, 2].map(() => [...random.pick(commandsOfTables), option, 'tables.json']);
  return {
    kind: 'tables',
    about: from.name,
    mutations: done,
    target: 'tables.json',
    files: new Map([
      ['tables.json', Buffer.from(text)],
      ['block.bin', block.bytes],
    ]),
    plan: commands,
    judge: async (files) => {
      for (const argv of commands) {
        const run = await runChecked(argv, files);
        if (argv[0] === 'decode' && argv.includes('json') && run.text !== '') holdBlocks(run.text);
      }
    },
  };
};

const reporters = ['pretty', 'json', 'junit', 'ktap', 'github', 'sarif'];

const caseTrial: Maker = (corpus, random) => {
  const from = random.pick(corpus.cases.filter((one) => one.files.size < 20));
  const name = random.pick([...from.files.keys()].filter((file) => file.endsWith('.json') || file.endsWith('.bin')));
  const bytes = from.files.get(name) ?? new Uint8Array();
  const isJson = name.endsWith('.json') && !random.once(8);
  const changed = isJson
    ? mutateJson(Buffer.from(bytes).toString('utf8'), random)
    : { ...mutateText(Buffer.from(bytes).toString('latin1'), random) };
  const now = Buffer.from(changed.text, isJson ? 'utf8' : 'latin1');
  const commands = [
    ['check', 'c', '--reporter', random.pick(reporters)],
    ['check', 'c', '--reporter', random.pick(reporters), ...(random.once(2) ? ['-v'] : ['--update'])],
  ];
  return {
    kind: 'case',
    about: `${from.name}/${name}`,
    mutations: changed.done,
    target: `c/${name}`,
    files: new Map([...inFolder(from, 'c'), [`c/${name}`, now]]),
    plan: commands,
    judge: async (files) => {
      for (const argv of commands) await runChecked(argv, files, { env: { GITHUB_ACTIONS: 'true' } });
    },
  };
};

function inFolder(from: CorpusCase, folder: string): [string, Uint8Array][] {
  return [...from.files].map(([name, bytes]) => [`${folder}/${name}`, bytes]);
}

/** Three views of which one file is damaged. */
const viewsTrial: Maker = (corpus, random) => {
  const from = random.pick(corpus.cases.filter((one) => one.files.has('vfio-device-info.bin')));
  const names = [...from.files.keys()].filter((name) => /\.bin$|sysfs\.txt$/.test(name));
  const name = random.pick(names);
  const block = corpus.blocks.find((one) => one.name === `${from.name}/${name}`);
  const changed =
    block === undefined
      ? mutateText(Buffer.from(from.files.get(name) ?? new Uint8Array()).toString('utf8'), random)
      : mutateBytes(block, random, corpus.blocks);
  const now = 'text' in changed ? Buffer.from(changed.text) : changed.bytes;
  const commands = [
    ['diff', 'c', '--format', random.pick(['json', 'table', 'markdown'])],
    ['diff', 'c', '--format', 'json'],
    [
      'predict',
      '--vfio',
      'c/vfio-device-info.bin',
      'c/vfio-iommu-info.bin',
      '--format',
      random.pick(['json', 'table', 'markdown', 'csv', 'hex']),
    ],
    ['audit', 'vfio-zdev', '--block', 'c/vfio-device-info.bin', '--format', random.pick(['json', 'table', 'markdown'])],
  ];
  return {
    kind: 'views',
    about: `${from.name}/${name}`,
    mutations: changed.done,
    target: `c/${name}`,
    files: new Map([...inFolder(from, 'c'), [`c/${name}`, now]]),
    plan: commands,
    judge: async (files) => {
      for (const argv of commands) {
        const run = await runChecked(argv, files);
        if (argv.includes('json') && run.text !== '') JSON.parse(run.text);
      }
    },
  };
};

/** A folder of captures as a tar or a tar.gz, damaged. */
const archiveTrial: Maker = (corpus, random) => {
  const from = random.pick(corpus.cases.filter((one) => one.files.size < 40));
  const isGz = random.once(3);
  const bytes = (isGz ? tarGzOf : tarOf)(from.files);
  const whole = { name: from.name, type: 'tar', endian: 'big', bytes, steering: headsOf(bytes) } as const;
  const mutant = mutateBytes(whole, random, corpus.blocks);
  const name = isGz ? 'bundle.tgz' : 'bundle.tar';
  const commands = [
    ['decode', name, '--format', 'json', '--fail-on', 'warning'],
    random.once(2) ? ['diff', name, '--format', 'json'] : ['decode', name, '--format', 'table'],
  ];
  return {
    kind: 'archive',
    about: from.name,
    mutations: mutant.done,
    target: name,
    files: new Map([[name, mutant.bytes]]),
    plan: commands,
    judge: async (files) => {
      for (const argv of commands) {
        const run = await runChecked(argv, files);
        if (argv[0] === 'decode' && argv.includes('json') && run.text !== '') holdBlocks(run.text);
      }
    },
  };
};

/** Places in the heads of a tar that are worth damaging: name, size, kind, sum, magic. */
function headsOf(bytes: Uint8Array): { at: number; size: number }[] {
  const heads: { at: number; size: number }[] = [];
  for (let at = 0; at < bytes.length && heads.length < 2000; at += 512)
    for (const field of [0, 4, 100, 124, 130, 134, 148, 152, 156, 257, 345]) heads.push({ at: at + field, size: 4 });
  return heads;
}

/** Blocks one behind the other, some damaged, cut again by --split; in lines, whole and of some fields. */
const corpusTrial: Maker = (corpus, random) => {
  const isSized = random.once(2);
  const first = random.pick(corpus.blocks.filter((block) => block.bytes.length <= 1024));
  const alike = corpus.blocks.filter((block) => block.type === first.type && block.endian === first.endian);
  const done: string[] = [];
  const parts = Array.from({ length: 1 + random.small(30) }, () => {
    const from = random.pick(alike);
    if (random.once(2)) return from.bytes;
    const mutant = mutateBytes(from, random, corpus.blocks);
    done.push(...mutant.done);
    return mutant.bytes;
  });
  const split = isSized ? String(random.pick([first.bytes.length, 24, 192, 384, 4096])) : 'response';
  const argv = [
    'decode',
    'corpus.bin',
    '--input',
    'binary',
    '--type',
    first.type,
    '--endian',
    first.endian,
    '--split',
    split,
  ];
  const fields = random.pick(['argsz,flags', 'fid,fh', 'hdr.len', 'fh_list[0].fid', 'x', 'bar[0],bar[5]']);
  return {
    kind: 'corpus',
    about: first.name,
    mutations: done,
    target: 'corpus.bin',
    files: new Map([['corpus.bin', Uint8Array.from(Buffer.concat(parts)).slice(0, mostBytes)]]),
    plan: argv,
    judge: async (files) => {
      const json = await runChecked([...argv, '--format', 'json'], files);
      const lines = await runChecked([...argv, '--format', 'ndjson'], files);
      hold(
        json.code === lines.code && json.stderr === lines.stderr,
        'lines-change-trouble',
        () => `${json.stderr} / ${lines.stderr}`,
      );
      const blocks: BlockResult[] = json.text === '' ? [] : JSON.parse(json.text).blocks;
      const own = lines.text.split('\n').filter((line) => line !== '');
      hold(own.length === blocks.length, 'lines-count', () => `${own.length} lines, ${blocks.length} blocks`);
      const first = blocks.findIndex(
        (block, i) => JSON.stringify({ schema: decodeSchema, ...block }) !== JSON.stringify(JSON.parse(own[i] ?? '')),
      );
      hold(first < 0, 'line-differs', () => `line ${first}: ${own[first]?.slice(0, 300)}`);
      let end = 0;
      for (const { sourceOffset, length } of blocks) {
        hold(sourceOffset === end, 'split-offset', () => `${sourceOffset} after ${end}`);
        end = sourceOffset + length;
      }
      if (json.text !== '') holdBlocks(json.text);
      const some = await runChecked([...argv, '--format', 'ndjson', '--fields', fields], files);
      hold(
        some.code !== 0 || some.text.split('\n').length === own.length + 1,
        'fields-count',
        () => `${some.text.split('\n').length - 1} lines, ${own.length} blocks`,
      );
      for (const line of some.text.split('\n')) if (line !== '') JSON.parse(line);
    },
  };
};

const makers: readonly (readonly [weight: number, make: Maker])[] = [
  [10, blockTrial],
  [6, textTrial],
  [2, jsonTrial],
  [3, tablesTrial],
  [2, caseTrial],
  [3, viewsTrial],
  [2, archiveTrial],
  [3, corpusTrial],
];

/** One trial; the kinds have their weights. */
export function makeTrial(corpus: Corpus, random: Random): Trial {
  let left = random.below(makers.reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, make] of makers) {
    if (left < weight) return make(corpus, random);
    left -= weight;
  }
  throw new Error('no kind of trial');
}
