/**
 * One thing changed: the right case fails, and says in decoded words why.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cases } from '../fixtures/cases.js';
import { brief, copy, edit, only, poke } from './places.js';

describe('unchanged cases', () => {
  test('pass, whatever the layout of their expectations', async () => {
    const dir = await copy('three-views/net-group5');
    expect((await only(dir)).status).toBe('pass');
    for (const file of ['expected.decode.json', 'expected.diff.json']) {
      edit(join(dir, file), (text) => JSON.stringify(JSON.parse(text), null, 2));
    }
    expect((await only(dir)).status).toBe('pass');
  });
});

const binary = cases.filter((one) => one.blocks.some(({ listed }) => listed.file.endsWith('.bin')));

test.each(binary)('a byte of every block of $path', async (one) => {
  const dir = await copy(one.path);
  const files = one.blocks.map((block) => block.listed.file);
  for (const [i, { bytes }] of one.blocks.entries()) {
    // A file of one byte must not become a letter: it would be read as a text.
    const bit = bytes.length === 1 ? 0x80 : 0x40;
    poke(join(dir, files[i] ?? ''), (i * 7919 + 5) % bytes.length, (byte) => byte ^ bit);
  }
  const { status, reason, differences } = await only(dir);
  expect(status).toBe('fail');
  expect(reason).toMatch(/^\S+: expected sha256 [0-9a-f]{64}, got sha256 [0-9a-f]{64}; /);
  for (const file of files) {
    const kinds = differences.filter((difference) => difference.file === file).map(({ kind }) => kind);
    expect(kinds, file).toContain('bytes');
    const decoded = kinds.filter((kind) => kind !== 'bytes' && kind !== 'statement');
    expect(decoded, `a decoded difference of ${file}`).not.toEqual([]);
  }
});

describe('a character of a text', () => {
  const name = 'text/clp-query-page';

  test('a digit is a difference of a field', async () => {
    const dir = await copy(name);
    // The first digit of the pfgid, behind two bytes of vfn and one of bits.
    edit(join(dir, 'xxd-p.txt'), (text) => text.replace('002301ff', '0023010f'));
    const { status, differences } = await only(dir);
    expect(status).toBe('fail');
    expect(differences.map(brief)).toContainEqual(
      expect.stringMatching(/^field clp_rsp_query_pci\.pfgid: 255.* -> 15/),
    );
    expect(differences.map(({ file, kind }) => `${file} ${kind}`)).toContain('xxd-p.txt bytes');
  });

  test('damage is an error that names line and column', async () => {
    const dir = await copy(name);
    edit(join(dir, 'xxd.txt'), (text) => text.replace('0023 01ff', '0023 01fg'));
    const { status, reason } = await only(dir);
    expect(status).toBe('error');
    expect(reason).toMatch(/xxd\.txt: xxd: line 4, column 19: 'g' is not a hex digit/);
  });
});

describe('an expectation', () => {
  const name = 'three-views/net-group5';
  const changes: readonly [string, string, RegExp, string, string][] = [
    [
      'a value',
      'expected.decode.json',
      /\["pfgid","19:8",5\]/,
      '["pfgid","19:8",6]',
      'field clp_rsp_query_pci.pfgid: 6 -> 5',
    ],
    [
      'a place',
      'expected.decode.json',
      /\["pfgid","19:8",5\]/,
      '["pfgid","20:8",5]',
      'field clp_rsp_query_pci.pfgid: 5 at byte 20, 8 bits -> 5 at byte 19, 8 bits',
    ],
    [
      'a label',
      'expected.decode.json',
      /"0x0010 CLP_RC_OK request done"/,
      '"fine"',
      'field clp_rsp_query_pci.hdr.rsp: "fine" -> "0x0010 CLP_RC_OK request done"',
    ],
    [
      'a finding',
      'expected.decode.json',
      /\["RESPONSE_NOT_OK","[^"]*",\d+\]/,
      '',
      'issue clp_rsp_slpc_pci.hdr.rsp: null -> RESPONSE_NOT_OK',
    ],
    [
      'a verdict',
      'expected.diff.json',
      /"derived vfio_device_info_cap_zpci_base.fmb_length"/,
      '"same vfio_device_info_cap_zpci_base.fmb_length"',
      'verdict clp_rsp_query_pci.fmb_len vfio: same vfio_device_info_cap_zpci_base.fmb_length -> derived vfio_device_info_cap_zpci_base.fmb_length',
    ],
  ];

  test.each(changes)('%s', async (_what, file, pattern, other, said) => {
    const dir = await copy(name);
    edit(join(dir, file), (text) => text.replace(pattern, other));
    const result = await only(dir);
    expect(result.status).toBe('fail');
    expect(result.differences.map(brief)).toContain(said);
  });

  test('every line of it counts', async () => {
    const dir = await copy('synthetic/zdev-v2-atomic-comp');
    const path = join(dir, 'expected.decode.json');
    const text = readFileSync(path, 'utf8');
    const lines = text.split('\n').filter((line) => /^\[".*\],?$/.test(line));
    expect(lines.length).toBeGreaterThan(50);
    for (const line of new Set(lines)) {
      edit(path, () => text.replace(line, line.replace(/^\["/, '["x')));
      expect((await only(dir)).status, line).toBe('fail');
      edit(path, () => text);
    }
  });

  test('an entry for no block', async () => {
    const dir = await copy('synthetic/group-status');
    edit(join(dir, 'expected.decode.json'), (text) => {
      const whole = JSON.parse(text);
      whole.blocks.push({ ...whole.blocks[0], block: 'gone.bin' });
      return JSON.stringify(whole);
    });
    const result = await only(dir);
    expect(result.status).toBe('fail');
    expect(result.reason).toContain('obsolete');
  });
});
