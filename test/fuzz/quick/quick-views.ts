/** What holds for a comparison, a prediction and an audit, by the library alone. */

import { compareAll } from '../../../src/diff/diff.js';
import { ranks } from '../../../src/diff/severity.js';
import { auditInterface, catalog, type DecodedBlock, type DiffReport, predictGuest } from '../../../src/index.js';
import { loadSides, type Sides } from '../../../src/load/collect-sides.js';
import { strictReport } from '../../../src/load/source-report.js';
import { verdictKinds } from '../../../src/model/diff.js';
import { own } from '../../../src/model/own.js';
import { type MemoryFiles, memoryIo } from '../../support/memory-io.js';
import { hold } from '../finding.js';
import { awaitedResult, holdPlain, resultOf } from './hold-said.js';
import { silent } from './silent-report.js';

/**
 * The sides of a case are compared, a guest is predicted from its buffers, and the interface is audited with them, or
 * it is said why not: rows have a verdict for each side and the worst severity, counts are those of the rows. @throws Finding.
 */
export async function judgeViewsQuick(folder: string, files: MemoryFiles): Promise<void> {
  const sides = await awaitedResult(() =>
    loadSides([folder], {}, { catalog }, memoryIo(new Map(files)), strictReport(silent)),
  );
  if (sides === undefined) return;
  holdComparison(sides);
  const prediction = resultOf(() => predictGuest({ vfio: sides.vfio, catalog: sides.catalog }));
  holdPlain(prediction, 'prediction-nonsense');
  holdAudit(sides.vfio);
}

function holdComparison({ catalog: own, versions, ...sides }: Sides): void {
  const options = { recordedLinux: versions.linux, qemu: versions.qemu, mode: versions.mode, catalog: own ?? catalog };
  const compared = resultOf(() => compareAll({ ...sides, options }));
  for (const report of compared?.reports ?? []) holdReport(report);
}

function holdReport(report: DiffReport): void {
  holdPlain(report, 'diff-nonsense');
  const counts: Record<string, number> = {};
  for (const { attribute, verdicts, reasons, severity } of report.rows) {
    let least = 0;
    for (const [side, verdict] of Object.entries(verdicts)) {
      hold(own(verdictKinds, verdict) !== undefined, 'verdict', () => `${attribute}: ${verdict}`);
      hold(typeof reasons[side] === 'string', 'reason', () => `${attribute} on ${side}: no reason for ${verdict}`);
      counts[verdict] = (counts[verdict] ?? 0) + 1;
      if (verdict === 'widened') least = ranks.error;
    }
    hold(ranks[severity] >= least, 'severity', () => `${attribute}: ${severity} for ${JSON.stringify(verdicts)}`);
  }
  const isCounted = JSON.stringify(sorted(counts)) === JSON.stringify(sorted(report.summary));
  hold(isCounted, 'summary', () => `${JSON.stringify(counts)} and ${JSON.stringify(report.summary)}`);
}

function sorted(counts: Readonly<Record<string, number | undefined>>): [string, number | undefined][] {
  return Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));
}

function holdAudit(vfio: readonly DecodedBlock[]): void {
  const blocks = vfio.filter(({ type }) => type === 'vfio_device_info');
  if (blocks.length === 0) return;
  holdPlain(
    resultOf(() => auditInterface('vfio-zdev', { blocks })),
    'audit-nonsense',
  );
}
