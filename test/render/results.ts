/** Results made by hand: renderers see nothing but the JSON contract. */
import type { BlockResult, DecodeResult, ExposureResult, FieldResult, StructResult } from '../../src/index.js';
import type { RenderOptions } from '../../src/render/options.js';

export const plain: RenderOptions = { width: 80, color: 0, verbose: false, quiet: false };

/** A field with a value, 32 bits at byte 0 unless said otherwise. */
export function field(path: string, other: Partial<FieldResult> = {}): FieldResult {
  const start = { path, kind: 'value', byteOffset: 0, bitOffset: 0, bitLength: 32, label: null, status: 'ok' } as const;
  return { ...start, raw: '00000000', value: 0, exposure: {}, ...other };
}

/** A field without a value. */
export function missing(path: string, status: 'absent' | 'truncated', byteOffset = 0): FieldResult {
  return field(path, { status, byteOffset, raw: null, value: null });
}

export function struct(name: string, fields: readonly FieldResult[], other: Partial<StructResult> = {}): StructResult {
  return { struct: name, byteOffset: 0, byteLength: 0, version: null, interface: null, fields, ...other };
}

export function gap(byteOffset: number, raw: string): StructResult {
  return struct('gap', [], { byteOffset, byteLength: raw.length / 2, raw });
}

export function block(structs: readonly StructResult[], other: Partial<BlockResult> = {}): BlockResult {
  const place = { source: 'a.bin', sourceOffset: 0, type: 'clp_rsp_query_pci', endian: 'big' } as const;
  return { ...place, length: 16, sha256: 'ab'.repeat(32), why: 'type given', structs, issues: [], ...other };
}

export function result(...blocks: readonly BlockResult[]): DecodeResult {
  return { schema: 'zpci-inspect/decode@1', blocks };
}

export const shown = (target: string, rule: string): ExposureResult => ({
  class: 'exposed',
  to: target,
  rule,
  why: `the value of ${target}`,
});

/** Everything that a file could smuggle to a terminal: SGR colours, a title, a link, C1, bidi, NUL. */
export const evil =
  '\u001b[31mred\u001b]0;t\u0007\u001b]8;;http://x\u001b\\\u009b2J\u0085\u202egnp.exe\u2066\0\r\n\t\u007f';

/** Characters that must not leave any text renderer; LF only as the end of a line. */
export function dangerousIn(text: string): string[] {
  const found = [...text].filter((char) => {
    const code = char.codePointAt(0) ?? 0;
    if (char === '\n') return false;
    const isControl = code < 0x20 || (code >= 0x7f && code <= 0x9f);
    const isBidi = code === 0x61c || (code >= 0x200e && code <= 0x200f) || (code >= 0x202a && code <= 0x202e);
    const isIsolate = code >= 0x2066 && code <= 0x2069;
    const isSeparator = code === 0x2028 || code === 0x2029;
    const isInvisible = (code >= 0x200b && code <= 0x200d) || code === 0x2060 || code === 0xfeff || code === 0xad;
    const isTag = code >= 0xe0000 && code <= 0xe007f;
    const isLone = code >= 0xd800 && code <= 0xdfff;
    return isControl || isBidi || isIsolate || isSeparator || isInvisible || isTag || isLone;
  });
  return found.map((char) => `U+${(char.codePointAt(0) ?? 0).toString(16)}`);
}

/** A result with that text wherever a file, a name or a user's table could put it. */
export function smuggled(text: string): DecodeResult {
  const own = field('util_str', { raw: 'c1', value: text, bitLength: 8, label: text });
  const bad = field(`path${text}`, {
    label: text,
    exposure: {
      [`qemu${text}`]: { class: 'virtualized', to: `x_y_z.${text}`, rule: text, why: text, unsure: text },
      'vfio-zdev': { class: 'exposed', from: `clp_rsp_${text}.a`, rule: 'same', why: text },
    },
  });
  return result(
    block([struct(`tag${text}`, [own, bad], { byteLength: 1 })], {
      source: text,
      type: text,
      why: text,
      issues: [{ code: 'TRUNCATED', severity: 'warning', path: text, byteOffset: 0, message: text }],
    }),
  );
}
