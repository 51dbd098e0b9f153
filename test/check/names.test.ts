/** Names of files, sides and verdicts that are names of what every object inherits: what a case says of them counts. */
import { describe, expect, test } from 'vitest';
import { filesBelow, runInMemory } from '../support/memory-io.js';
import { root } from '../support/run.js';

const given = filesBelow(`${root}fixtures/synthetic/group-status`, 'case');
const inherited = ['constructor', 'prototype', '__proto__', 'toString'];

/** The manifest with this text for what it expects. */
function expecting(text: string, expected: string): Buffer {
  const { expect: _, ...others } = JSON.parse(text);
  return Buffer.from(`${JSON.stringify(others).slice(0, -1)},"expect":${expected}}`);
}

const textOf = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('utf8');

/** The case with its block called `name`, and the findings that its manifest expects. */
async function check(name: string, issues: string) {
  const files = new Map([...given].map(([path, bytes]) => [path.replace('group-status.bin', name), bytes]));
  const [manifest, decoded] = ['case/manifest.json', 'case/expected.decode.json'].map((path) =>
    textOf(files.get(path)).replaceAll('group-status.bin', name),
  );
  files.set('case/expected.decode.json', Buffer.from(decoded ?? ''));
  files.set('case/manifest.json', expecting(manifest ?? '', `{"issues":{${JSON.stringify(name)}:${issues}}}`));
  const { code, stdout, stderr } = await runInMemory(['check', 'case'], files);
  return { code, text: stdout.toString('utf8') + stderr };
}

describe.each(['plain.bin', ...inherited])('a file called %s', (name) => {
  test('has the findings that are expected of it', async () => {
    const { code, text } = await check(name, '["CHAIN_LOOP"]');
    expect(text).toContain('CHAIN_LOOP');
    expect(code).toBe(1);
  });

  test('passes without one', async () => {
    expect(await check(name, '[]')).toMatchObject({ code: 0 });
  });

  test('is refused with what is no code', async () => {
    const { code, text } = await check(name, '["NO_CODE"]');
    expect(text).toContain(`expect.issues.${name}.0: this is no issue code`);
    expect(code).toBe(2);
  });
});

test.each(inherited)('%s is no verdict', async (name) => {
  const manifest = expecting(textOf(given.get('case/manifest.json')), `{"verdicts":{"${name}":0}}`);
  const { code, stdout } = await runInMemory(['check', 'case'], new Map([...given, ['case/manifest.json', manifest]]));
  expect(stdout.toString('utf8')).toContain(`"${name}" is no verdict`);
  expect(code).toBe(2);
});
