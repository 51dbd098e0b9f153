/**
 * Hostile text, and results that hold it wherever a file, a name or a user's table could have put it.
 */

/** What each would do if it got through, and the text. */
export const attacks = {
  colours: '\u001b[31mred\u001b[0m',
  title: '\u001b]0;title\u0007',
  link: '\u001b]8;;http://x\u001b\\y',
  'C1 control': '\u009b2J\u0085',
  'right to left': 'exe\u202egnp\u2066',
  invisible: 'a\u200bb\ufeff\u00ad',
  NUL: 'a\0b\u007f',
  'line ends': 'a\r\nb\n\tc\u2028d',
  'half a character': 'a\ud800b\udc00',
  'no XML': 'a\uffff\ufffe\u000bb',
  formula: '=cmd|/C calc!A0',
  'wide formula': '＝1+1＠＋－',
  markup: '<script>alert(1)</script> & ]]> --> <!--',
  Markdown: '| x | `y` [z](http://e) ![i](http://e) # h\n# h',
  'workflow command': '::error file=a.c,line=1,title=t::m\n::add-mask::x\n  ::set-output name=a::b',
  'older command': '##[error]x ##vso[task.setvariable variable=a]b',
  separators: 'a%0A%0D%25,b:c::d,%3A%2C',
  'end of a report': '# SKIP\nok 1 x\n1..1\nBail out!',
} as const;

/** One after the other, so that each begins a line and a word somewhere. */
export const everyAttack: string = Object.values(attacks)
  .map((text) => `${text}\n${text} `)
  .join('');

/** Keys whose text is one of a few words of the program itself, or hex that it made. */
const own = new Set([
  'schema',
  'kind',
  'class',
  'severity',
  'status',
  'endian',
  'byteOrder',
  'code',
  'view',
  'raw',
  'sha256',
  'verdicts',
  'order',
  'fingerprint',
]);

/** A copy of a result with the text at the end of each of its texts, or in their place. */
export function poisoned<T>(value: T, text: string, isAll = false): T {
  return walk(value, '', (old) => (isAll ? text : old + text));
}

function walk<T>(value: T, key: string, change: (text: string) => string): T;
function walk(value: unknown, key: string, change: (text: string) => string): unknown {
  if (own.has(key)) return value;
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => walk(item, key, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, walk(item, name, change)]));
}
