#!/usr/bin/env python3
"""Records what firmware and the kernel say about the PCI functions of this host.

    python3 zpci-capture.py [-o FILE] [--redact] [--no-vfio]

Needs Python 3.6 or later and nothing else. It asks, and writes one file: it configures and binds nothing.

 1. s390x: CLP commands through /dev/clp (capture_clp): SLPC, LIST PCI, QUERY PCI FUNCTION for each function of the
    list, QUERY PCI FUNCTION GROUP for each group. SET PCI and immediate commands are not in this script.
 2. s390x: attributes of every function in /sys/bus/pci (capture_sysfs).
 3. Info ioctls of VFIO (capture_vfio), for functions that a vfio driver has already. One that is in use cannot be
    opened and is not disturbed; one that is free the kernel enables and resets when it is opened, as for any user
    of VFIO. --no-vfio leaves this part out.
 4. The types of the structs of 1 to 3 out of /sys/kernel/btf, where the kernel has it (capture_types): names, sizes and
    offsets of members as the headers of the kernel have them, and no value of anything.
 5. A tar file (.tgz: compressed) with manifest.json and each answer as a block of bytes (files_of, write).

What is busy, denied or missing is written down in errors.txt and in the manifest, and the rest is done.
"""
import argparse
import array
import errno
import fcntl
import hashlib
import io
import json
import os
import re
import struct
import sys
import tarfile
import time

REDACT = False  # True in a script that was printed with --redact
SYS, DEV, PROC = '/sys', '/dev', '/proc'
MACHINE = os.uname().machine

# Every ioctl of this script, by the names of asm/clp.h, linux/vfio.h and linux/iommufd.h.
CLP_SYNC = 0xc01063c1
VFIO_CHECK_EXTENSION = 0x3b65
VFIO_SET_IOMMU = 0x3b66
VFIO_GROUP_GET_STATUS = 0x3b67
VFIO_GROUP_SET_CONTAINER = 0x3b68
VFIO_GROUP_GET_DEVICE_FD = 0x3b6a
VFIO_DEVICE_GET_INFO = 0x3b6b
VFIO_DEVICE_GET_REGION_INFO = 0x3b6c
VFIO_DEVICE_GET_IRQ_INFO = 0x3b6d
VFIO_IOMMU_GET_INFO = 0x3b70
VFIO_DEVICE_BIND_IOMMUFD = 0x3b76
VFIO_DEVICE_ATTACH_IOMMUFD_PT = 0x3b77
IOMMU_IOAS_ALLOC = 0x3b81
IOMMU_VFIO_IOAS = 0x3b88
VFIO_TYPE1_IOMMU, VFIO_TYPE1v2_IOMMU, VFIO_GROUP_FLAGS_VIABLE, IOMMU_VFIO_IOAS_SET = 1, 3, 1, 1
CLP_SLPC, CLP_LIST_PCI, CLP_QUERY_PCI_FN, CLP_QUERY_PCI_FNGRP = 1, 2, 3, 4
CLP_LPS_BASE, CLP_LPS_PCI, CLP_RC_OK, CLP_BLK_SIZE = 0, 2, 0x0010, 4096
ATTRIBUTES = """function_id function_handle pchid pfgid pft vfn port fidparm uid uid_is_unique index mio_enabled
    util_string pfip/segment0 pfip/segment1 pfip/segment2 pfip/segment3 vendor device class revision subsystem_vendor
    subsystem_device resource config enable irq dma_mask_bits iommu_group/type""".split()
