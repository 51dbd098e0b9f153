/**
 * What holds for each kind of output that was made from hostile text.
 */
import { expect } from 'vitest';
import { parseKtap } from '../check/readers/ktap.js';
import { parseCommands } from '../check/readers/workflow.js';
import { parseXml, type XmlElement } from '../check/readers/xml.js';
import { readCsv } from '../fuzz/csv-reader.js';
import { parsePage } from '../html/page-reader.js';
import { dangerousIn } from '../render/results.js';

export type OutputKind = 'terminal' | 'csv' | 'markdown' | 'json' | 'lines' | 'xml' | 'ktap' | 'commands' | 'html';

/** Fails when the text is anything but text for whom it is made. */
export function expectInert(kind: OutputKind, text: string): void {
  expect(text).not.toBe('');
  expect(dangerousIn(kind === 'csv' ? text.replaceAll('\r\n', '\n') : text)).toEqual([]);
  const commands = parseCommands(text);
  if (kind === 'commands') {
    for (const { command } of commands) expect(['error', 'warning', 'notice']).toContain(command);
    expect(commands).toHaveLength(text.trimEnd().split('\n').length);
  } else expect(commands).toEqual([]);
  if (kind !== 'commands') expectNone(text, /##\w*\[/);
  checks[kind]?.(text);
}

/** Shows a piece of the text only: all of it would be screens. */
function expectNone(text: string, pattern: RegExp): void {
  const at = text.search(pattern);
  expect(at < 0 ? '' : text.slice(Math.max(0, at - 60), at + 60)).toBe('');
}

const checks: Partial<Record<OutputKind, (text: string) => void>> = {
  csv: (text) => {
    const lines = readCsv(text);
    expect(new Set(lines.map((cells) => cells.length)).size).toBe(1);
    expect(lines.flat().filter((cell) => /^\s*[=+\-@＝＋－＠]/.test(cell))).toEqual([]);
  },
  markdown: (text) => {
    // A folded part is markup of the program, in lines of its own; its title is text of HTML.
    const written = text
      .replace(/^<\/?details>$/gm, '')
      .replace(/^<summary>(?:[^<>&\n]|&(?:lt|gt|amp);)*<\/summary>$/gm, '');
    expectNone(written, /<|&(?!(?:lt|amp);)/);
    expectNone(written, /(?<!\\)(?:\\\\)*\]\(/);
    for (const line of text.split('\n')) {
      if (line.startsWith('|')) expect(line.endsWith('|')).toBe(true);
    }
  },
  json: (text) => void JSON.parse(text),
  lines: (text) => {
    for (const line of text.trimEnd().split('\n')) JSON.parse(line);
  },
  xml: (text) => expectPlainXml(parseXml(text)),
  ktap: (text) => void parseKtap(text),
  html: (text) => void parsePage(text),
};

/** Texts of XML may have line ends, and nothing else of the kind. */
function expectPlainXml(element: XmlElement): void {
  expect(dangerousIn(element.text)).toEqual([]);
  for (const value of element.attributes.values()) expect(dangerousIn(value)).toEqual([]);
  for (const child of element.children) expectPlainXml(child);
}
