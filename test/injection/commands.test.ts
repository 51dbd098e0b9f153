/**
 * Hostile text on every way into the program: names of files, bytes of text fields, texts of tables and manifests,
 * pasted dumps, and the command line. Whatever is printed, on either stream, is text and nothing else.
 */
import { describe, expect, it } from 'vitest';
import { filesBelow, type MemoryFiles, type MemoryRun, runInMemory } from '../support/memory-io.js';
import { root } from '../support/run.js';
import { expectInert, type OutputKind } from './inert.js';
import { attacks, everyAttack } from './poison.js';

const views: MemoryFiles = filesBelow(`${root}/fixtures/three-views/net-group5`, 'c');
const bytesOf = (name: string): Uint8Array => Uint8Array.from(views.get(`c/${name}`) ?? []);
const named = Object.entries(attacks);

const formats: readonly (readonly [string, OutputKind])[] = [
  ['table', 'terminal'],
  ['json', 'json'],
  ['ndjson', 'lines'],
  ['markdown', 'markdown'],
  ['csv', 'csv'],
  ['hex', 'terminal'],
  ['html', 'html'],
];
const short = formats.filter(([name]) => ['table', 'json', 'markdown'].includes(name));

/** Runs a command line, and looks at both streams. */
async function inert(kind: OutputKind, argv: readonly string[], files: MemoryFiles): Promise<MemoryRun> {
  const run = await runInMemory(argv, files, { env: { GITHUB_ACTIONS: 'true' } });
  expect(run.code).toBeLessThan(3);
  if (run.stdout.length > 0) expectInert(kind, run.stdout.toString('utf8'));
  if (run.stderr !== '') expectInert('terminal', run.stderr);
  return run;
}

describe.each(named)('a file name: %s', (_what, text) => {
  const name = text.replaceAll('/', '|');
  const files = new Map([...views, [name, bytesOf('vfio-device-info.bin')], ['fn', bytesOf('guest-query-fn.bin')]]);

  it.each(formats)('decode --format %s', async (format, kind) => {
    const run = await inert(kind, ['decode', '-v', '--format', format, '--', name], files);
    expect([run.code, run.stdout.length > 0]).toEqual([0, true]);
  });

  it('decode in lines, and of some fields', async () => {
    const argv = ['decode', '--format', 'ndjson', '--split', '24', '--type', 'vfio_device_info', '--endian', 'big'];
    expect((await inert('lines', [...argv, '--', name], files)).code).toBe(0);
    expect((await inert('lines', [...argv, '--fields', 'argsz,flags', '--', name], files)).code).toBe(0);
  });

  it.each(short)('diff, predict and audit --format %s', async (format, kind) => {
    const both = ['--vfio', name];
    expect(
      (await inert(kind, ['diff', '--firmware', 'c/firmware-query-fn.bin', ...both, '--format', format], files)).code,
    ).toBeLessThan(2);
    expect((await inert(kind, ['predict', ...both, '--format', format], files)).code).toBe(0);
    expect((await inert(kind, ['audit', 'vfio-zdev', '--block', name, '--format', format], files)).code).toBeLessThan(
      2,
    );
  });

  it('that cannot be read or understood', async () => {
    const bad = new Map([[name, Buffer.from('no dump at all')]]);
    for (const argv of [
      ['decode', '--', name],
      ['decode', '-v', '--partial', '--', name],
      ['decode', '--', `${name}2`],
      ['encode', '--', name],
      ['diff', '--', name, `${name}2`],
      ['predict', '--vfio', name],
      ['audit', 'vfio-zdev', '--block', name],
      ['check', '--', name],
      ['fields', '--layouts', name],
      ['fields', '--views', name],
    ]) {
      const run = await inert('terminal', argv, bad);
      expect([run.code, run.stderr !== ''], argv.join(' ')).toEqual([2, true]);
    }
  });
});

