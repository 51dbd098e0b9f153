/** The way of each value through the structs of a kernel. */
import type { AuditAnswers, MeasuredStep } from '../model/audit.js';
import { shortName, type TableText } from './audit-tables.js';

/** Empty without a kernel. */
export function measuredTables(measured: AuditAnswers['consistency']['measured']): readonly TableText[] {
  if (measured === null) return [];
  const [first] = measured.rows;
  const between = first?.copy.path.split('.')[0] ?? '';
  return [
    {
      title: `measured in ${measured.kernel}: does each value fit at each step?`,
      columns: [
        { head: 'firmware', isText: true },
        { head: 'bits', isNumber: true },
        { head: between, isText: true },
        { head: 'bits', isNumber: true },
        { head: 'user', isText: true },
        { head: 'bits', isNumber: true },
        { head: 'holds' },
      ],
      rows: measured.rows.map(({ firmware, copy, user, holds }) => [
        shortName(firmware.path),
        bitsText(firmware),
        copy.path.slice(between.length + 1),
        bitsText(copy),
        shortName(user.path),
        bitsText(user),
        holds === null ? 'not known' : holds ? 'yes' : 'NO',
      ]),
      notes: [],
      rest: measured.rows.length === 0 ? `Nothing of this interface was measured in ${measured.kernel}.` : '',
    },
  ];
}

function bitsText({ bits }: MeasuredStep): string {
  return bits === null ? '-' : bits === 0 ? 'open' : String(bits);
}
