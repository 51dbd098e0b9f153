/**
 * The questions of a review, answered for one interface from the tables, and with blocks from real bytes.
 */
import { sha256 } from '../bytes/sha256.js';
import { builtInCatalog, type Catalog, hasRole, typeName } from '../catalog/catalog.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import {
  type Answer,
  type AuditAnswers,
  type AuditBlock,
  type AuditResult,
  auditQuestions,
  auditSchema,
  type Outcome,
} from '../model/audit.js';
import { ToolError } from '../model/errors.js';
import type { AuditQuestion, Interface } from '../model/interface.js';
import { suggestion } from '../model/nearest.js';
import { readBytes } from './block-bytes.js';
import { consistencyVerdict, structPairs } from './consistency.js';
import { driftRows } from './drift.js';
import { leakRows, leaksVerdict } from './leaks.js';
import { type MeasuringKernel, measuredRows, measuredVerdict } from './measured.js';
import { redundantRows, redundantVerdict } from './redundant.js';
import { reservedRows, reservedVerdict } from './reserved.js';
import { revisionRows, revisionStructs, revisionVerdict } from './revision.js';
import { scopeRows, scopeVerdict } from './scope.js';
import { makeSubject, type Subject } from './subject.js';
import { usefulVerdict, useRows } from './useful.js';
import { count, listText } from './words.js';

/** What an audit is made from, beside the name. */
export interface AuditOptions {
  /** Blocks of this interface; their bytes are shown as evidence. */
  readonly blocks?: readonly DecodedBlock[];
  readonly catalog?: Catalog;
  /** A kernel in which the way of each value is measured. */
  readonly kernel?: MeasuringKernel | undefined;
}

/**
 * Audits one interface.
 *
 * @throws ToolError when no interface has the name, or a block belongs to another one.
 */
export function auditInterface(name: string, options: AuditOptions = {}): AuditResult {
  const catalog = options.catalog ?? builtInCatalog();
  const item = interfaceNamed(catalog, name);
  const subject = makeSubject(catalog, item);
  const blocks = options.blocks ?? [];
  for (const block of blocks) requireOwn(subject, block);
  const answers = answersOf(subject, blocks, options.kernel);
  return {
    schema: auditSchema,
    interface: item.name,
    view: item.view,
    version: item.version,
    title: item.title,
    access: item.audit === undefined ? null : `${item.audit.caller}; about ${item.audit.channel.about}`,
    blocks: blocks.map(describe),
    conclusion: conclude(item, answers),
    answers,
  };
}

/** @throws ToolError with the names that there are. */
export function interfaceNamed(catalog: Catalog, name: string): Interface {
  const names = catalog.interfaces().map((item) => item.name);
  const item = catalog.interfaces().find((one) => one.name === name);
  if (item !== undefined) return item;
  const begun = names.filter((one) => name !== '' && (one.startsWith(name) || name.startsWith(one)));
  const hint = begun.length === 0 ? suggestion(name, names) : `; did you mean ${begun.join(' or ')}?`;
  throw new ToolError(`no interface ${name}${hint} (there are ${listText(names)})`);
}

/** A type of whole blocks in which an interface speaks. */
export interface OwnType {
  /** As `--type` takes it. */
  readonly type: string;
  /** Its bytes are recognised as another type: it has to be given. */
  readonly isUndetectable: boolean;
}

/**
 * The types of the blocks of an interface.
 * @throws ToolError when no interface has the name.
 */
export function ownTypes(name: string, catalog: Catalog = builtInCatalog()): readonly OwnType[] {
  return typesOf(makeSubject(catalog, interfaceNamed(catalog, name)));
}

