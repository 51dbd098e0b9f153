import type { Field } from '../model/layout.js';

/** Tags of the tables that name the values of a field. */
export function tablesOf(field: Field): readonly string[] {
  if (field.type === 'struct' || field.type === 'bytes') return [];
  const { format } = field;
  if (format?.kind === 'codesBy') return Object.values(format.tables);
  return format !== undefined && 'codes' in format && format.codes !== undefined ? [format.codes] : [];
}
