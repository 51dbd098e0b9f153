/**
 * Copies of a sysfs folder with the bytes of its binary attributes in between, as `head *` and `grep -ra` print them: no
 * text as a whole, but each attribute can be told from the next.
 */
import { toHex } from '../bytes/hex.js';
import { decodeText } from './recognise-text.js';

const heading = /(?:^|\n)==> (\S{1,200}) <==\n/g;
const grepped = /^(\S{0,200}?[a-z_]\w*):/;
/** `head` prints as many lines of a file. */
const headLines = 10;

/** The attributes of a thousand functions are less. */
const longest = 16 * 1024 * 1024;
const mostLines = 200_000;

/** The same as text, bytes that are none as `hex:`; null for anything else. */
export function rawCopyText(bytes: Uint8Array): string | null {
  if (bytes.length > longest) return null;
  const start = letters(bytes.subarray(0, 256));
  if (start.startsWith('==> ')) return headText(bytes);
  return grepped.test(start) && countLines(bytes) <= mostLines ? grepText(bytes) : null;
}

/** A letter for each byte: only places are taken from it. */
function letters(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}

function headText(bytes: Uint8Array): string {
  const found = [...letters(bytes).matchAll(heading)];
  const parts = found.map((match, i) => {
    const value = bytes.subarray(match.index + match[0].length, found[i + 1]?.index);
    const text = decodeText(value) ?? hexText(value);
    return `==> ${match[1]} <==\n${text}\n`;
  });
  return parts.join('');
}

/** Nothing where the end may be missing. */
function hexText(value: Uint8Array): string {
  return countLines(value) < headLines ? `hex:${toHex(value)}` : '';
}

function countLines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) count++;
  return count;
}

/** A line feed among the bytes makes two lines of one attribute: which of the bytes were line feeds is lost. */
function grepText(bytes: Uint8Array): string {
  const lines = letters(bytes).split('\n');
  const names = new Map<string, number>();
  for (const line of lines) {
    const name = grepped.exec(line)?.[1] ?? '';
    names.set(name, (names.get(name) ?? 0) + 1);
  }
  let at = 0;
  const read = lines.map((line) => {
    const own = bytes.subarray(at, at + line.length);
    at += line.length + 1;
    const text = decodeText(own);
    const [lead, name = ''] = grepped.exec(line) ?? [];
    if (text !== null || lead === undefined) return text ?? '';
    return names.get(name) === 1 ? `${lead}hex:${toHex(own.subarray(lead.length))}` : '';
  });
  return read.join('\n');
}