/** EBCDIC of characters that all code pages agree on. */
const ebcdic: Readonly<Record<string, number>> = Object.fromEntries([
  ...[...'abcdefghi'].map((char, i) => [char, 0x81 + i]),
  ...[...'jklmnopqr'].map((char, i) => [char, 0x91 + i]),
  ...[...'stuvwxyz'].map((char, i) => [char, 0xa2 + i]),
  ...[...' .<(+&*);-/,%_>?`:#@\'="'].map((char, i) => [
    char,
    [
      0x40, 0x4b, 0x4c, 0x4d, 0x4e, 0x50, 0x5c, 0x5d, 0x5e, 0x60, 0x61, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f, 0x79, 0x7a, 0x7b,
      0x7c, 0x7d, 0x7e, 0x7f,
    ][i] ?? 0,
  ]),
]);
const inEbcdic = (text: string): Uint8Array => Uint8Array.from(text.padEnd(64), (char) => ebcdic[char] ?? 0x40);

const fieldTexts: readonly (readonly [string, Uint8Array])[] = [
  ...[0, 64, 128, 192].map(
    (from) => [`bytes from ${from} on`, Uint8Array.from({ length: 64 }, (_, i) => from + i)] as const,
  ),
  ['a formula', inEbcdic("=cmd*'/c calc'")],
  ['a command', inEbcdic('x ::error file=a,line=1::b ::add-mask::c')],
  ['markup', inEbcdic('<script src="//x">&lt;</script>')],
];

describe.each(fieldTexts)('a text field: %s', (_what, text) => {
  /** The utility string: byte 128 of the answer, valid by bit 7 of byte 19 (18 in the page's answer). */
  const page = bytesOf('guest-query-fn.bin');
  const response = page.length > 384 ? page.subarray(32) : page;
  response.set(text, 128);
  response[18] = (response[18] ?? 0) | 0x01;
  const files = new Map([...views, ['c/guest-query-fn.bin', page]]);

  it.each(formats)('decode --format %s', async (format, kind) => {
    for (const codepage of ['037', '500', '1047']) {
      const argv = ['decode', '-v', '--codepage', codepage, '--format', format, 'c/guest-query-fn.bin'];
      expect((await inert(kind, argv, files)).code).toBe(0);
    }
  });

  it.each(short)('diff --format %s', async (format, kind) => {
    expect((await inert(kind, ['diff', '-v', 'c', '--format', format], files)).code).toBeLessThan(2);
  });
});

/** Keys of tables and manifests that hold words for people. */
const words = new Set([
  'title',
  'doc',
  'since',
  'symbol',
  'file',
  'why',
  'unsure',
  'text',
  'yes',
  'no',
  'zero',
  'unit',
  'rest',
  'what',
  'help',
  'how',
  'note',
  'values',
  'reason',
]);

function withWords(json: string, text: string, other: readonly string[] = []): Uint8Array {
  const changed: unknown = JSON.parse(json, (key, value) => {
    if (key === 'reasons') return Object.fromEntries(Object.entries(value).map(([id, why]) => [id, `${why}${text}`]));
    const isText = typeof value === 'string' && !value.startsWith('@') && words.has(key) && !other.includes(key);
    return isText ? value + text : value;
  });
  return Buffer.from(JSON.stringify(changed));
}

/** Few, where many commands meet each. */
const some = [
  ['line ends', attacks['line ends']],
  ['workflow command', attacks['workflow command']],
  ['all of them', everyAttack],
] as const;

describe.each(some)('a table of the user: %s', (_what, text) => {
  async function exported(name: string): Promise<Uint8Array> {
    const run = await runInMemory(['fields', '--export', name], new Map());
    expect(run.code).toBe(0);
    return withWords(run.stdout.toString('utf8'), text, name === 'vfio-zdev' ? ['since'] : []);
  }
  const commands: readonly (readonly string[])[] = [
    ['decode', '-v', 'c/vfio-device-info.bin'],
    ['fields', 'vfio_device_info_cap_zpci_base'],
    ['fields', '--matrix'],
    ['explain', 'fmb_length'],
    ['explain', 'vfio_device_info_cap_zpci_base'],
    ['audit', 'vfio-zdev', '--block', 'c/vfio-device-info.bin'],
    ['diff', 'c'],
    ['predict', '--vfio', 'c/vfio-device-info.bin'],
  ];

  it.each(short)('every command --format %s', async (format, kind) => {
    const files = new Map([
      ...views,
      ['l.json', await exported('vfio_device_info_cap_zpci_base')],
      ['v.json', await exported('vfio-zdev')],
    ]);
    for (const argv of commands) {
      const run = await inert(kind, [...argv, '--layouts', 'l.json', '--views', 'v.json', '--format', format], files);
      expect([run.code < 2, run.stdout.length > 0], `${argv.join(' ')}: ${run.stderr}`).toEqual([true, true]);
    }
  });

  it('exported again', async () => {
    const files = new Map([
      ['l.json', await exported('vfio_device_info_cap_zpci_base')],
      ['v.json', await exported('vfio-zdev')],
    ]);
    for (const name of ['vfio_device_info_cap_zpci_base', 'vfio-zdev']) {
      const run = await inert('json', ['fields', '--export', name, '--layouts', 'l.json', '--views', 'v.json'], files);
      expect(run.code).toBe(0);
    }
  });
});

