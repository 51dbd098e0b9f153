/** Why the device regions do not offer a fact; the rows that they share name these reasons. */
export const regionReasons = {
  'call-detail': 'A detail of a CLP call that the kernel made long before the region is read.',
  reserved:
    'Reserved by firmware: the kernel keeps nothing of it, and the region is filled from what the kernel keeps.',
  'unknown-then': 'Linux did not know the field when this was proposed, so the kernel keeps nothing of it.',
  'not-kept': 'Linux neither keeps nor uses it, so there is nothing to fill a field from.',
  'host-address':
    'Bus and devfn of the function on the host. Userspace has found the device by that address, and its guest needs another.',
  'host-id': 'An identifier of the host that a guest must not see; left out after the review of the raw copy.',
  'mio-address':
    'An address for the MIO instructions of the host kernel; userspace reads, writes or maps the BAR through its own region.',
  'list-walk': 'Needed to walk the list of the machine, which the kernel does for itself.',
  'config-space': 'In the configuration space of the device, which is VFIO region 7.',
} as const satisfies Readonly<Record<string, string>>;

/** The regions of 2019 declare fields that they leave as they find them. */
export const regionReasons2019 = {
  ...regionReasons,
  unassigned: 'Declared, but no line of the proposal assigns it.',
} as const satisfies Readonly<Record<string, string>>;
