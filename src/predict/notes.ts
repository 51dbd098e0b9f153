/**
 * What to know of a prediction beside its fields: assumptions, options without effect, and what is missing.
 */
import { compareVersions } from '../bytes/version.js';
import type { Mode } from '../model/interface.js';
import { containerText } from '../rules/container-text.js';
import { hasInterpretation } from '../rules/effective-row.js';
import { seekInteger } from '../rules/facts.js';
import { hazardsOf } from '../rules/hazards.js';
import { numberText } from '../rules/number-text.js';
import { answers, differs, type PredictContext, rolePath } from './conditions.js';
import { predictField } from './predict-field.js';
import type { Response } from './response.js';

export interface PredictionNote {
  readonly kind: 'assumption' | 'hazard' | 'no-effect' | 'doubt' | 'unpredictable' | 'not-written';
  /** `struct.member` of the first field that it is about; null for the prediction as a whole. */
  readonly path: string | null;
  readonly message: string;
}

/** All notes, those about the whole first. */
export function notesOf(context: PredictContext, responses: readonly Response[], vfioGiven: boolean): PredictionNote[] {
  return [
    ...assumptions(context, vfioGiven),
    ...modeNote(context, responses),
    ...hazardNotes(context),
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
    ...containerText(item, conditions.container, context.facts),
    ...(conditions.defaultGroup ? ['default group'] : []),
    ...relaxed,
    `to a guest that cleared its buffer and asks for ${length} bytes`,
  ].join(', ');
}

function assumptions(context: PredictContext, vfioGiven: boolean): PredictionNote[] {
  const { options, conditions, item } = context;
  const note = (message: string): PredictionNote => ({ kind: 'assumption', path: null, message });
  const notes: PredictionNote[] = [];
  const wanted = options.qemu;
  if (wanted !== undefined && seriesOf(wanted) !== seriesOf(conditions.version)) {
    const isOlder = compareVersions(wanted, conditions.version) < 0;
    const which = isOlder ? 'the oldest known version' : 'the nearest known version at or below it';
    notes.push(note(`${item.name} ${wanted} is taken as ${conditions.version}, ${which}`));
  }
  if (conditions.mode === 'emulated' && vfioGiven) {
    notes.push(note('an emulated function has no VFIO device: the buffers are not used'));
  }
  return notes;
}

/** Stable releases are of one series: `10.0` of 10.0.13. */
function seriesOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

/** Which modes the buffers allow, which one was taken, and what the other would change. */
function modeNote(context: PredictContext, responses: readonly Response[]): PredictionNote[] {
  const { modeChoice, item, conditions } = context;
  if (modeChoice === undefined || !hasInterpretation(item, conditions.version)) return [];
  const { allowed, against, doubt } = modeChoice;
  const [taken, other] = allowed;
  const say = (message: string): PredictionNote[] => [{ kind: 'assumption', path: null, message }];
  if (other === undefined)
    return say(`the mode is not given: ${taken} is the only one that the buffers allow: ${against}`);
  if (doubt !== undefined)
    return say(`the mode is not given, and whether the buffers allow ${taken} is not known (${doubt}): give --mode`);
  const by = `what ${item.name} does by itself since ${item.interpretedSince} where the machine and KVM can`;
  return say(
    `the mode is not given, and the buffers allow ${allowed.join(' and ')}: ${taken} is taken, ${by}; ${otherText(context, responses, other)}`,
  );
}

function otherText(context: PredictContext, responses: readonly Response[], other: Mode): string {
  const elsewhere = { ...context, conditions: { ...context.conditions, mode: other } };
  const changes = responses.flatMap(({ layout, fields }) =>
    fields.flatMap(({ leaf, applied }) => {
      const { applied: changed } = predictField(elsewhere, layout, leaf);
      if (applied.kind !== 'value' || changed.kind !== 'value' || applied.value === changed.value) return [];
      return [
        `${leaf.path} ${typeof changed.value === 'bigint' ? numberText(changed.value, leaf.bitLength, leaf) : changed.value}`,
      ];
    }),
  );
  return changes.length === 0 ? `${other} gives the same` : `with --mode ${other}: ${changes.join(', ')}`;
}

function hazardNotes({ item, facts, options }: PredictContext): PredictionNote[] {
  return hazardsOf(item, options.qemu, facts).map(({ user, message, help }) => {
    return { kind: 'hazard', path: user.field, message: `${message}. ${help}` };
  });
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
