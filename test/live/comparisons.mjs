/**
 * What the tool says of a bundle, against what the guest's own sysfs says, and against the redacted bundle.
 */
import assert from 'node:assert/strict';

/** Attribute of sysfs, member of the answer. */
const queried = [
  ['function_id', 'fid'],
  ['pchid', 'pchid'],
  ['pfgid', 'pfgid'],
  ['pft', 'pft'],
  ['vfn', 'vfn'],
  ['port', 'port'],
  ['uid', 'uid'],
];
const listed = [
  ['function_handle', 'fh'],
  ['vendor', 'vendor_id'],
  ['device', 'device_id'],
];
const passed = [
  ['function_handle', 'fh'],
  ['pchid', 'pchid'],
  ['vfn', 'vfn'],
  ['pft', 'pft'],
  ['pfgid', 'gid'],
];

/** Members that redaction may change, with the kind of identifier. */
const identifiers = new Map([
  ['fid', 'fid'],
  ['uid', 'uid'],
  ['pchid', 'pchid'],
  ['util_str', 'text'],
  ['msia', 'msi'],
  ['msi_addr', 'msi'],
]);

/** Every function that sysfs has, in the answers of firmware and VFIO. Returns how many facts were compared. */
export function compareWithSysfs(blocks, own) {
  let facts = 0;
  const same = (what, actual, expected) => {
    assert.equal(actual, expected, `${what}: the tool decodes ${actual}, sysfs says ${expected}`);
    facts += 1;
  };
  const list = structsOf(blocks, 'clp_rsp_list_pci')[0];
  const queries = structsOf(blocks, 'clp_rsp_query_pci');
  const bases = structsOf(blocks, 'vfio_device_info_cap_zpci_base');
  assert.equal(queries.length, Object.keys(own.functions).length, 'a query answer for each function of sysfs');
  for (const [bdf, { attributes, driver }] of Object.entries(own.functions)) {
    const number = (name) =>
      Number(
        Buffer.from(attributes[name] ?? '', 'hex')
          .toString()
          .trim(),
      );
    const query = queries.find((one) => memberOf(one, 'fid') === number('function_id'));
    assert.ok(query, `no query answer has the fid of ${bdf}`);
    for (const [name, path] of queried) same(`${bdf} ${path}`, memberOf(query, path), number(name));
    same(`${bdf} util_str`, fieldOf(query, 'util_str').raw, attributes['util_string']);
    const path = [0, 1, 2, 3].map((i) => number(`pfip/segment${i}`).toString(16).padStart(2, '0')).join('');
    same(`${bdf} pfip`, fieldOf(query, 'pfip').raw, path);
    const at = list.fields.findIndex((one) => /\.fid$/.test(one.path) && one.value === number('function_id'));
    const entry = list.fields[at]?.path.replace(/fid$/, '');
    for (const [name, member] of listed) same(`${bdf} ${member}`, memberOf(list, `${entry}${member}`), number(name));
    const power = own.slots[number('function_id').toString(16).padStart(8, '0')];
    same(`${bdf} config_state`, memberOf(list, `${entry}config_state`), Number(power));
    if (driver !== 'vfio-pci') continue;
    const base = bases.find((one) => memberOf(one, 'fh') === number('function_handle'));
    assert.ok(base, `no VFIO buffer has the handle of ${bdf}`);
    for (const [name, member] of passed) same(`${bdf} ${member}`, memberOf(base, member), number(name));
  }
  const taken = Object.values(own.functions).filter((one) => one.driver === 'vfio-pci').length;
  assert.equal(bases.length, taken, 'a VFIO buffer for each function of vfio-pci');
  return facts;
}

/** The lines of sysfs.txt that name attributes, against the files themselves. */
export function compareText(text, own) {
  const lines = text.split('\n').flatMap((line) => {
    const [, bdf, name, value] = /^sysfs (\S+?)\/(\S+) = (.*)$/.exec(line) ?? [];
    const hex = own.functions[bdf]?.attributes[name];
    return hex === undefined || name === 'config' ? [] : [{ bdf, name, value, data: Buffer.from(hex, 'hex') }];
  });
  assert.ok(lines.length > 50, `only ${lines.length} attributes in sysfs.txt`);
  for (const { bdf, name, value, data } of lines) {
    const expected = value.startsWith('hex:')
      ? `hex:${data.toString('hex')}`
      : data.toString().trim().replaceAll('\n', ' | ');
    assert.equal(value, expected, `${bdf}/${name} of sysfs.txt`);
  }
  return lines.length;
}

/** The same bundle with identifiers replaced: nothing else differs, and each identifier has one substitute. */
export function compareRedacted(plain, redacted) {
  const substitutes = new Map();
  assert.equal(redacted.length, plain.length, 'as many blocks as without redaction');
  for (const [i, block] of plain.entries()) {
    const fields = (one) => one.structs.flatMap((struct) => struct.fields);
    const others = fields(redacted[i]);
    for (const [j, field] of fields(block).entries()) {
      const kind = identifiers.get(field.path.replace(/^.*\./, ''));
      const other = others[j];
      assert.equal(other?.path, field.path);
      if (kind === undefined || /^0*$/.test(field.raw ?? '')) {
        assert.equal(other.raw, field.raw, `${field.path} is no identifier, or zero, and must stay`);
        continue;
      }
      const key = `${kind} ${field.raw}`;
      assert.notEqual(other.raw, field.raw, `${field.path} is an identifier and must not stay`);
      assert.equal(other.raw, substitutes.get(key) ?? other.raw, `${field.path} has two substitutes`);
      substitutes.set(key, other.raw);
    }
  }
  const made = [...substitutes].map(([key, value]) => `${key.split(' ')[0]} ${value}`);
  assert.equal(new Set(made).size, made.length, 'two identifiers share a substitute');
  return substitutes.size;
}

function structsOf(blocks, tag) {
  return blocks.flatMap((block) => block.structs.filter((struct) => struct.struct === tag));
}

function fieldOf(struct, path) {
  const field = struct.fields.find((one) => one.path === path);
  assert.ok(field, `${struct.struct} has no ${path}`);
  return field;
}

function memberOf(struct, path) {
  return fieldOf(struct, path).value;
}

/** Attribute of sysfs, key of a function in the JSON of `list`. */
const shown = [
  ['function_id', 'fid'],
  ['uid', 'uid'],
  ['pchid', 'pchid'],
  ['vfn', 'vfn'],
  ['pfgid', 'group'],
  ['function_handle', 'handle'],
  ['vendor', 'vendor'],
  ['device', 'device'],
];

/** The functions of `list` against the guest's sysfs: all of them, and each with what its files say. */
export function compareList(functions, own) {
  const addresses = functions.map(({ address }) => address).sort();
  assert.deepEqual(addresses, Object.keys(own.functions).sort(), 'a line for each function of sysfs');
  for (const one of functions) {
    const { attributes, driver } = own.functions[one.address];
    const text = (name) => Buffer.from(attributes[name], 'hex').toString().trim();
    for (const [name, key] of shown) assert.equal(one[key], Number(text(name)), `${one.address} ${key}`);
    const power = own.slots[one.fid.toString(16).padStart(8, '0')];
    assert.equal(one.state, power === '1' ? 'configured' : 'standby', `${one.address} state`);
    assert.equal(one.driver, driver, `${one.address} driver`);
    assert.deepEqual(one.contradictions, [], `${one.address} contradictions`);
  }
}
