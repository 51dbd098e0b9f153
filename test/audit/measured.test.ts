/** The first answer, measured in the types of a kernel. */
import { expect, test } from 'vitest';
import { kernelBytes } from '../btf/support.js';
import { MadeBtf } from '../btf/write-btf.js';
import { runInMemory } from '../support/memory-io.js';

interface Row {
  readonly firmware: { readonly path: string; readonly bits: number | null };
  readonly copy: { readonly path: string; readonly bits: number | null };
  readonly user: { readonly path: string; readonly bits: number | null };
  readonly holds: boolean | null;
}

async function measured(bytes: Uint8Array, name = 'vfio-zdev') {
  const argv = ['audit', name, '--btf', 'k.btf', '--linux', '7.3', '--format', 'json'];
  const { stdout, stderr, code } = await runInMemory(argv, new Map([['k.btf', bytes]]));
  const { consistency } = JSON.parse(stdout.toString()).answers;
  return {
    stderr,
    code,
    verdict: consistency.verdict as string,
    outcome: consistency.outcome,
    rows: consistency.measured.rows as Row[],
  };
}

const line = ({ firmware, copy, user, holds }: Row): string =>
  `${firmware.path.replace(/^clp_rsp_/, '')} ${firmware.bits} ${copy.path} ${copy.bits} ${user.bits} ${holds}`;

test('Linux 7.3: 18 values on their way, each with room at each step', async () => {
  const { rows, verdict, outcome, code, stderr } = await measured(kernelBytes('linux-7.3-rc7_s390x.btf'));
  expect([code, stderr, outcome]).toEqual([0, '', 'sound']);
  expect(rows.map(line)).toEqual([
    'list_pci.fh_list[].fh 32 zpci_dev.fh 32 32 true',
    'query_pci.vfn 16 zpci_dev.vfn 16 16 true',
    'query_pci.pfgid 8 zpci_dev.pfgid 8 8 true',
    'query_pci.pchid 16 zpci_dev.pchid 16 16 true',
    'query_pci.fmb_len 8 zpci_dev.fmb_length 16 16 true',
    'query_pci.pft 8 zpci_dev.pft 8 8 true',
    'query_pci.sdma 64 zpci_dev.start_dma 64 64 true',
    'query_pci.edma 64 zpci_dev.end_dma 64 64 true',
    'query_pci.util_str 512 zpci_dev.util_str 512 0 true',
    'query_pci.pfip 32 zpci_dev.pfip 32 0 true',
    'query_pci_grp.noi 12 zpci_dev.max_msi 32 16 true',
    'query_pci_grp.version 8 zpci_dev.version 8 8 true',
    'query_pci_grp.refresh 1 zpci_dev.tlb_refresh 32 64 true',
    'query_pci_grp.maxstbl 13 zpci_dev.maxstbl 16 16 true',
    'query_pci_grp.maxstbl 13 zpci_dev.maxstbl 16 16 true',
    'query_pci_grp.mui 16 zpci_dev.fmb_update 16 16 true',
    'query_pci_grp.dasm 64 zpci_dev.dma_mask 64 64 true',
    'query_pci_grp.msia 64 zpci_dev.msi_addr 64 64 true',
  ]);
  expect(verdict).toContain('In Linux 7.3 18 values of 18 fit at each step.');
});

test('a copy that is too narrow is a fault, and what is not there is not known', async () => {
  const made = new MadeBtf();
  const [u8, u16] = [made.int('u8', 1), made.int('u16', 2)];
  made.struct('clp_rsp_query_pci_grp', 64, [{ name: 'noi', type: u16, bit: 132, width: 12 }]);
  made.struct('zpci_dev', 8, [{ name: 'max_msi', type: u8, bit: 0 }]);
  made.struct('vfio_device_info_cap_zpci_group', 48, [{ name: 'noi', type: u16, bit: 272 }]);
  const { rows, verdict, outcome } = await measured(made.bytes());
  expect(outcome).toBe('fault');
  expect(verdict).toContain('In Linux 7.3 there is no room for clp_rsp_query_pci_grp.noi.');
  expect(rows.filter(({ holds }) => holds !== null).map(line)).toEqual([
    'query_pci_grp.noi 12 zpci_dev.max_msi 8 16 false',
  ]);
});

test('an interface of which the tables name no copy has no rows', async () => {
  const { rows } = await measured(kernelBytes('linux-7.3-rc7_s390x.btf'), 'qemu');
  expect(rows).toEqual([]);
});
