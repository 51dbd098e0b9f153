// Writes every generated file, the registry first: the schemas are made from sources that import it.
// `npm run gen` runs it; with --check it only says whether the files are fresh.
import './generate-registry.mjs';
import './generate-check-schemas.mjs';
import './generate-table-schemas.mjs';
import './generate-page.mjs';