# Structs whose types are kept, and the files of /sys/kernel/btf that have them, that of the kernel first.
STRUCTS = """
    clp_fh_list_entry clp_req clp_req_hdr clp_req_list_pci clp_req_query_pci clp_req_query_pci_grp clp_req_set_pci
    clp_req_slpc clp_rsp_hdr clp_rsp_list_pci clp_rsp_query_pci clp_rsp_query_pci_grp clp_rsp_set_pci clp_rsp_slpc
    clp_rsp_slpc_pci iommu_hw_info iommu_ioas_iova_ranges iommu_iova_range mio_info vfio_device_feature
    vfio_device_feature_zpci_err vfio_device_info vfio_device_info_cap_pci_atomic_comp
    vfio_device_info_cap_zpci_base vfio_device_info_cap_zpci_group vfio_device_info_cap_zpci_pfip
    vfio_device_info_cap_zpci_util vfio_group_status vfio_info_cap_header vfio_iommu_spapr_tce_ddw_info
    vfio_iommu_spapr_tce_info vfio_iommu_type1_info vfio_iommu_type1_info_cap_iova_range
    vfio_iommu_type1_info_cap_migration vfio_iommu_type1_info_dma_avail vfio_iova_range vfio_irq_info
    vfio_pci_dependent_device vfio_pci_hot_reset_info vfio_region_info vfio_region_info_cap_nvlink2_lnkspd
    vfio_region_info_cap_nvlink2_ssatgt vfio_region_info_cap_sparse_mmap vfio_region_info_cap_type
    vfio_region_sparse_mmap_area zpci_ccdf_avail zpci_ccdf_err zpci_dev zpci_fmb zpci_fmb_fmt0 zpci_fmb_fmt1
    zpci_fmb_fmt2 zpci_fmb_fmt3""".split()
BTF_FILES = 'vmlinux vfio vfio_pci_core vfio_iommu_type1 iommufd'.split()
BTF_KINDS = {'pointer': 2, 'array': 3}
BTF_STRUCTS = (4, 5)            # struct, union
BTF_NAMES = (8, 9, 10, 11, 18)  # typedef, volatile, const, restrict, type tag: another name of a type
# Bytes behind the 12 of each type: once, and for each of its elements.
BTF_MORE = {1: (4, 0), 3: (12, 0), 4: (0, 12), 5: (0, 12), 6: (0, 8), 13: (0, 8), 14: (4, 0), 15: (0, 12), 17: (4, 0),
            19: (0, 12)}


def ioctl(fd, request, argument):
    """The only way in which this script asks the kernel."""
    return fcntl.ioctl(fd, request, argument)


def opened(path):
    return open(path, 'r+b', buffering=0)


def read(path, limit=4096):
    with open(path, 'rb') as file:
        return file.read(limit)


def held(path):
    """What a file of one line holds; nothing when there is none, or its function went away."""
    try:
        return read(path).strip()
    except OSError:
        return b''


def listed(folder):
    return sorted(os.listdir(folder)) if os.path.isdir(folder) else []


def link_name(path):
    try:
        return os.path.basename(os.readlink(path))
    except OSError:
        return ''


