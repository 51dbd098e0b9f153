/** What `list` prints as JSON against its schema. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { listSchema } from '../../src/model/list.js';
import { caseNames } from '../fixtures/cases.js';
import { root } from '../support/run.js';
import { fixture, list } from './support.js';

const schema = JSON.parse(readFileSync(`${root}src/model/schema/list-1.json`, 'utf8'));
const validate = new Ajv2020({ allErrors: true, strictSchema: true, strictTypes: false }).compile(schema);

it.each([
  'three-views/net-group5',
  'live/linux-6.12_qemu-10.0',
  'scenarios/group-shared-by-two-modes',
  'synthetic/values-unusual',
  'synthetic/reserved-not-zero',
  'captures/linux-6.12_qemu-10.0',
])('%s is what the schema says, also line by line', async (path) => {
  const name = path.split('/').at(-1) ?? '';
  const args = [name, '-c', 'fid,maxstbl,bar_size[]'];
  const { text } = await list(fixture(path), [...args, '-f', 'json']);
  expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
  const { lines } = await list(fixture(path), [...args, '-f', 'ndjson']);
  const functions = lines.map((line) => {
    const { schema, ...one } = JSON.parse(line);
    expect(schema).toBe(listSchema);
    return one;
  });
  expect({ schema: listSchema, functions }).toEqual(JSON.parse(text));
});

it.each(caseNames)('%s is what the schema says, or has no function', async (path) => {
  const name = path.split('/').at(-1) ?? '';
  const { code, text, stderr } = await list(fixture(path), [name, '-f', 'json']);
  expect(
    code === 2 ? [text, stderr.includes('no zPCI function in what was given')] : validate(JSON.parse(text)),
  ).toEqual(code === 2 ? ['', true] : true);
});

it('is refused when a key is missing, new, or of another kind', async () => {
  const { text } = await list(fixture('three-views/net-group5'), ['net-group5', '-f', 'json']);
  const good = JSON.parse(text);
  const [, one] = good.functions;
  for (const key of Object.keys(one)) {
    expect(validate({ ...good, functions: [{ ...one, [key]: undefined }] }), key).toBe(false);
    expect(validate({ ...good, functions: [{ ...one, [key]: true }] }), key).toBe(false);
  }
  expect(validate({ ...good, functions: [{ ...one, colour: 'red' }] })).toBe(false);
  expect(validate({ ...good, exitCode: 0 })).toBe(false);
});
