/**
 * Damage to a text: characters, lines, quoting, and what a hostile file would smuggle in.
 */
import type { Random } from './random.js';

/** What must never reach a terminal, a spreadsheet, a browser or a CI log as anything but text. */
export const hostile: readonly string[] = [
  '\u001b[31m',
  '\u001b]8;;http://x\u0007',
  '\u001b]0;title\u0007',
  '\u009b2J',
  '\u0085',
  '\u202e',
  '\u2066',
  '\u200b',
  '\0',
  '\u007f',
  '\ud800',
  '=1+1',
  '＝1+1',
  '::error file=a,line=1::b',
  '%0A::warning::x',
  '<script>',
  ']]>',
  '\uffff',
  '__proto__',
  '| a |',
  '# heading',
  '../x',
];

type Mutation = (text: string, random: Random) => string;

const onLine =
  (change: (line: string, random: Random) => readonly string[]): Mutation =>
  (text, random) => {
    const lines = text.split('\n');
    const at = random.below(lines.length);
    lines.splice(at, 1, ...change(lines[at] ?? '', random));
    return lines.join('\n');
  };

const mutations: Readonly<Record<string, Mutation>> = {
  replaceCharacter: (text, random) => {
    const at = random.below(text.length);
    return text.slice(0, at) + random.pick([...'0123456789abcdefxX,:;"\\ \t\n*|.<>{}[]']) + text.slice(at + 1);
  },
  removeCharacters: (text, random) => {
    const at = random.below(text.length);
    return text.slice(0, at) + text.slice(at + 1 + random.small(20));
  },
  insertCharacters: (text, random) => {
    const at = random.below(text.length + 1);
    const inserted = random.once(3)
      ? random.pick(hostile)
      : random.pick(['0', ' ', '\n', '*\n', '\r', '\t', 'ff ', '...', '> ']);
    return text.slice(0, at) + inserted + text.slice(at);
  },
  removeLine: onLine(() => []),
  repeatLine: onLine((line, random) => Array.from({ length: 1 + random.small(30) }, () => line)),
  star: onLine((line) => [line, '*']),
  quote: (text) => text.replace(/^/gm, '> '),
  carriageReturns: (text) => text.replaceAll('\n', '\r\n'),
  prose: onLine((line, random) => [
    line,
    random.pick(['Hello,', '--', 'On Monday Joe wrote:', '```', random.pick(hostile)]),
  ]),
  swapLines: (text, random) => {
    const lines = text.split('\n');
    const [a, b] = [random.below(lines.length), random.below(lines.length)];
    [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
    return lines.join('\n');
  },
  bigNumber: (text, random) => {
    const numbers = [...text.matchAll(/\d+/g)];
    if (numbers.length === 0) return text;
    const found = random.pick(numbers);
    const number = random.pick(['0', '-1', '4294967296', '9'.repeat(30), '1e9', '0x', '00000000']);
    return text.slice(0, found.index) + number + text.slice(found.index + found[0].length);
  },
  cut: (text, random) => text.slice(0, random.below(text.length + 1)),
  twice: (text) => text + text,
};

const names = Object.keys(mutations);

/** Texts are kept below this. */
const mostCharacters = 300_000;

/** A damaged copy of a text, and what was done. */
export function mutateText(text: string, random: Random): { readonly text: string; readonly done: readonly string[] } {
  let now = text;
  const done: string[] = [];
  for (let left = 1 + random.small(5); left > 0; left--) {
    const name = random.pick(names);
    now = (mutations[name]?.(now, random) ?? now).slice(0, mostCharacters);
    done.push(name);
  }
  return { text: now, done };
}