const reporters: readonly (readonly [string, OutputKind])[] = [
  ['pretty', 'terminal'],
  ['json', 'json'],
  ['junit', 'xml'],
  ['ktap', 'ktap'],
  ['github', 'commands'],
  ['sarif', 'json'],
  ['html', 'html'],
];

describe.each([...named, ['all of them', everyAttack] as const])('a case of check: %s', (_what, text) => {
  const folder = `cases/${text.replaceAll('/', '|')}`;
  const manifest = withWords(Buffer.from(bytesOf('manifest.json')).toString('utf8'), text);
  const fn = bytesOf('guest-query-fn.bin');
  fn.set(fieldTexts[1]?.[1] ?? [], 160);
  const files = new Map([
    ...[...views].map(([name, bytes]) => [name.replace(/^c/, () => folder), bytes] as const),
    [`${folder}/guest-query-fn.bin`, fn],
    [`cases/good/manifest.json`, manifest],
    [`${folder}/manifest.json`, Buffer.from(bytesOf('manifest.json'))],
    ['cases/broken/manifest.json', Buffer.from(`{"schema": ${JSON.stringify(text)}}`)],
    [
      'cases/allow.json',
      Buffer.from(
        JSON.stringify({
          schema: 'zpci-inspect/allow@1',
          allow: [{ case: text, reason: text, verdict: text, field: text }],
        }),
      ),
    ],
  ]);

  it.each(reporters)('--reporter %s', async (reporter, kind) => {
    const run = await inert(kind, ['check', '-v', '--reporter', reporter, 'cases'], files);
    expect([run.code > 0, run.stdout.length > 0]).toEqual([true, true]);
  });

  it('listed', async () => {
    await inert('terminal', ['check', '--list', 'cases'], files);
  });
});

describe.each([...named, ['all of them', everyAttack] as const])('a pasted text: %s', (_what, text) => {
  const dump = '00000000: 0020 0002 0000 0000 0000 0000 0000 0000  ................\n';
  const texts = [
    `${text}\n${dump}${text}\n`,
    `${dump}00000010: 00${text}\n`,
    `unsigned char ${text}[] = { 0x00, };\n`,
    `read(3, "${text}"..., 4) = 4\n`,
  ];

  it.each(texts.map((one, i) => [i, one] as const))('form %i', async (_i, one) => {
    const files = new Map([['dump.txt', Buffer.from(one)]]);
    for (const more of [[], ['-v', '--partial'], ['--input', 'xxd'], ['--input', 'hex', '-v']])
      for (const [format, kind] of formats.slice(0, 2))
        await inert(kind, ['decode', ...more, '--format', format, 'dump.txt'], files);
  });
});

describe.each(named)('the command line: %s', (_what, text) => {
  it('is quoted inertly', async () => {
    for (const argv of [
      [text],
      ['decode', `--${text}`],
      ['decode', '--format', text],
      ['decode', '--type', text, 'c/vfio-device-info.bin'],
      ['decode', '--input', text, 'c/vfio-device-info.bin'],
      ['decode', '--linux', text, 'c/vfio-device-info.bin'],
      ['fields', '--', text],
      ['fields', '--export', text],
      ['explain', '--', text],
      ['audit', '--', text],
      ['predict', '--vfio', 'c/vfio-device-info.bin', '--qemu', text],
      ['predict', '--vfio', 'c/vfio-device-info.bin', '--fid', text],
      ['check', '--reporter', text],
      ['check', '--filter', text, 'c'],
      ['encode', '--block', text, 'c/manifest.json'],
    ]) {
      const run = await inert('terminal', argv, views);
      if (run.code === 2) expect(run.stderr, argv.join(' ')).not.toBe('');
    }
  });
});
