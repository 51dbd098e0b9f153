import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../src/render/markdown.js';
import { inert, markdownTable, wrapped } from '../../src/render/markdown-text.js';
import { block, dangerousIn, evil, field, plain, result, smuggled, struct } from './results.js';
import { small } from './small.js';

it('a small result', () => {
  expect(renderMarkdown(small, plain)).toContain(
    [
      '## fn.bin at 0x40',
      '',
      `clp\\_rsp\\_query\\_pci, 50 bytes, big-endian, sha256 ${small.blocks[0]?.sha256}`,
      '',
      '- **warning** TRUNCATED at 0x30: clp\\_rsp\\_query\\_pci.tid: 16 of 32 bytes: the block ends at 0x32',
      '',
      '### clp\\_rsp\\_query\\_pci 0x20 +16',
      '',
      '| at | field | value | meaning | vfio-zdev | qemu |',
      '| --- | --- | --- | --- | --- | --- |',
      '| 0x20 | hdr.len | 192 | bytes |  |  |',
      '| 0x22 | pfgid | 0x05 |  | base.gid | virtualized |',
      '| 0x24 | fmb\\_len | 16 | 64 bytes | × 4 → base.fmb\\_length | hidden |',
      '| 0x25 | bar\\_size\\[0\\] | 12 | 4 KiB |  |  |',
      '| 0x26 | bar\\_size\\[1..2\\] | 0 | not implemented |  |  |',
      '| 0x28 | sdma | 0x100000000 |  |  |  |',
      '| 0x30 | tid .. uid | truncated | 2 fields |  |  |',
      '| 0x38 | mio.valid | absent |  |  |  |',
      '',
      '### gap 0x30 +2',
    ].join('\n'),
  );
});

it('nothing is no text', () => {
  expect(renderMarkdown(result(), plain)).toBe('');
  expect(markdownTable(['a', 'b'], [])).toBe('| a | b |\n| --- | --- |');
});

describe('inert', () => {
  it.each([
    ['a table cell', 'a|b', 'a\\|b'],
    ['HTML', '<script>alert(1)</script>', '&lt;script\\>alert(1)&lt;/script\\>'],
    ['a comment', '<!-- x -->', '&lt;\\!-- x --\\>'],
    ['an entity', '&lt;b&gt;', '&amp;lt;b&amp;gt;'],
    ['a link', '[x](javascript:alert(1))', '\\[x\\](javascript:alert(1))'],
    ['an image', '![x](y)', '\\!\\[x\\](y)'],
    ['an autolink in brackets', '<http://x>', null],
    ['code', '`x`', '\\`x\\`'],
    ['a fence', '~~~', '\\~\\~\\~'],
    ['emphasis', '*a* _b_ __c__', '\\*a\\* \\_b\\_ \\_\\_c\\_\\_'],
    ['a head', '# x', '\\# x'],
    ['a quote', '> x', '\\> x'],
    ['a backslash', 'a\\', 'a\\\\'],
    ['a backslash before a bar', '\\|', '\\\\\\|'],
    ['a line end', 'a\nb', 'a\\\\x0ab'],
  ])('%s', (_what, text, expected) => {
    if (expected === null) expect(inert(text)).not.toMatch(/<|[^\\]>/);
    else expect(inert(text)).toBe(expected);
  });

  it('leaves what C and the tables need readable', () => {
    expect(inert('4 KiB, inclusive; size 64 bytes (0x40) = 16 x 4: "NET1" + 4 blanks')).toBe(
      '4 KiB, inclusive; size 64 bytes (0x40) = 16 x 4: "NET1" + 4 blanks',
    );
  });

  it.each(['https://evil.example', 'http://evil.example/(a)', 'www.evil.example'])('%s is no link', (text) => {
    // GitHub makes a link of every bare `http://`, `https://` and `www.`.
    expect(inert(text)).not.toMatch(/https?:\/\/|www\./);
  });
});

it('a smuggled text stays in its cell', () => {
  const text = renderMarkdown(smuggled(`|\n# x\n<b>\`${evil}`), plain);
  expect(dangerousIn(text)).toEqual([]);
  expect(text).not.toMatch(/<(?!\/?$)/);
  const bars = text.split('\n').filter((line) => line.startsWith('|'));
  expect(bars.length).toBe(4);
  const columns = bars.map((line) => line.replace(/\\\\/g, '').replace(/\\\|/g, '').split('|').length);
  expect(new Set(columns).size).toBe(1);
  expect(text.split('\n').filter((line) => line.startsWith('# '))).toEqual([]);
});

it('text keeps the blanks that it ends with', () => {
  const one = field('util_str', { raw: 'c1404040', value: 'A   ' });
  expect(renderMarkdown(result(block([struct('t', [one])])), plain)).toContain(
    '| 0x0 | util\\_str | "A" + 3 blanks |  |',
  );
});

describe('lines of a report', () => {
  const long = 'word '.repeat(60).trim();

  it('are at most 120 columns, and nothing is lost', () => {
    const text = wrapped(`- ${long}`, '  ');
    expect(text.split('\n').every((line) => line.length <= 120)).toBe(true);
    expect(text.replace(/\s+/g, ' ')).toBe(`- ${long}`);
  });

  it.each([
    ['+', '\\+'],
    ['-x', '\\-x'],
    ['2.', '2\\.'],
    ['12)', '12\\)'],
  ])('no further one begins with %s as a list would', (word, plainWord) => {
    const line = 'a'.repeat(119);
    expect(wrapped(`${line} ${word} x`, '  ')).toBe(`${line}\n  ${plainWord} x`);
  });
});
