/** What holds for the files of a case, by the library alone. */
import * as v from 'valibot';
import { decodeExpectation } from '../../../src/check/decode-expectation.js';
import { diffExpectation } from '../../../src/check/diff-expectation.js';
import { decodeText } from '../../../src/input/recognise-text.js';
import { parseJson } from '../../../src/load/json-file.js';
import { parseManifest } from '../../../src/load/load-case.js';
import { hold } from '../finding.js';
import { holdPlain, resultOf } from './hold-said.js';

/** A manifest or an expectation is refused in words, or has what its schema wants. @throws Finding. */
export function judgeCaseQuick(name: string, bytes: Uint8Array): void {
  if (!name.endsWith('.json')) return;
  if (name.endsWith('manifest.json')) {
    const manifest = resultOf(() => parseManifest(bytes, name));
    holdPlain(manifest, 'manifest-nonsense');
    for (const { file, sha256 } of manifest?.blocks ?? []) {
      hold(!/[\\/\0]|^\.{1,2}$/.test(file), 'manifest-escapes', () => file);
      hold(/^[0-9a-f]{64}$/.test(sha256), 'manifest-hash', () => sha256);
    }
    return;
  }
  const value = resultOf(() => parseJson(bytes, name, 'An expectation.'));
  if (value === undefined || decodeText(bytes) === null) return;
  for (const schema of [decodeExpectation, diffExpectation]) resultOf(() => v.safeParse(schema, value).success);
}
