/** What holds for a text that somebody pasted, by the library alone. */
import { catalog, decodeBlock, type Reading, readInput } from '../../../src/index.js';
import { readConfig } from '../../../src/input/config/read-config.js';
import { readHints } from '../../../src/input/hints.js';
import { decodeText } from '../../../src/input/recognise-text.js';
import { readSysfs } from '../../../src/input/sysfs.js';
import { configError, logError } from '../../../src/load/log-error.js';
import { hold } from '../finding.js';
import { holdDecoded } from './hold-decoded.js';
import { holdPlain, holdRefusal, resultOf } from './hold-said.js';

type TextOptions = Parameters<typeof readInput>[1];

/** Blocks read from a text have bytes and lines that are in it; what they decode to is held. @throws Finding. */
export function judgeTextQuick(bytes: Uint8Array, options: TextOptions, type: string | undefined): Reading | undefined {
  const reading = resultOf(() => readInput(bytes, options));
  if (reading === undefined) return undefined;
  const count = lineCount(bytes);
  hold(reading.blocks.length > 0, 'no-block', () => `${reading.format} without a block`);
  holdPlain([reading.why, reading.notes, reading.rejected], 'reading-nonsense');
  for (const { bytes: read, lines } of reading.blocks) {
    const isInside = lines === null || (lines.first >= 1 && lines.first <= lines.last && lines.last <= count);
    hold(isInside, 'lines', () => `${JSON.stringify(lines)} of ${count}`);
    const block = resultOf(() => decodeBlock(read, type === undefined ? {} : { type }));
    if (block !== undefined) holdDecoded(read, block);
  }
  return reading;
}

/** What a log, a copy of sysfs or a configuration says: whole numbers, of lines that are there. @throws Finding. */
export function judgeLogQuick(bytes: Uint8Array): void {
  const text = decodeText(bytes);
  if (text === null) return;
  const count = lineCount(bytes);
  const hints = readHints(text, 'guest.log');
  for (const hint of hints) {
    hold(hint.line >= 1 && hint.line <= count, 'hint-line', () => `${hint.line} of ${count}`);
    const numbers = [hint.function, hint.handle, hint.capability, ...Object.values(hint.numbers)];
    const isWhole = numbers.every((number) => number === undefined || Number.isSafeInteger(number));
    hold(isWhole, 'hint-number', () => JSON.stringify(hint));
  }
  if (hints.length > 0) holdRefusal(logError(hints, catalog));
  const given = resultOf(() => readConfig(text, 'guest.xml'));
  holdPlain(given, 'config-nonsense');
  for (const one of given?.config?.functions ?? []) {
    hold(one.line >= 1 && one.line <= count, 'config-line', () => `${one.line} of ${count}`);
    const isId = (id: number | undefined) => id === undefined || (Number.isInteger(id) && id >= 0 && id < 2 ** 32);
    hold(isId(one.fid) && isId(one.uid), 'config-id', () => JSON.stringify(one));
  }
  if (given?.config !== undefined) holdRefusal(configError(given.config));
  for (const { attributes, source } of readSysfs(text, 'sysfs.txt')) {
    hold(source !== '' && attributes.size > 0, 'sysfs-empty', () => `${source}: ${attributes.size} attributes`);
  }
}

function lineCount(bytes: Uint8Array): number {
  return Buffer.from(bytes)
    .toString('latin1')
    .split(/\r\n?|\n/).length;
}