function typesOf({ catalog, structs, pairs }: Subject): readonly OwnType[] {
  const inside = structs.map(({ holder }) => {
    if (hasRole(holder, 'capability')) return holder.role.of;
    return hasRole(holder, 'feature') && holder.interface === undefined ? holder.role.of : typeName(holder);
  });
  // What a feature leads to is a block of its own.
  const copied = pairs.flatMap(({ transfer, user, firmware }) =>
    transfer === 'opaque' && user !== null && hasRole(user.holder, 'feature') ? [firmware] : [],
  );
  const names = [...copied, ...inside];
  return [...new Set(names)].map((type) => {
    const [tag = '', interfaceName] = type.split('@');
    return { type, isUndetectable: catalog.layout(tag, interfaceName)?.undetectable !== undefined };
  });
}

function requireOwn(subject: Subject, block: DecodedBlock): void {
  const types = typesOf(subject).map((one) => one.type);
  const own = new Set(subject.structs.map((struct) => struct.holderName));
  if (types.includes(block.type) || block.structs.some((one) => own.has(typeName(one.plan.layout)))) return;
  const where = block.source === undefined ? 'the block' : block.source;
  const [double] = types.filter((type) => type.replace(/@.*/, '') === block.type.replace(/@.*/, ''));
  const pin = double === undefined ? '' : ` (${double}:FILE reads it so)`;
  const wanted = types.length === 0 ? 'it has texts only' : `its blocks are ${listText(types)}${pin}`;
  throw new ToolError(`${where} is a ${block.type}, no block of ${subject.item.name}: ${wanted}`);
}

function describe(block: DecodedBlock): AuditBlock {
  const { source, type, endian, bytes } = block;
  return { source: source ?? '-', type, endian, length: bytes.length, sha256: sha256(bytes) };
}

function answersOf(
  subject: Subject,
  blocks: readonly DecodedBlock[],
  kernel: MeasuringKernel | undefined,
): AuditAnswers {
  const bytes = readBytes(subject, blocks);
  const structs = structPairs(subject, bytes.copies);
  const reserved = reservedRows(subject, bytes);
  const useful = useRows(subject);
  const leaks = leakRows(subject, bytes);
  const redundant = redundantRows(subject);
  const scope = scopeRows(subject);
  const rows = driftRows(subject);
  const measured = kernel === undefined ? null : { kernel: kernel.name, rows: measuredRows(subject, kernel) };
  const revised = revisionStructs(subject, bytes);
  const later = revisionRows(subject);
  return {
    consistency: {
      ...answer(subject, 'consistency', measuredVerdict(consistencyVerdict(subject, structs), measured)),
      structs,
      rows,
      measured,
    },
    reserved: { ...answer(subject, 'reserved', reservedVerdict(subject, reserved)), rows: reserved },
    useful: { ...answer(subject, 'useful', usefulVerdict(subject, useful)), rows: useful },
    leaks: { ...answer(subject, 'leaks', leaksVerdict(subject, leaks)), rows: leaks },
    redundant: { ...answer(subject, 'redundant', redundantVerdict(subject, redundant)), rows: redundant },
    scope: { ...answer(subject, 'scope', scopeVerdict(subject, scope)), rows: scope },
    revision: {
      ...answer(subject, 'revision', revisionVerdict(subject, revised, later)),
      structs: revised,
      rows: later,
    },
  };
}

function answer(
  subject: Subject,
  id: AuditQuestion,
  { outcome, verdict }: { outcome: Outcome; verdict: string },
): Answer {
  const review = (subject.item.audit?.reviews ?? []).filter((one) => one.question === id);
  return { question: auditQuestions[id], review, outcome, verdict };
}

/** One sentence over all answers. */
function conclude(item: Interface, answers: AuditAnswers): string {
  const named = (outcome: Outcome): string[] =>
    Object.entries(answers).flatMap(([id, one]) => (one.outcome === outcome ? [id] : []));
  const faults = named('fault');
  const remarks = named('remark');
  const rest = remarks.length === 0 ? '' : `; ${count(remarks.length, 'remark')}: ${listText(remarks)}`;
  if (faults.length === 0) return `${item.name} stands the review: no fault in seven questions${rest}.`;
  return `${item.name} does not stand the review: ${faults.length} of 7 questions find a fault (${listText(faults)})${rest}.`;
}
