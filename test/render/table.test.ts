import { describe, expect, it } from 'vitest';
import { renderTable } from '../../src/render/table.js';
import { block, dangerousIn, evil, field, gap, missing, plain, result, shown, smuggled, struct } from './results.js';
import { small } from './small.js';

const colour = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** The lines of a transcript without the indent of the source. */
function transcript(text: string): string {
  return text.slice(1).replace(/^ {4}/gm, '').trimEnd().concat('\n');
}

/** One struct with these fields, quiet, and without the line of the block. */
function rows(fields: Parameters<typeof struct>[1], options: Partial<typeof plain> = {}): string[] {
  const text = renderTable(result(block([struct('t', fields)])), { ...plain, quiet: true, ...options });
  return text.trimEnd().split('\n').slice(3);
}

describe('a small result', () => {
  it('at 80 columns: the meaning shares the column of the value', () => {
    expect(renderTable(small, plain)).toBe(
      transcript(`
    fn.bin at 0x40  clp_rsp_query_pci, 50 bytes, big-endian
    warning  0x030  TRUNCATED  clp_rsp_query_pci.tid: 16 of 32 bytes: the block ends
                               at 0x32

    clp_rsp_query_pci  0x020 +16
    at  field           value               vfio-zdev                qemu
    20  hdr.len         192 bytes
    22  pfgid           0x05                base.gid                 virtualized [1]
    24  fmb_len         16 64 bytes         × 4 → base.fmb_length    hidden [3]
                                            [2]
    25  bar_size[0]     12 4 KiB
    26  bar_size[1..2]  0 not implemented
    28  sdma            0x100000000
    30  tid .. uid      truncated 2 fields
    38  mio.valid       absent
    1 reserved or padding run, all zero

    gap  0x030 +2  0102

    why
    [1]  qemu       QEMU has groups of its own.
    [2]  vfio-zdev  the value of vfio_device_info_cap_zpci_base.fmb_length
    [3]  qemu       No measurement block.
    `),
    );
  });

  it('at 120 columns: the meaning has its own', () => {
    expect(renderTable(small, { ...plain, width: 120 })).toBe(
      transcript(`
    fn.bin at 0x40  clp_rsp_query_pci, 50 bytes, big-endian
    warning  0x030  TRUNCATED  clp_rsp_query_pci.tid: 16 of 32 bytes: the block ends at 0x32

    clp_rsp_query_pci  0x020 +16
    at  field           value        meaning          vfio-zdev                  qemu
    20  hdr.len         192          bytes
    22  pfgid           0x05                          base.gid                   virtualized [1]
    24  fmb_len         16           64 bytes         × 4 → base.fmb_length [2]  hidden [3]
    25  bar_size[0]     12           4 KiB
    26  bar_size[1..2]  0            not implemented
    28  sdma            0x100000000
    30  tid .. uid      truncated    2 fields
    38  mio.valid       absent
    1 reserved or padding run, all zero

    gap  0x030 +2  0102

    why
    [1]  qemu       QEMU has groups of its own.
    [2]  vfio-zdev  the value of vfio_device_info_cap_zpci_base.fmb_length
    [3]  qemu       No measurement block.
    `),
    );
  });

  it('verbose and quiet: no numbers of reasons, but raw bytes, reserved fields, every element and every missing field, hash and reason', () => {
    expect(renderTable(small, { ...plain, width: 120, verbose: true, quiet: true })).toBe(
      transcript(`
    fn.bin at 0x40  clp_rsp_query_pci, 50 bytes, big-endian
      sha256 abababababababababababababababababababababababababababababababab
      type given
    warning  0x030  TRUNCATED  clp_rsp_query_pci.tid: 16 of 32 bytes: the block ends at 0x32

    clp_rsp_query_pci  0x020 +16
    at  field        raw               value        meaning          vfio-zdev              qemu
    20  hdr.len      00c0              192          bytes
    22  pfgid        05                0x05                          base.gid               virtualized
    23  reserved1    00                0x00
    24  fmb_len      10                16           64 bytes         × 4 → base.fmb_length  hidden
    25  bar_size[0]  0c                12           4 KiB
    26  bar_size[1]  00                0            not implemented
    27  bar_size[2]  00                0            not implemented
    28  sdma         0000000100000000  0x100000000
    30  tid                            truncated
    34  uid                            truncated
    38  mio.valid                      absent

    gap  0x030 +2  0102
    `),
    );
  });

  it('only what is hidden', () => {
    const text = renderTable(small, { ...plain, only: 'hidden' });
    expect(text).toContain('24  fmb_len  16 64 bytes  × 4 → base.fmb_length [1]  hidden [2]\n');
    expect(text).not.toMatch(/pfgid|hdr\.len|reserved or padding/);
  });

  it.each([1, 2, 3] as const)('in colours of level %i it says the same', (color) => {
    for (const width of [60, 80, 120]) {
      const text = renderTable(small, { ...plain, width, color });
      expect(text).toMatch(colour);
      expect(text.replace(colour, '').replace(/ +$/gm, '')).toBe(renderTable(small, { ...plain, width }));
    }
  });

  it('has no ANSI without colour', () => {
    expect(dangerousIn(renderTable(small, plain))).toEqual([]);
  });

  it.each([72, 80, 100, 120, 200])('keeps to %i columns', (width) => {
    for (const line of renderTable(small, { ...plain, width }).split('\n'))
      expect(line.length).toBeLessThanOrEqual(width);
  });
});

