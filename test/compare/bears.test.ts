/** What a running guest can bear, typed by a person; a change of the tables has to be one of this table, too. */
import { expect, test } from 'vitest';
import { bearsOf } from '../../src/catalog/need-and-scope.js';
import { catalog } from '../../src/index.js';

const expected = {
  clp_rsp_query_pci: {
    'may-grow': ['util_str_avail', 'bar_size[]', 'edma'],
    'may-shrink': ['sdma'],
    'may-differ': ['vfn', 'pfgid', 'bar[]', 'pchid', 'pfip'],
    'must-stay': ['fid', 'uid', 'util_str'],
  },
  clp_rsp_query_pci_grp: {
    'may-grow': ['noi', 'rtr', 'maxstbl', 'dtsm'],
    'may-shrink': ['refresh'],
    'should-stay': ['version', 'mui'],
    'must-stay': ['dasm', 'msia'],
  },
  clp_rsp_list_pci: {
    'may-grow': ['max_fn', 'fh_list[].config_state'],
    'must-stay': ['uid_checking', 'fh_list[].device_id', 'fh_list[].vendor_id', 'fh_list[].fid'],
    host: ['fh_list[].fh'],
  },
} as const;

test.each(Object.entries(expected))('%s', (struct, kinds) => {
  const typed = Object.entries(kinds).flatMap(([kind, fields]) => fields.map((field: string) => [field, kind]));
  expect(Object.fromEntries(typed.map(([field = '']) => [field, bearsOf(catalog, struct, field)?.change]))).toEqual(
    Object.fromEntries(typed),
  );
});

test('each says what the guest does with it, and where that was read', () => {
  for (const [struct, kinds] of Object.entries(expected))
    for (const field of Object.values(kinds).flat()) {
      const bears = bearsOf(catalog, struct, field);
      expect(bears?.why, field).toMatch(/^[A-Z].*[.]$/);
      expect(bears?.source.version, field).toMatch(/^(Linux|QEMU) \d/);
    }
});
