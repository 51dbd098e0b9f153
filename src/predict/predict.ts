/**
 * The answers that a guest gets to QUERY PCI FUNCTION and QUERY PCI FUNCTION GROUP, from what VFIO tells.
 */
import { builtInCatalog, type Catalog, hasRole } from '../catalog/catalog.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import { numberAt } from '../decode/read-struct.js';
import { ToolError } from '../model/errors.js';
import type { Layout } from '../model/layout.js';
import type { BlockResult } from '../model/result.js';
import { makeFacts, memberOf, structOf } from '../rules/facts.js';
import { answers, leavesOf, makeContext, type PredictContext, type PredictOptions, rolePath } from './conditions.js';
import { conditionsText, notesOf, type PredictionNote } from './notes.js';
import { responseLength } from './predict-field.js';
import { predictResponse } from './response.js';

export type { PredictOptions } from './conditions.js';
export type { PredictionNote } from './notes.js';

export interface PredictInput extends PredictOptions {
  /** Device info with its capabilities, IOMMU info, and region infos of the BARs; not used for an emulated function. */
  readonly vfio: readonly DecodedBlock[];
  /** Tables to use instead of the built-in ones. */
  readonly catalog?: Catalog | undefined;
}

export interface Prediction {
  /** Name of the guest's interface, and the version whose rows were used. */
  readonly interface: string;
  readonly version: string;
  /** One for each answer, the function's first, then its group's; as `decode@1` has them. */
  readonly blocks: readonly BlockResult[];
  readonly notes: readonly PredictionNote[];
}

/**
 * Predicts both answers for the first function of its host group and container, to a guest that cleared its
 * buffer and asks for as many bytes as the newest structs have (384 and 64, big-endian).
 *
 * A field that the interface does not write is 0, and its label says so. A field that depends on what was not
 * given has the status `unpredictable`: raw and value are null, the label is the reason, and its bytes lie in a
 * gap of zeros inside the range of the struct. A field that shares a byte with such a one is unpredictable, too,
 * so that each bit stands in one place.
 *
 * @throws ToolError when a device info is missing or there twice, a block is no VFIO buffer, the version is
 * none, or an identifier does not fit its field.
 */
export function predictGuest(input: PredictInput): Prediction {
  const catalog = input.catalog ?? builtInCatalog();
  const isEmulated = input.mode === 'emulated';
  const context = makeContext(catalog, makeFacts(catalog, isEmulated ? [] : input.vfio), input);
  if (!isEmulated) requireBuffers(context, input.vfio);
  requireIdentifiers(context);
  const responses = answerLayouts(context).map((layout) =>
    predictResponse(context, layout, conditionsText(context, responseLength(layout))),
  );
  return {
    interface: context.item.name,
    version: context.conditions.version,
    blocks: responses.map((one) => one.block),
    notes: notesOf(context, responses, input.vfio.length > 0),
  };
}

function answerLayouts(context: PredictContext): Layout[] {
  return answers(context.catalog).map((tag) => {
    const layout = context.catalog.layout(tag);
    if (layout === undefined) throw new Error(`no layout of ${tag}`);
    return layout;
  });
}

/** Each buffer once, regions by their number, all of them VFIO's, the device info among them. */
function requireBuffers(context: PredictContext, blocks: readonly DecodedBlock[]): void {
  const capability = context.catalog.layout(structOf(rolePath(context.catalog, 'groupId', 'vfio')));
  const holder = capability !== undefined && hasRole(capability, 'capability') ? capability.role.of : '';
  const kinds = blocks.map((block) => kindOf(context, block));
  for (const [i, { type }] of blocks.entries()) {
    const layout = context.catalog.layout(type);
    if (layout === undefined || !hasRole(layout, 'info')) {
      throw new ToolError(`a ${type} is no VFIO buffer; predict starts from ${holder} and the IOMMU info`);
    }
    if (kinds.indexOf(kinds[i] ?? '') !== i) {
      throw new ToolError(`two blocks of one kind (${kinds[i]}); predict one function at a time`);
    }
  }
  if (!blocks.some((block) => block.type === holder)) {
    throw new ToolError(`no ${holder} among the buffers; it carries what the guest's answers are made of`);
  }
}

/** The type of a block; of a region also its number, because a function has several. */
function kindOf({ catalog }: PredictContext, block: DecodedBlock): string {
  const index = rolePath(catalog, 'regionIndex', 'vfio');
  const struct = block.structs.find((one) => one.tag === structOf(index));
  const number = struct === undefined ? undefined : numberAt(struct, memberOf(index));
  return number === undefined ? block.type : `${block.type} ${number}`;
}

function requireIdentifiers(context: PredictContext): void {
  for (const [name, role] of [
    ['fid', 'functionId'],
    ['uid', 'userId'],
  ] as const) {
    const value = context.options[name];
    if (value === undefined) continue;
    const path = rolePath(context.catalog, role, 'guest');
    const leaf = leavesOf(context.catalog, structOf(path)).find(({ generic }) => generic === memberOf(path));
    const bits = leaf?.bitLength ?? 0;
    if (Number.isInteger(value) && value >= 0 && value < 2 ** bits) continue;
    throw new ToolError(`${name} ${value} does not fit: give a whole number of at most ${bits} bits`);
  }
}
