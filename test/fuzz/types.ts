import { catalog } from '../../src/index.js';

/** Every type that there is. */
export const types = [
  'clp-page',
  ...catalog.layouts().map((one) => (one.interface ? `${one.tag}@${one.interface}` : one.tag)),
];