class Bundle:
    """What was found. With redact, identifiers are replaced before anything is kept."""

    # The first substitute of each kind. 16 characters of a utility string are one PNETID.
    first = {'fid': 0xf1d00001, 'uid': 0xe001, 'pchid': 0xfc01, 'msi': 0xfe00000100000000, 'pnetid': 1}

    def __init__(self, redact):
        self.redact = redact
        self.substitutes = {}  # (kind, value): substitute
        self.blocks = []       # entries of the manifest, each with its bytes
        self.lines = []        # of sysfs.txt
        self.problems = []     # lines of errors.txt
        self.types = b''       # kernel.btf

    def swap(self, kind, value):
        """The same value always gets the same substitute; what is zero or blank (0x40) says nothing and stays."""
        if not self.redact or not value or (kind == 'pnetid' and set(value) <= {0x00, 0x40}):
            return value
        if (kind, value) not in self.substitutes:
            number = self.first[kind] + sum(1 for each, _ in self.substitutes if each == kind)
            text = ('PNETID%d' % number).encode('cp037').ljust(16, b'\x40')
            self.substitutes[kind, value] = text[:len(value)] if kind == 'pnetid' else number
        return self.substitutes[kind, value]

    def fid(self, value):
        return '%08x' % self.swap('fid', value)

    def bdf(self, bdf):
        """The domain of an address is the uid of the function, where uids are unique."""
        domain, _, rest = bdf.partition(':')
        return '%04x:%s' % (self.swap('uid', int(domain, 16)), rest)

    def pnetids(self, text):
        return b''.join(self.swap('pnetid', text[at:at + 16]) for at in range(0, len(text), 16))

    def add(self, role, kind, data, note):
        data = bytearray(data)
        if kind == 'clp-page':
            self.redact_page(data)
        elif kind == 'vfio_device_info':
            self.redact_capabilities(data)
        entry = {'role': role.replace(':', '_'), 'file': role.replace(':', '_') + '.bin', 'type': kind}
        entry.update({} if kind == 'clp-page' else {'endian': sys.byteorder})
        entry.update(sha256=hashlib.sha256(data).hexdigest(), note=note)
        self.blocks.append((entry, bytes(data)))

    def number(self, kind, data, form, at):
        if at + struct.calcsize(form) <= len(data):
            struct.pack_into(form, data, at, self.swap(kind, struct.unpack_from(form, data, at)[0]))

    def redact_page(self, data):
        """Replaces the identifiers in a response, which begins where the request ends."""
        response, command = struct.unpack_from('>HH', data)
        if command == CLP_LIST_PCI:
            end = response + struct.unpack_from('>H', data, response)[0]
            for at in range(response + 32, end - 15, max(data[response + 31], 16)):
                self.number('fid', data, '>I', at + 8)
        elif command == CLP_QUERY_PCI_FN:
            self.number('fid', data, '>I', response + 20)
            self.number('pchid', data, '>H', response + 30)
            self.number('uid', data, '>I', response + 124)
            data[response + 128:response + 192] = self.pnetids(bytes(data[response + 128:response + 192]))
        elif command == CLP_QUERY_PCI_FNGRP:
            self.number('msi', data, '>Q', response + 40)

    def redact_capabilities(self, data):
        """Replaces the identifiers in the capabilities base (1), group (2) and util (3) of a device info."""
        at, seen = struct.unpack_from('=I', data, 16)[0], set()
        while at not in seen and 20 <= at <= len(data) - 12:
            seen.add(at)
            capability, _, following, size = struct.unpack_from('=HHII', data, at)
            if capability == 1:
                self.number('pchid', data, '=H', at + 24)
            elif capability == 2:
                self.number('msi', data, '=Q', at + 16)
            elif capability == 3:
                data[at + 12:at + 12 + size] = self.pnetids(bytes(data[at + 12:at + 12 + size]))
            at = following

    def attribute(self, place, folder, name, kind=None, limit=4096):
        """A line of sysfs.txt; kind: what the number or address is. Kernels differ in which attributes they have."""
        if not os.path.exists(folder + '/' + name):
            return
        try:
            data = read(folder + '/' + name, limit)
        except OSError as error:
            return self.problem('%s/%s' % (place, name), error)
        data = self.pnetids(data) if name == 'util_string' else data
        is_text = all(32 <= byte < 127 or byte in b'\n\t' for byte in data)
        text = data.decode().strip().replace('\n', ' | ') if is_text else 'hex:' + data.hex()
        if kind == 'bdf':
            text = self.bdf(text)
        elif kind is not None:
            value = self.swap(kind, int(text, 0))
            text = '0x%0*x' % (len(text) - 2, value) if text.startswith('0x') else str(value)
        self.lines.append('%s/%s = %s' % (place, name, text))

    def problem(self, what, error):
        self.problems.append('%s: %s' % (what, getattr(error, 'strerror', None) or error))


def clp_sync(fd, lps, command, body, room):
    """One CLP command. Returns the page afterwards: the request, and right behind it the response."""
    request = struct.pack('>HHIQ', 16 + len(body), command, 0, 0) + body
    page = array.array('B', (request + struct.pack('>HHIQ', room, 0, 0, 0)).ljust(CLP_BLK_SIZE, b'\0'))
    # struct clp_req: c = 0 (not immediate), r = 0, lps in 6 bits, cmd = 0; reserved; address of the page
    ioctl(fd, CLP_SYNC, struct.pack('=IIQ', lps << 24, 0, page.buffer_info()[0]))
    return page.tobytes()