describe('values', () => {
  it.each([
    ['a bare byte is hex', { bitLength: 8, raw: '05', value: 5 }, '0x05'],
    ['a bare word is hex with all its digits', { raw: '00000401', value: 1025 }, '0x00000401'],
    ['a number with a unit is decimal', { raw: '00000401', value: 1025, label: '1025 bytes' }, '1025 bytes'],
    ['a name follows its number', { raw: '0c', value: 12, label: '0x0c NETH' }, '0x0c NETH'],
    ['64 bits are exact', { bitLength: 64, raw: 'f'.repeat(16), value: '0xffffffffffffffff' }, '0xffffffffffffffff'],
    [
      '64 bits beyond 2^53',
      { bitLength: 64, raw: '0020000000000001', value: '0x0020000000000001' },
      '0x20000000000001',
    ],
    ['64 bits of nothing', { bitLength: 64, raw: '0'.repeat(16), value: '0x0000000000000000' }, '0x0'],
    ['text is quoted', { bitLength: 16, raw: 'c1c2', value: 'AB' }, '"AB"'],
    ['blanks at the end are counted', { bitLength: 32, raw: 'c1404040', value: 'A   ' }, '"A" + 3 blanks'],
    ['text like a number stays text', { bitLength: 16, raw: 'f1f2', value: '12' }, '"12"'],
    ['a short byte string is grouped', { bitLength: 48, raw: '010203040506', value: '010203040506' }, '01020304 0506'],
    ['zeros are counted', { bitLength: 288, raw: '0'.repeat(72), value: '0'.repeat(72) }, '36 bytes, all zero'],
    [
      'a long byte string is cut with its length',
      { bitLength: 160, raw: 'ab'.repeat(20), value: 'ab'.repeat(20) },
      'abababab abababab abababab abababab ... (20 bytes)',
    ],
  ])('%s', (_what, other, expected) => {
    expect(rows([field('x', other)])).toEqual(['at  field  value', `00  x      ${expected}`]);
  });

  it('bits have the number of their first bit; up to 7 are decimal', () => {
    const bits = [
      field('a', { bitLength: 1, raw: '80', value: 1 }),
      field('b', { byteOffset: 1, bitOffset: 4, bitLength: 4, raw: '0f', value: 15 }),
      field('c', { byteOffset: 2, bitOffset: 3, bitLength: 13, raw: '1fff', value: 8191 }),
      field('d', { byteOffset: 16, bitLength: 8, raw: '01', value: 1 }),
    ];
    expect(rows(bits)).toEqual([
      '  at  field  value',
      '00.0  a      1',
      '01.4  b      15',
      '02.3  c      0x1fff',
      '  10  d      0x01',
    ]);
  });

  it('quantities beyond 2^53 are not rounded', () => {
    const big = {
      bitLength: 64,
      raw: '0020000000000001',
      value: '0x0020000000000001',
      label: '9007199254740993 bytes',
    };
    expect(rows([field('x', big)])[1]).toBe('00  x      0x20000000000001 9007199254740993 bytes');
  });
});

describe('runs', () => {
  const zero = (path: string, byteOffset: number) =>
    field(path, { byteOffset, bitLength: 8, raw: '00', label: 'none' });

  it('equal elements are one row, with the numbers of the first and the last', () => {
    const fields = [0, 1, 2, 3].map((i) => zero(`bar[${i}]`, i));
    expect(rows(fields).slice(1)).toEqual(['00  bar[0..3]  0 none']);
  });

  it('equal elements around another are two runs', () => {
    const one = field('bar[2]', { byteOffset: 2, bitLength: 8, raw: '01', value: 1, label: 'some' });
    expect(rows([zero('bar[0]', 0), zero('bar[1]', 1), one, zero('bar[3]', 3)]).slice(1)).toEqual([
      '00  bar[0..1]  0 none',
      '02  bar[2]     1 some',
      '03  bar[3]     0 none',
    ]);
  });

  it('absent and cut fields are two runs', () => {
    const fields = [missing('a', 'truncated'), missing('b', 'truncated', 4), missing('c', 'absent', 8)];
    expect(rows(fields).slice(1)).toEqual(['00  a .. b  truncated 2 fields', '08  c       absent']);
  });

  it('reserved fields that are not zero are shown, those that are zero are counted', () => {
    const reserved = (path: string, raw: string) =>
      field(path, { kind: 'reserved', bitLength: 8, raw, value: Number.parseInt(raw, 16) });
    expect(rows([reserved('r1', '00'), reserved('r2', '07'), reserved('r3', '00')])).toEqual([
      'at  field  value',
      '00  r2     0x07',
      '2 reserved or padding runs, all zero',
    ]);
  });
});

