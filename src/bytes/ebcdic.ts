/**
 * EBCDIC code pages, one character for each byte, 16 bytes a row.
 *
 * 037 is the table behind the kernel's `EBCASC` (arch/s390/kernel/ebcdic.c, Linux 7.2.13; the kernel
 * has one wrong entry, 0x78, and maps what ASCII lacks to 0x07). The three pages differ in nine bytes
 * only; 500 and 1047 are written as differences. Checked against Python's cp037 and cp500 and glibc's IBM1047.
 */

export type CodePage = '037' | '500' | '1047';

export const codePages: readonly CodePage[] = ['037', '500', '1047'];

const page037 = [
  '\u0000\u0001\u0002\u0003\u009c\u0009\u0086\u007f\u0097\u008d\u008e\u000b\u000c\u000d\u000e\u000f',
  '\u0010\u0011\u0012\u0013\u009d\u0085\u0008\u0087\u0018\u0019\u0092\u008f\u001c\u001d\u001e\u001f',
  '\u0080\u0081\u0082\u0083\u0084\u000a\u0017\u001b\u0088\u0089\u008a\u008b\u008c\u0005\u0006\u0007',
  '\u0090\u0091\u0016\u0093\u0094\u0095\u0096\u0004\u0098\u0099\u009a\u009b\u0014\u0015\u009e\u001a',
  ' \u00a0âäàáãåçñ¢.<(+|',
  '&éêëèíîïìß!$*);¬',
  '-/ÂÄÀÁÃÅÇÑ¦,%_>?',
  'øÉÊËÈÍÎÏÌ`:#@\'="',
  'Øabcdefghi«»ðýþ±',
  '°jklmnopqrªºæ¸Æ¤',
  'µ~stuvwxyz¡¿ÐÝÞ®',
  '^£¥·©§¶¼½¾[]¯¨´×',
  '{ABCDEFGHI\u00adôöòóõ',
  '}JKLMNOPQR¹ûüùúÿ',
  '\\÷STUVWXYZ²ÔÖÒÓÕ',
  '0123456789³ÛÜÙÚ\u009f',
].join('');

/** Bytes that the three pages read differently, with the readings of 500 and 1047. */
const differences: Readonly<Record<number, readonly [string, string]>> = {
  74: ['[', '¢'],
  79: ['!', '|'],
  90: [']', '!'],
  95: ['^', '^'],
  173: ['Ý', '['],
  176: ['¢', '¬'],
  186: ['¬', 'Ý'],
  187: ['|', '¨'],
  189: ['¨', ']'],
};

const isDifferent = Array.from({ length: 256 }, (_, byte) => differences[byte] !== undefined);

/** True when the code pages disagree about this byte. */
export function isCodePageDependent(byte: number): boolean {
  return isDifferent[byte] === true;
}

/** The character of one EBCDIC byte. */
function character(byte: number, page: CodePage): string {
  const other = page === '037' ? undefined : differences[byte];
  return other === undefined ? page037.charAt(byte) : other[page === '500' ? 0 : 1];
}

const tables = new Map<CodePage, Uint8Array>();

/** All characters of a code page; none lies outside Latin-1. */
function tableOf(page: CodePage): Uint8Array {
  const known = tables.get(page);
  if (known !== undefined) return known;
  const made = Uint8Array.from({ length: 256 }, (_, byte) => character(byte, page).charCodeAt(0));
  tables.set(page, made);
  return made;
}

/** Text of EBCDIC bytes, one character a byte; control characters stay what they are. */
export function decodeEbcdic(bytes: Uint8Array, page: CodePage): string {
  const table = tableOf(page);
  const latin = Buffer.from(bytes);
  for (let i = 0; i < latin.length; i++) latin[i] = table[latin[i] ?? 0] ?? 0;
  return latin.toString('latin1');
}

/**
 * EBCDIC bytes of a text.
 * @throws RangeError with the position of the first character that the code page lacks.
 */
export function encodeEbcdic(text: string, page: CodePage): Uint8Array {
  const reverse = new Map<string, number>();
  for (let byte = 0; byte < 256; byte++) reverse.set(character(byte, page), byte);
  return Uint8Array.from(text, (char, index) => {
    const byte = reverse.get(char);
    if (byte === undefined) throw new RangeError(`character ${index + 1} has no place in code page ${page}`);
    return byte;
  });
}
