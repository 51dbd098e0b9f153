#!/bin/sh
# Makes the samples of this folder with the real tools: sh make.sh (Debian: xxd, bsdextrautils, coreutils, gdb, gcc, strace).
# known.bin holds the same literal bytes as test/input/known.ts.
set -eu
cd "$(dirname "$0")"
export LC_ALL=C
node > known.bin <<'N'
const head = ['01180010', '00'.repeat(14), '030a00001000', '15000000000001f0', '00'.repeat(64)].join('');
const text = 'abcd0123 0x12|\n\\"?';
const high = Array.from({ length: 32 }, (_, i) => 128 + i);
process.stdout.write(Buffer.concat([Buffer.from(head, 'hex'), Buffer.from(text), Buffer.from(high)]));
N

make() { name=$1; shift; "$@" > "$name.txt"; }
make xxd xxd known.bin
make xxd-a xxd -a known.bin
make xxd-g1-u xxd -g1 -u known.bin
make xxd-g0 xxd -g0 known.bin
make xxd-g4 xxd -g4 known.bin
make xxd-c8 xxd -c8 known.bin
make xxd-d xxd -d known.bin
make xxd-p xxd -p known.bin
make xxd-i xxd -i known.bin
xxd -i < known.bin > xxd-i-stdin.txt
make xxd-e xxd -e known.bin
make xxd-e-g2 xxd -e -g2 known.bin
make xxd-e-g8 xxd -e -g8 known.bin
make xxd-b xxd -b known.bin
make hexdump-canonical hexdump -C known.bin
make hexdump-canonical-v hexdump -C -v known.bin
make hexdump-words hexdump known.bin
make hexdump-x hexdump -x known.bin
make hexdump-octal hexdump -b known.bin
make od-tx1 od -tx1 known.bin
make od-tx1z od -tx1z known.bin
make od-Ax-tx1z-v od -Ax -tx1z -v known.bin
make od-Ad-tx1 od -Ad -tx1 known.bin
make od-An-v-tx1 od -An -v -tx1 known.bin
make od-tx1-w8 od -tx1 -w8 known.bin
make od-tx1c od -tx1c known.bin
make od-b od -b known.bin
make od-tx2 od -tx2 known.bin
make od-Ax-tx4 od -Ax -tx4 known.bin
make od-tx8 od -tx8 known.bin
make od-words od known.bin
make base64 base64 known.bin
make base64-w0 base64 -w0 known.bin

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ echo 'unsigned char buf[] = {'; xxd -i < known.bin; echo '}; int main(void) { return 0; }'; } > "$work/buf.c"
gcc -g -O0 -no-pie -o "$work/buf" "$work/buf.c"
run() { gdb -nx -batch -iex 'set width 80' "$@" "$work/buf" 2>/dev/null; }
make gdb-xb run -ex 'x/146xb buf'
make gdb-xb-address run -ex 'x/146xb (char *)&buf[0]'
make gdb-xh run -ex 'x/73xh buf'
make gdb-xw run -ex 'x/36xw buf'
make gdb-xg run -ex 'x/18xg buf'
make gdb-db run -ex 'x/16db buf'
make gdb-print run -ex 'set print elements 0' -ex 'p/x buf'
make gdb-print-cut run -ex 'set print elements 40' -ex 'p/x buf'
make gdb-print-repeats run -ex 'set print elements 0' -ex 'set print repeats 4' -ex 'p/x buf'
make gdb-print-string run -ex 'set print elements 0' -ex 'p buf'


cat > "$work/io.c" <<'C'
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>
int main(void) {
  char buf[146];
  int in = open("known.bin", O_RDONLY), out = open("/dev/null", O_WRONLY);
  read(in, buf, 146);
  pread(in, buf, 146, 0);
  write(out, buf, 64);
  return 0;
}
C
cat > "$work/ioctl.c" <<'C'
#include <sys/ioctl.h>
int main(void) { char buf[64]; ioctl(0, 0x3b6b, buf); ioctl(0, 0xc01063c1, buf); return 0; }
C
gcc -w -o "$work/io" "$work/io.c"
gcc -w -o "$work/ioctl" "$work/ioctl.c"
# The loader's own reads are left out: only what follows the opening of known.bin, or the ioctl calls.
trace() { strace -o "$work/log" "$@" "$work/io"; sed -n '/known\.bin\|\\x6b\\x6e\\x6f\\x77/,$p' "$work/log"; }
make strace trace -s 4096
make strace-x trace -x -s 4096
make strace-xx trace -xx -s 4096
make strace-cut trace
make strace-dump trace -e read=3 -e write=4
make strace-pid trace -f -tt -s 4096
strace -o "$work/log" "$work/ioctl" < /dev/null || true
grep '^ioctl' "$work/log" > strace-ioctl.txt
strace -e raw=ioctl -o "$work/log" "$work/ioctl" < /dev/null || true
grep '^ioctl' "$work/log" > strace-ioctl-raw.txt
