/**
 * What to know of a prediction beside its fields: assumptions, options without effect, and what is missing.
 */
import { compareVersions } from '../bytes/version.js';
import { seekInteger } from '../rules/facts.js';
import { answers, differs, type PredictContext, rolePath } from './conditions.js';
import type { Response } from './response.js';

export interface PredictionNote {
  readonly kind: 'assumption' | 'no-effect' | 'doubt' | 'unpredictable' | 'not-written';
  /** `struct.member` of the first field that it is about; null for the prediction as a whole. */
  readonly path: string | null;
  readonly message: string;
}

/** All notes, those about the whole first. */
export function notesOf(context: PredictContext, responses: readonly Response[], vfioGiven: boolean): PredictionNote[] {
  return [
    ...assumptions(context, vfioGiven),
    ...orderNotes(context, responses),
    ...idleOptions(context),
    ...doubts(context),
    ...responses.flatMap((one) => runsOf(one, 'unknown')),
    ...responses.flatMap((one) => runsOf(one, 'untouched')),
  ];
}

/** How version, mode, container and the property were chosen, in one line. */
export function conditionsText(context: PredictContext, length: number): string {
  const { conditions, options, item } = context;
  const words = { emulated: 'an emulated', intercept: 'an intercepted', interpret: 'an interpreted' } as const;
  const given = options.qemu === undefined || options.qemu === conditions.version ? '' : ` (for ${options.qemu})`;
  const relaxed = context.knowsRelaxed
    ? [`relaxed translation ${context.isRelaxed === undefined ? 'unknown' : context.isRelaxed ? 'on' : 'off'}`]
    : [];
  return [
    `predicted: what ${item.name} ${conditions.version}${given} answers for ${words[conditions.mode]} function`,
    ...(conditions.container === 'iommufd' ? ['iommufd container'] : []),
    ...(conditions.defaultGroup || context.lacksGroup ? ['default group'] : []),
    ...relaxed,
    `to a guest that cleared its buffer and asks for ${length} bytes`,
  ].join(', ');
}

function assumptions(context: PredictContext, vfioGiven: boolean): PredictionNote[] {
  const { options, conditions, item } = context;
  const note = (message: string): PredictionNote => ({ kind: 'assumption', path: null, message });
  const notes: PredictionNote[] = [];
  const wanted = options.qemu;
  if (wanted !== undefined && wanted !== conditions.version && !wanted.startsWith(`${conditions.version}.`)) {
    const isOlder = compareVersions(wanted, conditions.version) < 0;
    const which = isOlder ? 'the oldest known version' : 'the nearest known version at or below it';
    notes.push(note(`${item.name} ${wanted} is taken as ${conditions.version}, ${which}`));
  }
  if (
    options.mode === undefined &&
    differs(context, answers(context.catalog), { mode: 'interpret' }, { mode: 'intercept' })
  ) {
    notes.push(note('the mode is not given: taken as intercept'));
  }
  if (conditions.mode === 'emulated' && vfioGiven) {
    notes.push(note('an emulated function has no VFIO device: the buffers are not used'));
  }
  return notes;
}

/** Values that hold only for the function that is plugged first. */
function orderNotes(context: PredictContext, responses: readonly Response[]): PredictionNote[] {
  const roles = ['groupId', 'relaxedTranslation', 'apertureEnd'] as const;
  const paths = roles.map((role) => rolePath(context.catalog, role, 'guest'));
  return responses.flatMap(({ block, fields }) =>
    fields.flatMap(({ leaf, applied }): PredictionNote[] => {
      const path = `${block.type}.${leaf.path}`;
      if (applied.kind !== 'value' || applied.remark === undefined || !paths.includes(path)) return [];
      return [{ kind: 'assumption', path, message: `${path}: ${applied.remark}; ${later}` }];
    }),
  );
}

const later = 'so for the function that is plugged first, later ones can differ';

function idleOptions(context: PredictContext): PredictionNote[] {
  const { options, conditions, item } = context;
  const note = (option: string): PredictionNote => {
    return {
      kind: 'no-effect',
      path: null,
      message: `${option} has no effect with ${item.name} ${conditions.version}`,
    };
  };
  const structs = answers(context.catalog);
  const isIdle = {
    mode:
      (options.mode === 'interpret' || options.mode === 'intercept') &&
      !differs(context, structs, { mode: 'interpret' }, { mode: 'intercept' }),
    container:
      options.container !== undefined && !differs(context, structs, { container: 'type1' }, { container: 'iommufd' }),
    relaxed: options.relaxedTranslation !== undefined && !context.knowsRelaxed,
  };
  return [
    ...(isIdle.mode ? [note(`mode ${options.mode}`)] : []),
    ...(isIdle.container ? [note(`container ${options.container}`)] : []),
    ...(isIdle.relaxed ? [note(`relaxed translation ${options.relaxedTranslation ? 'on' : 'off'}`)] : []),
  ];
}

/** Why such a function cannot be interpreted, or cannot have the property asked for. */
function doubts(context: PredictContext): PredictionNote[] {
  const { catalog, facts, options, conditions } = context;
  const notes: PredictionNote[] = [];
  const path = rolePath(catalog, 'handle', 'vfio');
  const handle = seekInteger(facts, path);
  const mask = BigInt(catalog.roles().numbers.handleTypeMask ?? 0);
  const isInterpreted =
    conditions.mode === 'interpret' &&
    differs(context, answers(context.catalog), { mode: 'interpret' }, { mode: 'intercept' });
  if (isInterpreted && handle.kind === 'none') {
    const message = `no ${path}: without the handle of the host a function cannot be plugged for interpretation`;
    notes.push({ kind: 'doubt', path, message });
  }
  if (isInterpreted && handle.kind === 'value' && (handle.value & mask) !== 0n) {
    const message = `${path} is the handle of a function that a hypervisor made: it cannot be interpreted`;
    notes.push({ kind: 'doubt', path, message });
  }
  if (options.relaxedTranslation === true && context.knowsRelaxed && context.isRelaxed === false) {
    const type = rolePath(catalog, 'functionType', 'vfio');
    notes.push({ kind: 'doubt', path: type, message: 'relaxed translation stays off for functions of this type' });
  }
  return notes;
}

/** One note for each run of neighbours for which the same is said. */
function runsOf({ block, fields }: Response, kind: 'unknown' | 'untouched'): PredictionNote[] {
  const runs: { paths: string[]; text: string }[] = [];
  let last: string | undefined;
  for (const { leaf, applied } of fields) {
    if (leaf.field === null) continue;
    const text = applied.kind !== kind ? undefined : applied.kind === 'unknown' ? applied.why : 'not written';
    if (text !== undefined && text === last) runs.at(-1)?.paths.push(leaf.path);
    else if (text !== undefined) runs.push({ paths: [leaf.path], text });
    last = text;
  }
  return runs.map(({ paths, text }) => {
    const [first = ''] = paths;
    const name = paths.length === 1 ? first : `${first} .. ${paths.at(-1)}`;
    const path = `${block.type}.${first}`;
    if (kind === 'unknown') return { kind: 'unpredictable', path, message: `${block.type}.${name}: ${text}` };
    return { kind: 'not-written', path, message: `${block.type}.${name}: ${text}, 0 if the guest cleared its buffer` };
  });
}
