/**
 * A log in place of a block: which functions it speaks of, and what happened to them.
 */
import { hexNumber } from '../bytes/hex.js';
import type { Catalog } from '../catalog/catalog.js';
import { givenText } from '../decode/given-text.js';
import { hintText } from '../decode/hint-text.js';
import { NoBlockError } from '../model/errors.js';
import type { GuestConfig } from '../model/guest-config.js';
import type { Hint } from '../model/hints.js';

/** Lines that are shown. */
const most = 100;

/** The error for a text that holds hints and no block. Lines that say the same of one function are shown once. */
export function logError(hints: readonly Hint[], catalog: Catalog): NoBlockError {
  const told = new Map<string, { readonly first: number; times: number }>();
  for (const hint of hints) {
    const text = `${subjectOf(hint)}${hintText(catalog, hint)}`;
    const before = told.get(text);
    if (before === undefined) told.set(text, { first: hint.line, times: 1 });
    else before.times++;
  }
  const lines = [...told].map(
    ([text, { first, times }]) => `line ${first}: ${text}${times === 1 ? '' : ` (${times} times)`}`,
  );
  const more = lines.length > most ? [`and ${lines.length - most} more`] : [];
  return new NoBlockError(`${[...new Set(hints.map(({ log }) => log))].join(', ')} holds no block`, [
    ...lines.slice(0, most),
    ...more,
    'zpci-inspect diff takes it beside a capture, which the script that zpci-inspect capture prints makes',
  ]);
}

/** The error for a text that says what a guest is given, and holds no block. */
export function configError({ functions, machine, errors }: GuestConfig): NoBlockError {
  const lines = [
    ...(machine === undefined ? [] : [`machine type s390-ccw-virtio-${machine}`]),
    ...functions.map((one) => `line ${one.line}: ${givenText(one)}`),
    ...errors.map(({ line, text }) => `line ${line}: QEMU said: ${text}`),
  ];
  const more = lines.length > most ? [`and ${lines.length - most} more`] : [];
  return new NoBlockError('the configuration of a guest holds no block', [
    ...lines.slice(0, most),
    ...more,
    'zpci-inspect diff and predict take it, beside blocks or with --config',
  ]);
}

function subjectOf({ function: id, address, handle }: Hint): string {
  const names = [
    ...(id === undefined ? [] : [`function ${hexNumber(BigInt(id), 8)}`]),
    ...(address === undefined ? [] : [address]),
    ...(handle === undefined ? [] : [`handle ${hexNumber(BigInt(handle), 8)}`]),
  ];
  return names.length === 0 ? '' : `${names.join(', ')}: `;
}
