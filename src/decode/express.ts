/**
 * The short way: a CLP response of its full length that is done and has nothing to report. Most blocks of a
 * large corpus are such, and the long way comes to the same.
 */
import { type Catalog, fixedShape, hasRole } from '../catalog/catalog.js';
import type { Plan } from '../catalog/plan.js';
import type { Layout } from '../model/layout.js';
import { type DecodedStruct, wholeStruct } from './read-struct.js';
import { valuesReader } from './read-values.js';
import { type Screen, screenOf } from './screen.js';
import type { ReadAll } from './value.js';

/** What is the same for all responses of a layout. */
interface Route {
  readonly plan: Plan;
  readonly read: ReadAll;
  readonly isQuiet: Screen;
  /** Index of the response code, and the one that says that all is well. */
  readonly code: number;
  readonly ok: number;
  /** Index of the length. */
  readonly length: number;
}

const routes = new WeakMap<Catalog, Map<Layout, Route | null>>();

/** The only struct of the block; null when the block needs the long way. */
export function decodeExpress(bytes: Uint8Array, layout: Layout, catalog: Catalog): DecodedStruct | null {
  if (bytes.length !== layout.size) return null;
  const route = routeOf(catalog, layout);
  if (route === null) return null;
  const { plan, read, isQuiet } = route;
  const view = viewOf(bytes.buffer);
  const values = read(view, bytes.byteOffset);
  if (values[route.code] !== route.ok || values[route.length] !== plan.size) return null;
  return isQuiet(view, bytes.byteOffset, values) ? wholeStruct(plan, 0, values) : null;
}

function routeOf(catalog: Catalog, layout: Layout): Route | null {
  let known = routes.get(catalog);
  if (known === undefined) {
    known = new Map();
    routes.set(catalog, known);
  }
  let route = known.get(layout);
  if (route === undefined) {
    route = makeRoute(catalog, layout);
    known.set(layout, route);
  }
  return route;
}

/** Null for layouts that no block has the short way of. */
function makeRoute(catalog: Catalog, layout: Layout): Route | null {
  if (!hasRole(layout, 'clp-response') || layout.role.entries !== undefined) return null;
  const plan = catalog.plan(layout, fixedShape(layout.size, 'big', null));
  const code = plan.index.get(layout.role.code);
  const length = plan.index.get(layout.role.length);
  if (code === undefined || length === undefined || !layout.role.lengths.includes(plan.size)) return null;
  return { plan, read: valuesReader(plan), isQuiet: screenOf(catalog, plan), code, ok: layout.role.ok, length };
}

const views = new WeakMap<ArrayBufferLike, DataView>();

/** One view for all blocks of a buffer: to make one takes as long as to read half a struct. */
function viewOf(buffer: ArrayBufferLike): DataView {
  let view = views.get(buffer);
  if (view === undefined) {
    view = new DataView(buffer);
    views.set(buffer, view);
  }
  return view;
}
