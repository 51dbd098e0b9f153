import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const resultsFile = 'test/bench/RESULTS.md';

export function writeResults(text) {
  writeFileSync(fileURLToPath(new URL('RESULTS.md', import.meta.url)), text);
}
