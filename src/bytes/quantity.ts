const binaryUnits = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const;

/** A byte count in the largest binary unit that divides it; never rounded: `4 KiB`, `8388604 GiB`, `1025 bytes`. */
export function bytesText(count: bigint): string {
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
