/**
 * Allowances: what they cover, what they do not, and that one that does nothing is reported.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CheckResult } from '../../src/model/check.js';
import { checkIn, copies, edit, poke } from './places.js';

const name = 'three-views/net-group5';
const reason = 'firmware of the lab, see its notes';
let folder = '';

beforeAll(async () => {
  folder = await copies(name, 'synthetic/group-status');
  // fmb_length of the VFIO buffer: one field, one verdict, one hash, and the counts that follow.
  poke(join(folder, name, 'vfio-device-info.bin'), 0x35, (byte) => byte ^ 0x40);
});

async function check(allow: readonly unknown[], options: Parameters<typeof checkIn>[1] = {}): Promise<CheckResult> {
  writeFileSync(join(folder, 'allow.json'), JSON.stringify({ schema: 'zpci-inspect/allow@1', allow }));
  return checkIn(folder, options);
}

const field = { case: 'three-views/*', field: '*.fmb_l*', reason };

describe('an allowance', () => {
  test('is needed', async () => {
    const result = await check([]);
    const failed = result.cases.find((one) => one.status === 'fail');
    expect(failed?.name).toBe(name);
    expect(failed?.differences.map(({ kind }) => kind).sort()).toEqual(['bytes', 'field', 'verdict']);
    expect(result.exitCode).toBe(1);
  });

  test('covers what it names, and the hash that follows from it', async () => {
    const result = await check([field]);
    const one = result.cases.find((each) => each.name === name);
    expect(one?.status).toBe('pass');
    expect(one?.reason).toBe('3 differences allowed');
    expect(one?.differences.map(({ allowed }) => allowed)).toEqual([reason, reason, reason]);
    expect(result.summary).toMatchObject({ differences: 0, allowed: 3 });
    expect(result).toMatchObject({ allowances: [], exitCode: 0 });
  });

  test.each([
    [
      'the field of one struct',
      [{ ...field, field: 'vfio_device_info_cap_zpci_base.fmb_length' }],
      ['verdict', 'bytes'],
    ],
    ['a member by itself', [{ ...field, field: 'fmb_length' }], ['verdict', 'bytes']],
    ['a verdict', [{ case: '*', verdict: 'mismatch', reason }], ['field', 'bytes']],
    ['another verdict', [{ case: '*', verdict: 'leak', reason }], ['verdict', 'field', 'bytes']],
    ['another field', [{ ...field, field: 'fid' }], ['verdict', 'field', 'bytes']],
    ['another case', [{ ...field, case: 'synthetic/*' }], ['verdict', 'field', 'bytes']],
  ])('%s leaves the rest', async (_what, allow, open) => {
    const result = await check(allow);
    const one = result.cases.find((each) => each.name === name);
    const kinds = one?.differences.filter(({ allowed }) => allowed === null).map(({ kind }) => kind);
    expect(kinds?.sort()).toEqual([...open].sort());
    expect(one?.status).toBe('fail');
  });

  test('covers a finding by its code', async () => {
    const other = await copies('synthetic/chain-broken');
    edit(join(other, 'synthetic/chain-broken/expected.decode.json'), (text) => text.replace(/\["CHAIN_SELF",.*\]/, ''));
    const list = join(other, 'allow.json');
    const issue = (code: string) => ({ case: '*', issue: code, reason });
    writeFileSync(list, JSON.stringify({ schema: 'zpci-inspect/allow@1', allow: [issue('CHAIN_SELF')] }));
    expect((await checkIn(other)).cases[0]?.status).toBe('pass');
    writeFileSync(list, JSON.stringify({ schema: 'zpci-inspect/allow@1', allow: [issue('CHAIN_LOOP')] }));
    expect((await checkIn(other)).cases[0]?.status).toBe('fail');
  });
});

describe('an allowance with an end', () => {
  const status = async (until: string): Promise<(string | undefined)[]> => {
    const result = await check([{ ...field, until }]);
    return [
      result.cases.find((each) => each.name === name)?.status,
      ...result.allowances.map(({ message }) => message),
    ];
  };

  test.each([
    ['linux 6.13', ['pass']],
    ['linux 6.12.108', ['pass']],
    ['linux 6.12', ['fail', `ended with linux 6.12 (case ${name}); what it allowed is judged again`]],
    ['qemu 10.1', ['pass']],
    ['qemu 10.0.13', ['fail', `ended with qemu 10.0.13 (case ${name}); what it allowed is judged again`]],
    ['zpci-inspect 1.0.1', ['pass']],
    ['zpci-inspect 1.0', ['fail', `ended with zpci-inspect 1.0 (case ${name}); what it allowed is judged again`]],
  ])('%s', async (until, expected) => {
    expect(await status(until)).toEqual(expected);
  });
});

describe('an allowance that does nothing', () => {
  test('is reported, and a failure with --fail-on warning', async () => {
    const useless = { case: 'synthetic/*', field: 'fid', reason };
    const result = await check([field, useless, { ...useless, case: 'nowhere/*' }]);
    expect(result.allowances).toEqual([
      { file: 'allow.json', entry: 2, case: 'synthetic/*', message: 'matches no difference: take it out' },
      { file: 'allow.json', entry: 3, case: 'nowhere/*', message: 'names no case' },
    ]);
    expect(result.exitCode).toBe(0);
    expect((await check([field, useless], { failOn: 'warning' })).exitCode).toBe(1);
  });

  test('is left alone when its cases are not checked', async () => {
    const useless = { case: 'synthetic/*', field: 'fid', reason };
    expect((await check([field, useless], { filter: 'three-views' })).allowances).toEqual([]);
  });

  test('beside a case that is checked by itself: siblings are not missed', async () => {
    writeFileSync(
      join(folder, 'three-views/allow.json'),
      JSON.stringify({
        schema: 'zpci-inspect/allow@1',
        allow: [
          { ...field, case: 'net-*' },
          { ...field, case: 'sibling' },
        ],
      }),
    );
    const result = await checkIn(join(folder, name));
    expect(result.cases.map((one) => one.status)).toEqual(['pass']);
    expect(result.allowances).toEqual([]);
  });
});

describe('a broken list', () => {
  test.each([
    ['no JSON', '{', /allow\.json: not JSON: /],
    ['another version', '{"schema": "zpci-inspect/allow@2", "allow": []}', /expected "zpci-inspect\/allow@1"/],
    [
      'everything allowed',
      JSON.stringify({ schema: 'zpci-inspect/allow@1', allow: [{ case: '*', reason }] }),
      /allow\.0: say what is allowed: field, verdict or issue/,
    ],
    [
      'no reason',
      JSON.stringify({ schema: 'zpci-inspect/allow@1', allow: [{ case: '*', field: 'x' }] }),
      /allow\.0\.reason: /,
    ],
    [
      'a misspelt key',
      JSON.stringify({ schema: 'zpci-inspect/allow@1', allow: [{ case: '*', fields: 'x', field: 'x', reason }] }),
      /allow\.0\.fields: no such key/,
    ],
    [
      'an end that is none',
      JSON.stringify({ schema: 'zpci-inspect/allow@1', allow: [{ case: '*', field: 'x', reason, until: 'soon' }] }),
      /allow\.0\.until: expected linux, qemu or zpci-inspect and a version/,
    ],
  ])('%s is trouble; the cases are checked all the same', async (_what, text, message) => {
    writeFileSync(join(folder, 'allow.json'), text);
    const result = await checkIn(folder);
    expect(result.exitCode).toBe(2);
    expect(result.troubles.join('\n')).toMatch(message);
    expect(result.summary.cases).toBe(2);
  });
});
