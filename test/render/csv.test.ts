import { describe, expect, it } from 'vitest';
import { renderCsv } from '../../src/render/csv.js';
import { block, dangerousIn, evil, field, result, smuggled, struct } from './results.js';
import { small } from './small.js';

/** RFC 4180, read by a reader of its own. */
function parse(text: string): string[][] {
  const lines: string[][] = [];
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (text.charAt(i + 1) === '"') {
        cell += '"';
        i++;
      } else isQuoted = false;
    } else if (char === '"' && cell === '') isQuoted = true;
    else if (char === ',') {
      cells.push(cell);
      cell = '';
    } else if (char === '\r' && text.charAt(i + 1) === '\n') {
      lines.push([...cells, cell]);
      cells = [];
      cell = '';
      i++;
    } else cell += char;
  }
  if (cell !== '' || cells.length > 0) throw new Error('the last line has no end');
  return lines;
}

/** The value cell of a field with this text. */
function valueCell(text: string): string {
  const csv = renderCsv(result(block([struct('t', [field('x', { value: text, raw: 'c1', bitLength: 8 })])])));
  return parse(csv)[1]?.[10] ?? 'none';
}

it('a small result, line by line', () => {
  expect(renderCsv(small)).toBe(
    [
      'source,sourceOffset,struct,structOffset,path,kind,byteOffset,bitOffset,bitLength,raw,value,label,status,vfio-zdev,qemu',
      'fn.bin,64,clp_rsp_query_pci,32,hdr.len,value,0,0,16,00c0,192,192 bytes,ok,,',
      'fn.bin,64,clp_rsp_query_pci,32,pfgid,value,2,0,8,05,5,,ok,exposed,virtualized',
      'fn.bin,64,clp_rsp_query_pci,32,reserved1,reserved,3,0,8,00,0,,ok,,',
      'fn.bin,64,clp_rsp_query_pci,32,fmb_len,value,4,0,8,10,16,64 bytes,ok,exposed,hidden',
      'fn.bin,64,clp_rsp_query_pci,32,bar_size[0],value,5,0,8,0c,12,4 KiB,ok,,',
      'fn.bin,64,clp_rsp_query_pci,32,bar_size[1],value,6,0,8,00,0,not implemented,ok,,',
      'fn.bin,64,clp_rsp_query_pci,32,bar_size[2],value,7,0,8,00,0,not implemented,ok,,',
      'fn.bin,64,clp_rsp_query_pci,32,sdma,value,8,0,64,0000000100000000,0x0000000100000000,,ok,,',
      'fn.bin,64,clp_rsp_query_pci,32,tid,value,16,0,32,,,,truncated,,',
      'fn.bin,64,clp_rsp_query_pci,32,uid,value,20,0,32,,,,truncated,,',
      'fn.bin,64,clp_rsp_query_pci,32,mio.valid,value,24,0,32,,,,absent,,',
      'fn.bin,64,gap,48,,gap,0,0,16,0102,,,ok,,',
      '',
    ].join('\r\n'),
  );
});

it('nothing is the line of heads', () => {
  expect(renderCsv(result())).toBe(
    'source,sourceOffset,struct,structOffset,path,kind,byteOffset,bitOffset,bitLength,raw,value,label,status\r\n',
  );
});

describe('cells', () => {
  it.each(['a,b', 'a "b" c', '"', '""', ' a', 'a ', 'a;b', "it's", ''])('%j comes back', (text) => {
    expect(valueCell(text)).toBe(text);
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    "=cmd|'/C calc'!A0",
    '-"x",1',
    '＝1+1',
    '＋1',
    '－1',
    '＠SUM(A1)',
    ' =1',
    '\u3000=1',
  ])('%j starts no formula', (text) => {
    expect(valueCell(text)).toBe(`'${text}`);
  });

  it.each(['\t=1', '\r=1', '\n=1', '\0=1', '\u001b=1', '\ufeff=1'])('%j in front of a formula is an escape', (text) => {
    expect(valueCell(text)).toMatch(/^\\[xu][0-9a-f]+=1$/);
  });

  it('no cell of a smuggled text begins a formula, and no control character is left', () => {
    for (const start of ['', '=', '+', '-', '@', '\t=', '"=']) {
      const csv = renderCsv(smuggled(`${start}1${evil}`));
      expect(dangerousIn(csv.replaceAll('\r\n', ''))).toEqual([]);
      const lines = parse(csv);
      expect(new Set(lines.map((cells) => cells.length))).toEqual(new Set([15]));
      for (const cell of lines.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }
  });
});