def ask(bundle, fd, role, command, body, room, lps=CLP_LPS_PCI):
    """Keeps the page of one command. Returns the response when firmware answered OK, else nothing."""
    what = 'CLP command 0x%04x of set %d' % (command, lps)
    try:
        page = clp_sync(fd, lps, command, body, room)
    except OSError as error:
        bundle.problem('%s: %s' % (role, what), error)
        return b''
    length, code = struct.unpack_from('>HH', page, 16 + len(body))
    note = '%s, room for %d bytes; answered 0x%04x, length %d' % (what, room, code, length)
    if code != CLP_RC_OK:
        bundle.problem('%s: %s' % (role, what), 'response code 0x%04x' % code)
        role, length = 'failed-' + role.partition('-')[2], 0
    bundle.add(role, 'clp-page', page, note)
    return page[16 + len(body):][:length]


def capture_clp(bundle):
    """Asks firmware. Returns the fids in the order of the list."""
    functions, groups = [], set()
    try:
        with opened(DEV + '/clp') as fd:
            ask(bundle, fd, 'firmware-slpc-pci', CLP_SLPC, b'', 128)
            ask(bundle, fd, 'clp-slpc-base', CLP_SLPC, b'', 128, CLP_LPS_BASE)
            functions = list_functions(bundle, fd)
            for fid, handle in functions:
                body = struct.pack('>IIQ', handle, 0, 0)
                response = ask(bundle, fd, 'firmware-query-fn-' + bundle.fid(fid), CLP_QUERY_PCI_FN, body, 384)
                groups |= set(response[19:20])
            for group in sorted(groups):
                body = struct.pack('>3xBIQ', group, 0, 0)
                ask(bundle, fd, 'firmware-query-grp-%02x' % group, CLP_QUERY_PCI_FNGRP, body, 64)
    except OSError as error:
        bundle.problem('/dev/clp', error)
    return [fid for fid, _ in functions]


def list_functions(bundle, fd):
    """(fid, handle) of every function. A list that does not fit into one page goes on where its token says."""
    found, token, tokens = [], 0, []
    while token not in tokens:
        tokens.append(token)
        role = 'firmware-list' + ('' if token == 0 else '-%d' % len(tokens))
        response = ask(bundle, fd, role, CLP_LIST_PCI, struct.pack('>QQ', token, 0), CLP_BLK_SIZE - 32)
        if len(response) < 32:
            break
        token, size = struct.unpack_from('>Q', response, 16)[0], max(response[31], 16)
        found += [struct.unpack_from('>II', response, at + 8) for at in range(32, len(response) - 15, size)]
    return found


def capture_sysfs(bundle):
    for bdf in listed(SYS + '/bus/pci/devices'):
        folder, place = '%s/bus/pci/devices/%s' % (SYS, bdf), 'sysfs ' + bundle.bdf(bdf)
        index = 'uid' if held(folder + '/uid_is_unique') == b'1' else None
        kinds = {'function_id': 'fid', 'pchid': 'pchid', 'uid': 'uid', 'index': index}
        for name in ATTRIBUTES:
            bundle.attribute(place, folder, name, kinds.get(name), 64 if name == 'config' else 4096)
        links = [(name, link_name(folder + '/' + name)) for name in ('driver', 'iommu_group')]
        bundle.lines += ['%s/%s = %s' % (place, name, target) for name, target in links if target]
    for slot in listed(SYS + '/bus/pci/slots'):
        if re.match('[0-9a-f]{8}$', slot):
            folder, place = '%s/bus/pci/slots/%s' % (SYS, slot), 'slot ' + bundle.fid(int(slot, 16))
            bundle.attribute(place, folder, 'address', 'bdf')
            bundle.attribute(place, folder, 'power')


