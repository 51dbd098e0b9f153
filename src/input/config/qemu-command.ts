/** Command lines of QEMU, as a shell, `ps` and libvirt's log show them, and what QEMU says of a device in them. */
import type { GuestConfig } from '../../model/guest-config.js';
import { forEachLine } from '../text-lines.js';
import { readArguments, type Word } from './qemu-arguments.js';

/** A text with such a device. */
const zpciDevice = /-device\s+['"]?(?:zpci,|\{\s*"driver"\s*:\s*"zpci")/;
/** `qemu-system-s390x: -device zpci,uid=17: uid 17 already in use`. */
const complaint = /^.{0,200}?\bqemu[\w-]{0,40}: -device (?:\{.{0,2000}?\}|[^\s:]{1,2000}(?::[^\s:]{1,200})*): (\S.*)$/;

/** True for a text that asks QEMU for a zPCI function. */
export function isQemuCommand(text: string): boolean {
  return zpciDevice.test(text);
}

/** @throws ToolError when an id in it is none. */
export function readQemuCommand(text: string, source: string): GuestConfig {
  const errors: { line: number; text: string }[] = [];
  const words: Word[] = [];
  forEachLine(text, (raw, line) => {
    const [, said] = complaint.exec(raw) ?? [];
    if (said !== undefined) errors.push({ line, text: said.slice(0, 200) });
    else addShellWords(raw, line, words);
  });
  const { functions, machine } = readArguments(words);
  return { source, functions, machine, errors };
}

/** The words of a line: quotes are taken away, JSON in braces is one word as it is. */
function addShellWords(raw: string, line: number, words: Word[]): void {
  for (let at = 0; at < raw.length; ) {
    if (/[\s\\]/.test(raw[at] ?? '')) {
      at++;
      continue;
    }
    const { text, end } = raw[at] === '{' ? braced(raw, at) : shellWord(raw, at);
    words.push({ text, line });
    at = end;
  }
}

/** Up to the brace that closes the first one; QEMU's JSON has no braces in its texts. */
function braced(raw: string, start: number): { text: string; end: number } {
  let depth = 0;
  for (let at = start; at < raw.length; at++) {
    if (raw[at] === '{') depth++;
    if (raw[at] === '}' && --depth === 0) return { text: raw.slice(start, at + 1), end: at + 1 };
  }
  return { text: raw.slice(start), end: raw.length };
}

function shellWord(raw: string, start: number): { text: string; end: number } {
  let text = '';
  let quote = '';
  let at = start;
  for (; at < raw.length; at++) {
    const char = raw[at] ?? '';
    if (quote === '' && /\s/.test(char)) break;
    if (char === quote) quote = '';
    else if (quote === '' && (char === "'" || char === '"')) quote = char;
    else if (char === '\\' && quote !== "'" && at + 1 < raw.length) text += raw[++at];
    else text += char;
  }
  return { text, end: at };
}