describe('little to show', () => {
  it('no blocks are no text', () => {
    expect(renderTable(result(), plain)).toBe('');
  });

  it('a struct without rows is its head', () => {
    expect(renderTable(result(block([struct('t', [])])), plain)).toBe(
      'a.bin  clp_rsp_query_pci, 16 bytes, big-endian\n\nt  0x000 +0\n',
    );
  });

  it('gaps: zeros are said, long ones are cut', () => {
    const text = renderTable(result(block([gap(0, '00'.repeat(9)), gap(9, 'ab'.repeat(40))])), plain);
    expect(text).toContain('gap  0x000 +9  all zero\n');
    expect(text).toContain(`gap  0x009 +40  ${'ab'.repeat(30)}...\n`);
  });

  it('two blocks have an empty line between them', () => {
    expect(renderTable(result(block([]), block([], { source: 'b.bin' })), plain)).toBe(
      'a.bin  clp_rsp_query_pci, 16 bytes, big-endian\n\nb.bin  clp_rsp_query_pci, 16 bytes, big-endian\n',
    );
  });
});

describe('nothing of a file reaches the terminal', () => {
  it.each([
    ['plain', plain],
    ['verbose', { ...plain, verbose: true }],
    ['wide', { ...plain, width: 200 }],
  ])('%s', (_what, options) => {
    const text = renderTable(smuggled(evil), options);
    expect(text).toContain('\\x1b[31mred');
    expect(dangerousIn(text)).toEqual([]);
  });

  it('in colour the only escapes are those of the theme', () => {
    const text = renderTable(smuggled(evil), { ...plain, color: 1 });
    expect(dangerousIn(text.replace(colour, ''))).toEqual([]);
    const used = new Set(text.match(colour));
    const own = ['0', '1', '2', '22', '31', '32', '33', '35', '36', '39'].map((code) => `\u001b[${code}m`);
    expect([...used].filter((one) => !own.includes(one))).toEqual([]);
  });
});

describe('nothing is lost', () => {
  it('a text of 64 characters without a blank is whole at 80 columns', () => {
    const text = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789#$@ABCDEFGHIJKLMNOPQRSTUVWXY';
    const exposure = { 'vfio-zdev': shown('vfio_device_info_cap_zpci_util.util_str', 'same') };
    const other = { bitLength: 512, raw: 'c1'.repeat(64), value: text, exposure };
    expect(rows([field('util_str', other)]).join('\n')).toContain(`"${text}"`);
  });

  it('no cell is cut with an ellipsis', () => {
    const wide = field('a_member_with_a_long_name', { raw: 'ab'.repeat(64), bitLength: 512, value: 'x'.repeat(64) });
    for (const width of [60, 80, 120]) {
      const text = renderTable(result(block([struct('t', [wide])])), { ...plain, width, verbose: true });
      expect(text).not.toContain('…');
    }
  });
});

describe('more than anybody reads', () => {
  it('rows behind the 5000th are counted', () => {
    const many = Array.from({ length: 5003 }, (_, i) =>
      field(`a[${i}].b`, { value: i, raw: i.toString(16).padStart(8, '0') }),
    );
    const lines = rows(many);
    expect(lines.slice(0, 1)).toEqual(['at  field      value']);
    expect(lines.slice(-2)).toEqual(['00  a[4999].b  0x00001387', '3 more rows (--format csv or json has all)']);
    expect(lines).toHaveLength(5002);
  });

  it('findings behind the 100th of a code are counted, those of another code are shown', () => {
    const alike = Array.from(
      { length: 102 },
      (_, i) => ({ code: 'PADDING_NOT_ZERO', severity: 'note', path: 'p', byteOffset: i, message: 'm' }) as const,
    );
    const other = { code: 'TRUNCATED', severity: 'warning', path: 'q', byteOffset: 200, message: 'n' } as const;
    const lines = renderTable(result(block([], { issues: [...alike, other] })), plain).split('\n');
    expect(lines.slice(100)).toEqual([
      'note     0x063  PADDING_NOT_ZERO  p: m',
      'warning  0x0c8  TRUNCATED         q: n',
      '                PADDING_NOT_ZERO  2 more (--format json has all)',
      '',
    ]);
  });

  it('a text is cut at 256 characters, and its length is said', () => {
    const lines = (length: number): string[] =>
      rows([field('x', { value: 'A'.repeat(length), raw: 'c1'.repeat(length), bitLength: 8 * length })]);
    expect(
      lines(256)[1]
        ?.trim()
        .split(/\s{2,}/),
    ).toEqual(['00', 'x', `"${'A'.repeat(256)}"`]);
    expect(lines(257).join('\n')).toContain(`"${'A'.repeat(256)}"`);
    expect(lines(257).join('\n')).toContain('(257 characters)');
  });
});
