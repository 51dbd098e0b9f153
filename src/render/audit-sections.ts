/**
 * The answers of an audit as headed tables of text, for any format.
 */
import type { AuditAnswers, Outcome, RedundantRow, ScopeRow, Use, UseRow } from '../model/audit.js';
import { auditQuestionIds } from '../model/interface.js';
import { leakTables, reservedTable } from './audit-bytes.js';
import { driftTables } from './audit-drift.js';
import { measuredTables } from './audit-measured.js';
import { revisionTables } from './audit-revision.js';
import { listOf, memberName, Notes, namesText, structTable, type TableText } from './audit-tables.js';
import { variantTable } from './audit-variants.js';

/** One question with its answer. */
export interface AuditSection {
  readonly question: string;
  readonly outcome: Outcome;
  readonly reviews: readonly string[];
  readonly verdict: string;
  readonly tables: readonly TableText[];
}

/** The answers; rows that only confirm the rule are counted unless `all` is set. */
export function auditSections(answers: AuditAnswers, all: boolean): readonly AuditSection[] {
  const tables: Readonly<Record<keyof AuditAnswers, readonly TableText[]>> = {
    consistency: [
      structTable(answers.consistency.structs),
      ...driftTables(answers.consistency.rows, all),
      variantTable(answers.consistency.rows),
      ...measuredTables(answers.consistency.measured),
    ],
    reserved: [reservedTable(answers.reserved.rows, all)],
    useful: [usefulTable(answers.useful.rows, all), ...useTables(answers.useful.rows, all)],
    leaks: leakTables(answers.leaks.rows),
    redundant: [redundantTable(answers.redundant.rows, all)],
    scope: [scopeTable(answers.scope.rows, all)],
    revision: revisionTables(answers.revision.structs, answers.revision.rows),
  };
  return auditQuestionIds.map((id) => ({
    question: answers[id].question,
    outcome: answers[id].outcome,
    reviews: answers[id].review.map(({ text, who, reported }) => `${reported === true ? text : `"${text}"`} (${who})`),
    verdict: answers[id].verdict,
    tables: tables[id].filter((table) => table.rows.length > 0 || table.rest !== ''),
  }));
}

/** What is useful, by need; or every row when `all` is set. */
function usefulTable(rows: readonly UseRow[], all: boolean): TableText {
  const useful = all ? [] : rows.filter((row) => row.use === 'useful');
  const needs = [...new Set(useful.map((row) => row.need))];
  return {
    columns: [{ head: 'need' }, { head: 'useful', isText: true }],
    rows: needs.map((need) => [need, listOf(useful.filter((row) => row.need === need))]),
    notes: [],
    rest: '',
  };
}

const useTitles: Readonly<Record<Use, string>> = {
  useful: 'useful',
  constant: 'the same for every function',
  'not passed on': 'not passed on: what a guest is shown comes from elsewhere',
  unused: 'unused: no guest needs it',
  'not written': 'not written: declared and never assigned',
  'no source': 'no source: declared to be ignored',
  missing: 'missing, and needed',
};

/** A table for each use, with the reasons below the last one. */
function useTables(rows: readonly UseRow[], all: boolean): readonly TableText[] {
  const notes = new Notes();
  const uses = [...new Set(rows.map((row) => row.use))].filter((use) => all || use !== 'useful');
  const tables = uses.map((use): TableText => {
    const own = rows.filter((row) => row.use === use);
    const isShown = own.some((row) => row.to.length > 0);
    return {
      title: `${useTitles[use]}:`,
      columns: [
        { head: 'field', isText: true },
        ...(isShown ? ([{ head: 'shown as', isText: true }] as const) : []),
        { head: 'need', isText: true },
        { head: 'why' },
      ],
      rows: own.map((row) => [
        row.field === null ? '' : memberName(row.field),
        ...(isShown ? [row.to.some((one) => one.name === row.field) ? 'itself' : namesText(row.to)] : []),
        row.need,
        notes.add(row.unsure === null ? row.why : `${row.why} Unsure: ${row.unsure}`),
      ]),
      notes: [],
      rest: '',
    };
  });
  return tables.map((table, i) => (i === tables.length - 1 ? { ...table, notes: notes.texts } : table));
}

function redundantTable(all: readonly RedundantRow[], isAll: boolean): TableText {
  const notes = new Notes();
  const shown = isAll ? all : all.filter((row) => row.kind !== 'shown too');
  const left = all.length - shown.length;
  return {
    columns: [
      { head: 'field', isText: true },
      { head: 'how' },
      { head: 'other interface', isText: true },
      { head: 'why' },
    ],
    rows: shown.map((row) => [memberName(row.field), row.kind, row.interface, notes.add(row.why)]),
    notes: notes.texts,
    rest: left === 0 ? '' : `Shown by other interfaces too: ${left} ${left === 1 ? 'row' : 'rows'} (-v lists them).`,
  };
}

function scopeTable(all: readonly ScopeRow[], isAll: boolean): TableText {
  const wrong = all.filter((row) => row.misplaced !== null);
  const left = all.length - wrong.length;
  if (isAll) return scopeRowsTable(all);
  const reasons = [...new Set(wrong.map((row) => row.misplaced ?? ''))];
  const notes = new Notes();
  return {
    columns: [{ head: 'fact of the' }, { head: 'fields', isText: true }, { head: 'wrong' }],
    rows: reasons.map((reason) => {
      const own = wrong.filter((row) => row.misplaced === reason);
      return [[...new Set(own.map(scopeText))].join(', '), listOf(own), notes.add(reason)];
    }),
    notes: notes.texts,
    rest: left === 0 ? '' : `In their place: ${left} ${left === 1 ? 'fact' : 'facts'} (-v lists them).`,
  };
}

function scopeText({ scope }: ScopeRow): string {
  return scope === 'iommu' ? 'IOMMU' : scope;
}

function scopeRowsTable(rows: readonly ScopeRow[]): TableText {
  const notes = new Notes();
  return {
    columns: [
      { head: 'field', isText: true },
      { head: 'fact of the', isText: true },
      { head: 'need', isText: true },
      { head: 'shown as', isText: true },
      { head: 'wrong' },
    ],
    rows: rows.map((row) => [
      memberName(row.field),
      scopeText(row),
      row.need,
      namesText(row.to),
      row.misplaced === null ? '' : notes.add(row.misplaced),
    ]),
    notes: notes.texts,
    rest: '',
  };
}