class Types:
    """BTF of the kernel, or of a module, which goes on where that of the kernel ends (linux/btf.h)."""

    def __init__(self, data, base=None):
        self.order = '>' if data[:1] == b'\xeb' else '<'
        head, start, size, names, length = struct.unpack_from(self.order + '5I', data, 4)
        self.first = len(base.places) if base else 1
        self.types = (base.types if base else b'') + data[head + start:head + start + size]
        self.names = (base.names if base else b'') + data[head + names:head + names + length]
        self.places = list(base.places) if base else [None]
        at = len(base.types) if base else 0
        while at < len(self.types):
            self.places.append(at)
            word = self.words(at + 4, 1)[0]
            once, each = BTF_MORE.get(word >> 24 & 0x7f, (0, 0))
            at += 12 + once + each * (word & 0xffffff)

    def words(self, at, count):
        return struct.unpack_from('%s%dI' % (self.order, count), self.types, at)

    def name(self, at):
        return self.names[at:self.names.index(b'\0', at)]

    def find(self, tags):
        """Numbers of the structs of this file that are called so."""
        for number in range(self.first, len(self.places)):
            name, word = self.words(self.places[number], 2)
            if word >> 24 & 0x7f in BTF_STRUCTS and self.name(name) in tags:
                yield number


class Cut:
    """Types with all that lies in them, under new numbers. What a pointer leads to is left out."""

    def __init__(self, order):
        self.order, self.types, self.names, self.numbers, self.known = order, [], b'\0', {}, {b'': 0}

    def name(self, text):
        if text not in self.known:
            self.known[text] = len(self.names)
            self.names += text + b'\0'
        return self.known[text]

    def take(self, types, number):
        key = (types if number >= types.first else None, number)
        if number == 0 or key in self.numbers:
            return self.numbers.get(key, 0)
        self.types.append(None)
        mine = self.numbers[key] = len(self.types)
        at = types.places[number]
        name, word, size = types.words(at, 3)
        kind, (once, each) = word >> 24 & 0x7f, BTF_MORE.get(word >> 24 & 0x7f, (0, 0))
        more = list(types.words(at + 12, (once + each * (word & 0xffffff)) // 4))
        if kind == BTF_KINDS['pointer'] or kind in BTF_NAMES:
            size = 0 if kind == BTF_KINDS['pointer'] else self.take(types, size)
        elif kind == BTF_KINDS['array']:
            more[:2] = [self.take(types, one) for one in more[:2]]
        for index in range(0, len(more) if each else 0, each // 4 or 1):
            more[index] = self.name(types.name(more[index]))
            if kind in BTF_STRUCTS:
                more[index + 1] = self.take(types, more[index + 1])
        words = [self.name(types.name(name)), word, size] + more
        self.types[mine - 1] = struct.pack('%s%dI' % (self.order, len(words)), *words)
        return mine

    def data(self):
        types = b''.join(self.types)
        header = (0xeb9f, 1, 0, 24, 0, len(types), len(types), len(self.names))
        return struct.pack(self.order + 'HBB5I', *header) + types + self.names


def capture_types(bundle):
    """kernel.btf: the structs of this script as the running kernel has them. Nothing where it does not say."""
    folder, kernel, cut = SYS + '/kernel/btf/', None, None
    tags = {name.encode() for name in STRUCTS}
    try:
        for name in BTF_FILES:
            if not os.path.exists(folder + name) or (kernel is None and name != BTF_FILES[0]):
                continue
            types = Types(read(folder + name, 1 << 25), kernel)
            kernel, cut = kernel or types, cut or Cut(types.order)
            for number in types.find(tags):
                cut.take(types, number)
    except (OSError, ValueError, IndexError, struct.error) as error:
        return bundle.problem(folder, error)
    bundle.types = cut.data() if cut and cut.types else b''


def info(fd, request, size, index=0):
    """What an info ioctl returns, asked again with more room as long as the kernel says that it needs more."""
    while size <= 1 << 20:
        buffer = bytearray(struct.pack('=III', size, 0, index).ljust(size, b'\0'))
        ioctl(fd, request, buffer)
        needed = struct.unpack_from('=I', buffer)[0]
        if needed <= size:
            return buffer
        size = needed
    raise OSError(errno.EOVERFLOW, 'the kernel asks for %d bytes' % size)


def capture_group(bundle, name, bdf, group):
    """A function through its group and a type1 container of our own."""
    with opened(DEV + '/vfio/' + group) as fd, opened(DEV + '/vfio/vfio') as container:
        status = bytearray(struct.pack('=II', 8, 0))
        ioctl(fd, VFIO_GROUP_GET_STATUS, status)
        if not struct.unpack('=II', status)[1] & VFIO_GROUP_FLAGS_VIABLE:
            raise OSError(errno.EPERM, 'not viable: a driver of the host has another function of the group')
        ioctl(fd, VFIO_GROUP_SET_CONTAINER, bytearray(struct.pack('=i', container.fileno())))
        is_v2 = ioctl(container, VFIO_CHECK_EXTENSION, VFIO_TYPE1v2_IOMMU) == 1
        ioctl(container, VFIO_SET_IOMMU, VFIO_TYPE1v2_IOMMU if is_v2 else VFIO_TYPE1_IOMMU)
        with opened(ioctl(fd, VFIO_GROUP_GET_DEVICE_FD, bytearray(bdf.encode() + b'\0'))) as device:
            capture_device(bundle, name, device)
            capture_iommu(bundle, name, container, 'type1 container')


def capture_cdev(bundle, name, _, node):
    """A function through a device node of its own and iommufd."""
    with opened(DEV + '/vfio/' + node) as device, opened(DEV + '/iommu') as iommufd:
        ioctl(device, VFIO_DEVICE_BIND_IOMMUFD, bytearray(struct.pack('=IIiI', 16, 0, iommufd.fileno(), 0)))
        space = bytearray(struct.pack('=III', 12, 0, 0))
        ioctl(iommufd, IOMMU_IOAS_ALLOC, space)
        number = struct.unpack('=III', space)[2]
        ioctl(device, VFIO_DEVICE_ATTACH_IOMMUFD_PT, bytearray(struct.pack('=III', 12, 0, number)))
        capture_device(bundle, name, device)
        ioctl(iommufd, IOMMU_VFIO_IOAS, bytearray(struct.pack('=IIHH', 12, number, IOMMU_VFIO_IOAS_SET, 0)))
        capture_iommu(bundle, name, iommufd, 'iommufd')


def capture_device(bundle, name, device):
    data = info(device, VFIO_DEVICE_GET_INFO, 24)
    regions, interrupts = struct.unpack_from('=II', data, 8)
    bundle.add('vfio-device-info-' + name, 'vfio_device_info', data, 'VFIO_DEVICE_GET_INFO, argsz %d' % len(data))
    calls = [('region', VFIO_DEVICE_GET_REGION_INFO, 32, index) for index in range(min(regions, 64))]
    calls += [('irq', VFIO_DEVICE_GET_IRQ_INFO, 16, index) for index in range(min(interrupts, 64))]
    for what, request, size, index in calls:
        call = 'VFIO_DEVICE_GET_%s_INFO, index %d' % (what.upper(), index)
        try:
            data = info(device, request, size, index)
            bundle.add('vfio-%s-%d-%s' % (what, index, name), 'vfio_%s_info' % what, data, call)
        except OSError as error:
            if error.errno != errno.EINVAL:  # no function has all of them
                bundle.problem('%s: %s' % (name, call), error)


def capture_iommu(bundle, name, fd, container):
    data = info(fd, VFIO_IOMMU_GET_INFO, 24)
    bundle.add('vfio-iommu-info-' + name, 'vfio_iommu_type1_info', data,
               'VFIO_IOMMU_GET_INFO, argsz %d, %s' % (len(data), container))


def capture_vfio(bundle, fids):
    """The functions of vfio drivers, in the order of the list: by group, or where there is none by device node."""
    devices, found = SYS + '/bus/pci/devices/', []
    for bdf in listed(devices):
        if 'vfio' in link_name(devices + bdf + '/driver'):
            number = held(devices + bdf + '/function_id')
            fid = int(number, 0) if number else None
            name = bundle.bdf(bdf) if fid is None else bundle.fid(fid)
            found.append((fids.index(fid) if fid in fids else len(fids), bdf, name))
    for _, bdf, name in sorted(found):
        node = link_name(devices + bdf + '/iommu_group')
        if not os.path.exists(DEV + '/vfio/' + node):
            node = ''.join('devices/' + each for each in listed(devices + bdf + '/vfio-dev')) or node
        try:
            (capture_cdev if '/' in node else capture_group)(bundle, name, bdf, node)
        except OSError as error:
            bundle.problem('%s: /dev/vfio/%s' % (name, node), error)


def files_of(bundle):
    """Names and contents, the manifest first. Of the machine its type, and nothing that tells it from its like."""
    kernel = re.sub(r' \(\S+@\S+\)', '', read(PROC + '/version').decode().strip())  # without who built it
    # "... 6.1.0-50-s390x (... gcc (Debian 12.2.0-14) ...) #1 SMP Debian 6.1.176-1 ...": the last one is the version
    release = re.search(r'#\d.* Debian (\d+\.\d+\.\d+)', kernel) or re.search(r'version (\d+\.\d+(?:\.\d+)?)', kernel)
    lines = held(PROC + '/sysinfo').decode().splitlines()
    facts = [MACHINE] + [' '.join(one.split()) for one in lines if re.match('(Type|Model|VM00 Control Program):', one)]
    how = 'The script of zpci-inspect capture on %s: CLP_SYNC of /dev/clp, info ioctls of VFIO, sysfs.'
    notes = ['fid, uid, pchid, utility strings and MSI addresses are replaced.'] if bundle.redact else []
    notes += ['Not captured: ' + '; '.join(bundle.problems)] if bundle.problems else []
    manifest = {
        'schema': 'zpci-inspect/manifest@1',
        'title': 'capture of the PCI functions of one host',
        'blocks': [entry for entry, _ in bundle.blocks],
        'interfaces': {'linux': release.group(1)} if release else {},
        'provenance': {'kind': 'captured', 'how': how % ', '.join(facts), 'kernel': kernel, 'values': 'genuine',
                       'redacted': bundle.redact},
    }
    manifest['provenance'].update({'note': ' '.join(notes)} if notes else {})
    texts = [('sysfs.txt', bundle.lines), ('errors.txt', bundle.problems)]
    return ([('manifest.json', (json.dumps(manifest, indent=2) + '\n').encode())]
            + ([('kernel.btf', bundle.types)] if bundle.types else [])
            + [(entry['file'], data) for entry, data in bundle.blocks]
            + [(name, ('\n'.join(lines) + '\n').encode()) for name, lines in texts if lines])


def write(path, files):
    """A new file, which nobody else may read; one that is there already is left alone. '-' is standard output."""
    out = 1 if path == '-' else os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    mode = 'w:gz' if path == '-' or path.endswith(('.tgz', '.gz')) else 'w'
    with os.fdopen(out, 'wb') as file, tarfile.open(fileobj=file, mode=mode) as tar:
        for name, data in files:
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime = len(data), int(time.time())
            tar.addfile(entry, io.BytesIO(data))


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('-o', '--output', metavar='FILE', default='zpci-capture.tgz',
                        help="default: %(default)s; '-': standard output")
    parser.add_argument('--redact', action='store_true', default=REDACT, help='replace identifiers')
    parser.add_argument('--no-vfio', action='store_true', help='open no function of a vfio driver')
    options = parser.parse_args(arguments)
    if options.output == '-' and sys.stdout.isatty():
        parser.error('the bundle is not written to a terminal; send it into a pipe, or name a file with -o')
    bundle, fids = Bundle(options.redact), []
    if MACHINE == 's390x':
        fids = capture_clp(bundle)
        capture_sysfs(bundle)
    if not options.no_vfio:
        capture_vfio(bundle, fids)
    capture_types(bundle)
    for text in bundle.problems:
        print('not captured: ' + text, file=sys.stderr)
    if not bundle.blocks:
        print('no block was captured, so nothing is written', file=sys.stderr)
        return 1
    name = 'standard output' if options.output == '-' else options.output
    try:
        write(options.output, files_of(bundle))
    except OSError as error:
        print('%s: %s' % (name, error.strerror), file=sys.stderr)
        return 2
    print('%s: %d blocks' % (name, len(bundle.blocks)), file=sys.stderr)
    return 0


if __name__ == '__main__':
    sys.exit(main())
