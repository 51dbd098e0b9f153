#!/bin/sh
# Writes bytes as text with the real tools, <folder>/<name>.txt for each name:
#
#     sh make.sh [<bytes> <folder> [<name>...]]
#
# Without names all of them, without arguments those of known.bin beside it. known.bin holds the same literal bytes as
# ../known.ts. Debian: xxd, bsdextrautils, coreutils, busybox, gdb, gcc, strace.
set -eu
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
bytes=$(realpath "${1:-$here/known.bin}")
folder=$(realpath "${2:-$here}")
wanted=
if [ $# -gt 2 ]; then
  shift 2
  wanted=" $* "
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
file=$(basename "$bytes")
size=$(wc -c < "$bytes")
cp "$bytes" "$file"

# make <name> <command>: the command is also what fixtures/text says of the file.
make() {
  case "$wanted" in '' | *" $1 "*) sh -c "$2" > "$folder/$1.txt" ;; esac
}

export file size
make xxd 'xxd $file'
make xxd-a 'xxd -a $file'
make xxd-g1-u 'xxd -g1 -u $file'
make xxd-g0 'xxd -g0 $file'
make xxd-g4 'xxd -g4 $file'
make xxd-c8 'xxd -c8 $file'
make xxd-d 'xxd -d $file'
make xxd-p 'xxd -p $file'
make xxd-i 'xxd -i $file'
make xxd-i-stdin 'xxd -i < $file'
make xxd-e 'xxd -e $file'
make xxd-e-g2 'xxd -e -g2 $file'
make xxd-e-g8 'xxd -e -g8 $file'
make xxd-b 'xxd -b $file'
make hexdump-canonical 'hexdump -C $file'
make hexdump-canonical-v 'hexdump -C -v $file'
make hexdump-words 'hexdump $file'
make hexdump-x 'hexdump -x $file'
make hexdump-octal 'hexdump -b $file'
make hexdump-busybox 'busybox hexdump -C $file'
make od-tx1 'od -tx1 $file'
make od-tx1z 'od -tx1z $file'
make od-Ax-tx1 'od -Ax -tx1 $file'
make od-Ax-tx1z-v 'od -Ax -tx1z -v $file'
make od-Ad-tx1 'od -Ad -tx1 $file'
make od-An-v-tx1 'od -An -v -tx1 $file'
make od-tx1-w8 'od -tx1 -w8 $file'
make od-tx1c 'od -tx1c $file'
make od-b 'od -b $file'
make od-tx2 'od -tx2 $file'
make od-Ax-tx4 'od -Ax -tx4 $file'
make od-tx8 'od -tx8 $file'
make od-words 'od $file'
make base64 'base64 $file'
make base64-w0 'base64 -w0 $file'

make hex-one-line 'xxd -p -c0 $file'
make hex-fours "xxd -p -c32 \$file | sed 's/..../& /g'"
make hex-colons "xxd -p -c16 \$file | sed 's/../&:/g; s/:\$//'"
make hex-escapes "xxd -p -c16 \$file | sed 's/../\\\\x&/g'"
make hex-0x-commas "hexdump -v -e '16/1 \"0x%02x, \" \"\\n\"' \$file"
make hex-0x-short "hexdump -v -e '16/1 \"0x%x \" \"\\n\"' \$file"

array='printf "%s\n" "static const __u8 page[$size] = {"; cat; printf "%s\n" "};"'
make c-array-hex "xxd -i < \$file | { $array; }"
make c-array-decimal "od -An -v -tu1 -w12 \$file | sed 's/ *\([0-9][0-9]*\)/\1, /g' | { $array; }"

{ echo 'unsigned char buf[] = {'; xxd -i < "$file"; echo '}; int main(void) { return 0; }'; } > buf.c
gcc -g -O0 -no-pie -o buf buf.c
gdb="gdb -nx -batch -iex 'set width 80' buf 2>/dev/null -ex"
make gdb-xb "$gdb 'x/$((size))xb buf'"
make gdb-xb-address "$gdb 'x/$((size))xb (char *)&buf[0]'"
make gdb-xh "$gdb 'x/$((size / 2))xh buf'"
make gdb-xw "$gdb 'x/$((size / 4))xw buf'"
make gdb-xg "$gdb 'x/$((size / 8))xg buf'"
make gdb-db "$gdb 'x/16db buf'"
make gdb-print "$gdb 'set print elements 0' -ex 'p/x buf'"
make gdb-print-decimal "$gdb 'set print elements 0' -ex 'p/d buf'"
make gdb-print-cut "$gdb 'set print elements 40' -ex 'p/x buf'"
make gdb-print-repeats "$gdb 'set print elements 0' -ex 'set print repeats 4' -ex 'p/x buf'"
make gdb-print-string "$gdb 'set print elements 0' -ex 'p buf'"
make gdb-print-words "$gdb 'set print elements 0' -ex 'p/x *(unsigned int (*)[$((size / 4))])buf'"

cat > io.c <<C
#include <fcntl.h>
#include <unistd.h>
int main(void) {
  static char buf[$size];
  int in = open("$file", O_RDONLY), out = open("/dev/null", O_WRONLY);
  read(in, buf, $size);
  pread(in, buf, $size, 0);
  write(out, buf, 64);
  return 0;
}
C
cat > ioctl.c <<'C'
#include <sys/ioctl.h>
int main(void) { char buf[64]; ioctl(0, 0x3b6b, buf); ioctl(0, 0xc01063c1, buf); return 0; }
C
gcc -w -o io io.c
gcc -w -o ioctl ioctl.c
# The loader's own calls are left out: only what follows the opening of the file.
opened="sed -n '/\"$file\\|\"$(printf %s "$file" | xxd -p -c0 | sed 's/../\\\\x&/g')\"/,\$p'"
trace() { make "$1" "strace -o log $2 ./io; $opened log"; }
trace strace '-s 4096'
trace strace-x '-x -s 4096'
trace strace-xx '-xx -s 4096'
trace strace-cut ''
trace strace-dump '-e read=3 -e write=4'
trace strace-pid '-f -tt -s 4096'
one="-o log -P $file -e trace=read"
make strace-one "strace $one -s 4096 head -c$size $file > out 2>&1; cat log"
make strace-one-x "strace $one -x -s 4096 head -c$size $file > out 2>&1; cat log"
make strace-one-xx "strace $one -xx -s 4096 head -c$size $file > out 2>&1; cat log"
make strace-one-dump "strace $one -e read=3 head -c$size $file > out 2>&1; cat log"
make strace-ioctl "strace -o log ./ioctl < /dev/null; grep '^ioctl' log"
make strace-ioctl-raw "strace -e raw=ioctl -o log ./ioctl < /dev/null; grep '^ioctl' log"
