/**
 * What the colours of bytes mean.
 */
import { exposureClasses } from '../../model/interface.js';
import { own } from '../../model/own.js';
import type { BlockResult, ExposureResult, FieldResult } from '../../model/result.js';
import { h, type Markup } from './element.js';

/** What an interface does with the field; without one, or where it is silent, the first that speaks of it. */
export function exposureClass(field: FieldResult, by?: string): string {
  return entryOf(field, by)?.[1].class ?? '';
}

function entryOf({ exposure }: FieldResult, by: string | undefined): readonly [string, ExposureResult] | undefined {
  const entry = by === undefined ? undefined : own(exposure, by);
  return by === undefined || entry === undefined ? Object.entries(exposure)[0] : [by, entry];
}

/** A block and the interface whose treatment its colours show. */
export interface Coloured {
  readonly block: BlockResult;
  readonly by?: string | undefined;
}

/** The colours that occur, and whose they are. */
export function legend(blocks: readonly Coloured[]): Markup {
  const entries = blocks.flatMap(({ block, by }) =>
    block.structs.flatMap(({ fields }) => fields.flatMap((field) => [entryOf(field, by) ?? []])),
  );
  const names = new Set(entries.flatMap(([name]) => name ?? []));
  const classes = exposureClasses.filter((name) => entries.some(([, entry]) => entry?.class === name));
  const words = [...classes, 'reserved'].map((name) => [h('span', { class: name }, name), ' ']);
  const whose = names.size === 0 ? '' : `by ${[...names].join(', ')}. `;
  return h('p', { class: 'legend' }, ...words, h('span', { class: 'faint' }, whose, ' ', hint()));
}

/** How the bytes are used; the script shows it, without which nothing lights up. */
function hint(): Markup {
  const how = 'Point at bytes, or walk them with the arrow keys: the field lights up in every block and in the table.';
  return h('span', { class: 'hint', hidden: true }, how);
}
