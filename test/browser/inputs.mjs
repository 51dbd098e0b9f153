/** Inputs of the browser test that no fixture has. */

export const pageNames = [
  'diff',
  'list',
  'chain',
  'chains',
  'audit',
  'check',
  'functions',
  'compare',
  'verify',
  'hostile',
];

/** A name of a file and a text of a function that would like to be more. */
export const hostile = {
  name: '<img src=x onerror=attacked=1> "\'&amp; --><script>attacked=1<|script>.bin',
  text: '</td><script>attacked=1</script><b onmouseover="attacked=1">',
};

const signs = Object.entries({ '<': 0x4c, '>': 0x6e, '/': 0x61, '=': 0x7e, '"': 0x7f, ' ': 0x40, 1: 0xf1 });
const rows = Object.entries({ abcdefghi: 0x81, jklmnopqr: 0x91, stuvwxyz: 0xa2 });
const letters = rows.flatMap(([row, first]) => [...row].map((letter, i) => [letter, first + i]));
const ebcdic = new Map([...signs, ...letters]);

export function ebcdicOf(text) {
  return Uint8Array.from(text, (char) => ebcdic.get(char) ?? 0x6f);
}

/** A LIST PCI response with so many functions, every seventh in standby. */
export function listOf(count) {
  const bytes = Buffer.alloc(32 + 16 * count);
  bytes.writeUInt16BE(bytes.length, 0);
  bytes.writeUInt16BE(0x10, 2);
  bytes.writeUInt16BE(256, 28);
  bytes.writeUInt8(1, 30);
  bytes.writeUInt8(16, 31);
  for (let i = 0; i < count; i++) {
    const at = 32 + 16 * i;
    const isConfigured = i % 7 !== 0;
    bytes.writeUInt16BE(0x101e, at);
    bytes.writeUInt16BE(0x15b3, at + 2);
    bytes.writeUInt32BE(isConfigured ? 0x80000000 : 0, at + 4);
    bytes.writeUInt32BE(0x100 + i, at + 8);
    bytes.writeUInt32BE(isConfigured ? 0x80010000 + i : 0x00010000 + i, at + 12);
  }
  return bytes;
}
