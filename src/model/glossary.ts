/**
 * Words that the program uses for what it finds. A word that a type has and this table lacks does not compile.
 */
import type { Drift, LeakKind, Outcome, Use } from './audit.js';
import type { DiffSeverity } from './diff.js';
import type { Container, ExposureClass, Mode, View } from './interface.js';
import type { Need, Scope } from './layout.js';
import type { FieldStatus } from './result.js';

const classes: Readonly<Record<ExposureClass, string>> = {
  exposed: 'the interface shows the value of firmware, or one that is worked out from it',
  virtualized: 'the interface shows a value of its own in the place of that of firmware',
  hidden: 'the interface does not show the field',
};

const needs: Readonly<Record<Exclude<Need, 'none'>, string>> = {
  virtualize: 'a guest needs a value of its own, not that of the host',
  'match-firmware': "a guest needs firmware's value as it is",
  'match-host-driver': 'a guest needs what the host driver made of it',
  'match-host-iommu': 'a guest needs what the IOMMU driver of the host supports',
};

const scopes: Readonly<Record<Scope, string>> = {
  function: 'a fact of one PCI function',
  group: 'a fact that the functions of a group share',
  iommu: 'a fact of the IOMMU and its container',
  machine: 'a fact of the machine',
  call: 'a detail of the call, no fact of PCI',
};

const modes: Readonly<Record<Mode, string>> = {
  emulated: 'QEMU makes the function up; no device of the host is behind it',
  intercept: 'a function of the host whose PCI instructions QEMU carries out for the guest',
  interpret: 'a function of the host whose PCI instructions the machine itself carries out; since QEMU 7.2',
};

const containers: Readonly<Record<Container, string>> = {
  type1: 'IOMMU side of a function held by VFIO itself (vfio_iommu_type1)',
  iommufd: 'IOMMU side of a function held by iommufd',
};

const views: Readonly<Record<View, string>> = {
  firmware: 'what firmware answers to CLP commands',
  vfio: 'what the kernel tells userspace about a device that it has opened',
  guest: 'what a guest is answered by its hypervisor',
  sysfs: 'what the kernel shows in files',
};

const severities: Readonly<Record<DiffSeverity, string>> = {
  ok: 'as it should be',
  note: 'worth knowing; never fails a run',
  warning: 'may be wrong; fails a run with --fail-on warning',
  error: 'wrong; fails a run unless --fail-on never',
};

const outcomes: Readonly<Record<Outcome, string>> = {
  sound: 'nothing to object to in this question of a review',
  remark: 'worth knowing, with a reason that holds',
  fault: 'the objection of the review holds',
};

const statuses: Readonly<Record<Exclude<FieldStatus, 'ok'>, string>> = {
  absent: 'this version of the struct has no such field',
  truncated: 'the bytes end before it',
  unpredictable: 'depends on what VFIO does not carry',
};

const drifts: Readonly<Record<Drift, string>> = {
  moved: 'lies at other bits than in the struct of firmware',
  renamed: 'has another name than in the struct of firmware',
  resized: 'has another number of bits than in the struct of firmware',
  'byte order': 'is read in the other byte order than firmware writes it',
  missing: 'the user has no field for it',
  new: 'firmware has no field for it',
};

const leaks: Readonly<Record<LeakKind, string>> = {
  'not virtualized': "the host's own is passed on where a guest needs its own",
  'host value': 'a fact of the host that every user of VFIO has from another interface',
  leak: 'the interface passes on what it must keep',
  'in reserved': 'it lies in bytes that the struct of the user calls reserved',
  unnamed: 'it lies in the bits of a field with another meaning',
  'behind the struct': 'it lies behind the end of the struct of the user',
  'not written': 'nobody writes the bytes: they are what was in memory before',
  'out of bounds': 'the code copies from beyond its own memory',
};

const uses: Readonly<Record<Use, string>> = {
  useful: 'a guest gets it, or what is made from it',
  constant: 'the same for every function',
  'not passed on': 'what a guest is shown comes from elsewhere',
  unused: 'shown, and no guest needs it',
  missing: 'a guest needs it, and it is nowhere to be had',
  'not written': 'declared and never assigned',
  'no source': 'declared, and nothing is meant to come there',
};

/** Each kind of word with its words. */
export const glossary: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  exposure: classes,
  need: needs,
  scope: scopes,
  mode: modes,
  container: containers,
  view: views,
  severity: severities,
  'outcome of an audit': outcomes,
  'state of a field': statuses,
  'drift of a field': drifts,
  'kind of leak': leaks,
  use: uses,
};
