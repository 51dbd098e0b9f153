const binaryUnits = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const;

/** A byte count in binary units, never rounded: `4 KiB`, `1025 bytes`, `128 PiB - 4 GiB` instead of `134217724 GiB`. */
export function bytesText(count: bigint): string {
  if (digitsIn(count) <= 5) return plainText(count);
  for (let unit = binaryUnits.length - 1; unit > 0; unit--) {
    const size = 1n << BigInt(10 * unit);
    const units = (count + size / 2n) / size;
    const rest = units * size - count;
    const distance = rest < 0n ? -rest : rest;
    if (units > 0n && [units * size, distance].every((part) => digitsIn(part) <= 4))
      return `${plainText(units * size)} ${rest < 0n ? '+' : '-'} ${plainText(distance)}`;
  }
  return plainText(count);
}

function digitsIn(count: bigint): number {
  return plainText(count).indexOf(' ');
}

/** In the largest unit that divides it. */
function plainText(count: bigint): string {
  let rest = count;
  let unit = 0;
  while (rest !== 0n && rest % 1024n === 0n && unit < binaryUnits.length - 1) {
    rest /= 1024n;
    unit++;
  }
  const name = binaryUnits[unit] ?? '';
  return `${rest} ${rest === 1n && unit === 0 ? 'byte' : name}`;
}

/** A quantity with its unit; bytes in binary units. */
export function quantityText(count: bigint, unit: string): string {
  if (unit === 'bytes') return bytesText(count);
  return `${count} ${count === 1n && unit.endsWith('s') && unit !== 'ms' ? singular(unit) : unit}`;
}

function singular(unit: string): string {
  return unit.slice(0, unit.endsWith('xes') ? -2 : -1);
}
